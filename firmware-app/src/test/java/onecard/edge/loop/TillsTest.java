package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Owed;
import onecard.money.Account;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.point.Call;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;

/// A sale from the tap to the last word, through the loop, the journal's answers, and restarts.
class TillsTest {

    private final Canteen canteen = new Canteen().has(1, 800, 10_000).has(2, 0, 1_500);

    @Test
    void theSubsidyPaysForTheFirstHelpingAndThePersonForTheRest() {
        canteen.tap("fixed", 1);
        canteen.answer();

        assertEquals(Map.of("fixed:1", "done subsidy 5.00 personal 7.00"), canteen.sales());
        assertTrue(
                canteen.told.contains("fixed PAID Paid 12.00, left 96.00"), canteen.told::toString);
        assertTrue(canteen.told.contains("fixed tells fixed:1 12.00"));
    }

    /// Whoever waits for their meal waits for two commits.
    @Test
    void theTapAndTheIntentAreOneCommitAndTheEndIsTheOther() {
        canteen.tap("fixed", 1);
        canteen.answer();

        assertEquals(
                List.of(List.of("tap", "sale"), List.of("sale")),
                canteen.handed.stream()
                        .map(it -> it.stream().map(draft -> draft.kind().wire()).toList())
                        .toList());
    }

    @Test
    void nobodyIsToldBeforeTheEndIsDurable() {
        canteen.tap("fixed", 1);
        canteen.answerOne(); // the tap
        canteen.answerOne(); // the intent
        assertFalse(canteen.told.toString().contains("PAID"), canteen.told::toString);
        assertFalse(canteen.isAnswered());

        canteen.answerOne(); // the end
        assertTrue(canteen.told.toString().contains("PAID"));
    }

    @Test
    void theSameOnceMoreIsAskedAboutAndTakenOnlyIfItIsMeant() {
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.tap("fixed", 1);
        assertTrue(canteen.told.contains("fixed ASKED Duplicate"), canteen.told::toString);
        canteen.key("fixed", 0);
        canteen.answer();
        assertTrue(canteen.told.contains("fixed REFUSED Duplicate"), canteen.told::toString);

        canteen.tap("fixed", 1);
        canteen.key("fixed", Taps.YES);
        canteen.answer();

        assertEquals(
                Map.of(
                        "fixed:1", "done subsidy 5.00 personal 7.00",
                        "fixed:2", "done personal 12.00"),
                canteen.sales());
    }

    @Test
    void whoIsNotAnsweredIsRefused() {
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.tap("fixed", 1);
        canteen.after(Duration.ofSeconds(16));
        canteen.answer();

        assertEquals(1, canteen.sales().size());
        assertEquals(Reason.DUPLICATE.name(), lastTap("reason"));
    }

    /// Whoever waves their card twice pays once.
    @Test
    void theSameCardWithinTwoSecondsIsTheSamePresence() {
        canteen.tapShortly("fixed", 1);
        canteen.answer();
        canteen.after(Duration.ofMillis(1_990));
        canteen.tapShortly("fixed", 1);
        assertTrue(canteen.isAnswered(), "heard of, all the same");
        canteen.after(Duration.ofSeconds(2));
        canteen.tapShortly("fixed", 1);
        assertTrue(canteen.told.contains("fixed ASKED Duplicate"), canteen.told::toString);
    }

    @Test
    void anAmountIsKeyedInAndForgottenAfterItsSale() {
        canteen.tap("keyed", 1);
        canteen.answer();
        assertEquals(Reason.NO_AMOUNT.name(), lastTap("reason"));

        canteen.key("keyed", 1_550);
        canteen.tap("keyed", 1);
        canteen.answer();
        canteen.tap("keyed", 2);
        canteen.answer();

        assertEquals(Map.of("keyed:1", "done subsidy 5.00 personal 10.50"), canteen.sales());
        assertEquals(Reason.NO_AMOUNT.name(), lastTap("reason"));
    }

    @Test
    void whoLacksTheMoneyIsRefusedAndTheDecisionSaysSo() {
        canteen.key("keyed", 1_600);
        canteen.tap("keyed", 2);
        canteen.answer();

        assertEquals(Reason.NO_BALANCE.name(), lastTap("reason"));
        assertTrue(lastTap("steps").endsWith("-"), lastTap("steps"));
        assertEquals(Map.of(), canteen.sales());
    }

    @Test
    void twoTillsNeverSellOnTheSameMoney() {
        canteen.key("keyed", 1_000);
        canteen.tap("keyed", 2);
        canteen.tap("fixed", 2); // the journal has not answered yet
        canteen.answer();

        assertEquals(Map.of("keyed:1", "done personal 10.00"), canteen.sales());
        assertEquals(Reason.NO_BALANCE.name(), lastTap("reason"));
    }

    @Test
    void membersOfAGroupPayLess() {
        canteen.tap("fixed", 1, "cadre");
        canteen.answer();

        assertEquals(Map.of("fixed:1", "done subsidy 5.00 personal 5.80"), canteen.sales());
    }

    /// Whoever is denied pays nothing and eats nothing, however much stands in their account.
    @Test
    void whoIsDeniedIsSoldNothing() {
        var denied = new ListVersion(ListVersion.DENY, 1, Canteen.NOON, Optional.empty());
        var known = Rig.known(1, "diners");
        var entry =
                new Entry(
                        denied,
                        Rig.subject(1),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        var entries = Stream.concat(known.entries().stream(), Stream.of(entry)).toList();
        canteen.tap(
                "fixed",
                1,
                new Presentation.Known(
                        known.credential(),
                        entries,
                        Stream.concat(known.lists().stream(), Stream.of(denied)).toList()));
        canteen.answer();
        assertEquals(Reason.DENIED_LIST.name(), lastTap("reason"));
        assertEquals(Map.of(), canteen.sales());
        assertFalse(canteen.told.toString().contains("PAID"), canteen.told::toString);
    }

    /// As many as fit on a slip, the newest first.
    @Test
    void whoAsksIsShownTheirLastFiveSales() {
        var shown = new ArrayList<Account>();
        var till =
                new Canteen(
                                _ ->
                                        new Counter() {
                                            @Override
                                            public void post(Optional<Price> price, Moment now) {}

                                            @Override
                                            public void tell(
                                                    Sale sale, Optional<Fen> left, Moment now) {}

                                            @Override
                                            public void tell(Account account, Moment now) {
                                                shown.add(account);
                                            }
                                        })
                        .has(1, 0, 10_000);
        for (int fen = 100; fen <= 700; fen += 100) {
            till.key("keyed", fen);
            till.tap("keyed", 1);
            till.answer();
            // No split sale; and no more than five at a meal.
            till.after(fen == 400 ? Duration.ofDays(1) : Duration.ofMinutes(6));
            till.call("keyed", Call.QUERY);
            till.tap("keyed", 1);
            till.answer();
        }
        var newest =
                shown.stream()
                        .map(it -> it.last().stream().map(bought -> bought.paid().fen()).toList())
                        .toList();
        assertEquals(List.of(200L, 100L), newest.get(1));
        assertEquals(List.of(500L, 400L, 300L, 200L, 100L), newest.get(4));
        assertEquals(List.of(700L, 600L, 500L, 400L, 300L), newest.getLast());
        assertEquals(Optional.of(new Fen(7_200)), shown.getLast().left());
    }

    // --- a journal that has no room ---

    @Test
    void withoutAnIntentNothingIsSoldAndItsNumberIsFree() {
        canteen.room = () -> false;
        canteen.tap("fixed", 1);
        canteen.answer();
        assertTrue(canteen.told.contains("fixed REFUSED Out of service"), canteen.told::toString);

        canteen.room = () -> true;
        canteen.tap("fixed", 1);
        canteen.answer();
        assertEquals(Map.of("fixed:1", "done subsidy 5.00 personal 7.00"), canteen.sales());
    }

    @Test
    void whatCannotBeBookedAsDoneIsVoidOnceThereIsRoom() {
        canteen.tap("fixed", 1);
        canteen.answerOne();
        canteen.answerOne();
        canteen.room = () -> false;
        canteen.answer();
        assertFalse(canteen.told.toString().contains("PAID"));
        assertEquals(Map.of("fixed:1", "pending subsidy 5.00 personal 7.00"), canteen.sales());

        canteen.room = () -> true;
        canteen.after(Owed.AGAIN);
        canteen.answer();
        assertEquals(Map.of("fixed:1", "void subsidy 5.00 personal 7.00"), canteen.sales());
        canteen.tap("fixed", 1);
        canteen.answer();
        assertEquals(
                "done subsidy 5.00 personal 7.00",
                Optional.ofNullable(canteen.sales().get("fixed:2")).orElse(""));
    }

    // --- operators afar ---

    @Test
    void aTillIsNotOpenedByACommandButPutOutOfService() {
        assertEquals(List.of(Reason.NOT_ALLOWED), canteen.ordered("fixed", Posture.FREE));
        assertEquals(List.of(Reason.OK), canteen.ordered("fixed", Posture.DISABLED));
        canteen.tap("fixed", 1);
        canteen.answer();

        assertEquals(Reason.POINT_DISABLED.name(), lastTap("reason"));
    }

    // --- what is risked ---

    @Test
    void whatTheHostHoldsIsNoRiskAnyMore() {
        for (int person = 10; person < 100; person++) {
            canteen.has(person, 0, 10_000);
            canteen.tap("fixed", person);
            canteen.answer();
        }
        // 1,000.00 is what the till may risk: 83 sales of 12.00.
        assertEquals(83, canteen.sales().size());
        assertEquals(Reason.LIMIT.name(), lastTap("reason"));

        canteen.received();
        canteen.tap("fixed", 99);
        canteen.answer();
        assertEquals(84, canteen.sales().size());
    }

    // --- killed at every answer ---

    @Test
    void killedAfterAnyRecordWhatWasToldIsDoneAndAllElseIsVoid() {
        for (int answers = 0; answers <= 3; answers++) {
            var before = new Canteen().has(1, 800, 10_000);
            before.tap("fixed", 1);
            for (int i = 0; i < answers; i++) {
                before.answerOne();
            }
            boolean told = before.told.toString().contains("PAID");
            var after = before.killed();
            after.answer();

            assertEquals(answers == 3, told);
            var state = Optional.ofNullable(after.sales().get("fixed:1")).orElse("none");
            assertEquals(
                    switch (answers) {
                        case 0, 1 -> "none";
                        case 2 -> "void subsidy 5.00 personal 7.00";
                        default -> "done subsidy 5.00 personal 7.00";
                    },
                    state);
            after.tap("fixed", 1);
            after.after(Duration.ofSeconds(20));
            after.answer();
            long done = after.sales().values().stream().filter(it -> it.startsWith("done")).count();
            assertEquals(1, done, "a repeat is asked about, and a void sale can be made anew");
        }
    }

    @Test
    void aRestartRemembersWhatTheLoopDid() {
        canteen.tap("fixed", 1);
        canteen.key("keyed", 900);
        canteen.tap("keyed", 2);
        canteen.answer();
        var fold = new MemoryFold();
        canteen.rows.forEach(fold::apply);
        var again = new MemoryFold();
        again.restore(fold.state());

        assertEquals(canteen.loop.ledger().kept(), fold.ledger().kept());
        assertEquals(fold.ledger().kept(), again.ledger().kept());
        assertEquals(fold.state(), again.state());
    }

    private String lastTap(String field) {
        var taps =
                canteen.rows.stream()
                        .filter(row -> row.text("type").equals(Optional.of("onecard.tap.v1")))
                        .toList();
        var data = Occurrences.data(List.copyOf(taps).getLast());
        return data.text(field)
                .or(() -> data.object("decided").orElse(Json.Obj.EMPTY).text(field))
                .orElse("");
    }
}
