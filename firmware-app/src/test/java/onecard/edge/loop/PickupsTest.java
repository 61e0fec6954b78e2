package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.money.Fen;
import onecard.money.Lessee;
import onecard.money.Preorder;
import onecard.money.Preorders;
import org.junit.jupiter.api.Test;

/// What was ordered ahead, through the loop, the journal's answers, and kills: two tills of one
/// device, of which each may hand out what is leased to it.
class PickupsTest {

    private final Canteen canteen = new Canteen().has(1, 0, 10_000);

    @Test
    void whatIsOnItsWayAtOneTillIsNotHandedOutAtTheOther() {
        canteen.ordered = orders(order(1, true));
        canteen.tap("pick", 1);
        canteen.tap("pick-2", 1);
        canteen.answer();

        assertEquals(Map.of("pick:1", "done"), canteen.sales());
        assertTrue(canteen.told.contains("pick-2 REFUSED No entries left"));
        assertTrue(
                canteen.told.stream().anyMatch(it -> it.startsWith("pick PAID Pick up noodles")),
                canteen.told::toString);
    }

    @Test
    void nobodyIsToldBeforeItsEndIsDurable() {
        canteen.ordered = orders(order(1, true));
        canteen.tap("pick", 1);
        canteen.answerOne(); // the tap
        canteen.answerOne(); // the intent
        assertFalse(canteen.told.toString().contains("PAID"), canteen.told::toString);

        canteen.answerOne(); // the end
        assertTrue(canteen.told.toString().contains("PAID"), canteen.told::toString);
    }

    /// The intent is all that the next life finds.
    @Test
    void whoIsKilledBetweenIntentAndEndPicksItUpAfterwards() {
        canteen.ordered = orders(order(1, false));
        canteen.tap("pick", 1);
        canteen.answerOne();
        canteen.answerOne();
        var next = canteen.killed();
        next.answer();
        assertEquals(Map.of("pick:1", "void personal 18.00"), next.sales());

        next.tap("pick-2", 1);
        next.answer();
        assertEquals(
                Map.of("pick:1", "void personal 18.00", "pick-2:1", "done personal 18.00"),
                next.sales());
    }

    /// The end is durable, and nobody was told: it counts as handed out.
    @Test
    void whoIsKilledAfterTheEndIsNotHandedItTwice() {
        canteen.ordered = orders(order(1, false));
        canteen.tap("pick", 1);
        canteen.answer();
        var next = canteen.killed();
        next.tap("pick", 1);
        next.answer();

        assertEquals(Map.of("pick:1", "done personal 18.00"), next.sales());
        assertTrue(next.told.contains("pick REFUSED No entries left"), next.told::toString);
    }

    @Test
    void whatTheJournalWillNotHoldWasNotHandedOut() {
        canteen.ordered = orders(order(1, true));
        canteen.tap("pick", 1);
        canteen.answerOne();
        canteen.answerOne();
        canteen.room = () -> false;
        canteen.answerOne(); // no room for the end
        canteen.room = () -> true;
        canteen.answer();
        assertEquals(Map.of("pick:1", "void"), canteen.sales());
        assertFalse(canteen.told.toString().contains("PAID"), canteen.told::toString);

        canteen.tap("pick", 1);
        canteen.answer();
        assertEquals(Map.of("pick:1", "void", "pick:2", "done"), canteen.sales());
    }

    @Test
    void aTapSaysByWhichListAndARefusalWhy() {
        canteen.tap("pick", 1);
        canteen.answer();
        assertEquals(Optional.of("STALE_LIST"), lastTap().text("reason"));

        canteen.ordered = orders(order(2, true));
        canteen.tap("pick", 2, "nobody");
        canteen.answer();
        var decided = lastTap().object("decided").orElseThrow();
        assertEquals(
                Optional.of(Json.Obj.EMPTY.with("name", "orders").with("version", 4)),
                decided.object("orders"));
    }

    /// The till asks whether the same is meant once more of those who buy, and of no order.
    @Test
    void whoHasOrderedNothingBuysAndIsAskedWhatTheyMean() {
        canteen.ordered = orders(order(2, false));
        canteen.tap("pick", 1);
        canteen.answer();
        canteen.tap("pick", 1);
        canteen.key("pick", Taps.YES);
        canteen.answer();

        assertEquals(
                Map.of("pick:1", "done personal 12.00", "pick:2", "done personal 12.00"),
                canteen.sales());
        assertTrue(canteen.told.contains("pick ASKED Duplicate"), canteen.told::toString);
    }

    private static Optional<Preorders> orders(Preorder... orders) {
        var list = new ListVersion("orders", 4, Canteen.NOON, Optional.empty());
        return Optional.of(Preorders.of(list, List.of(orders)));
    }

    private static Preorder order(long person, boolean paid) {
        Instant from = Canteen.NOON.minus(Duration.ofMinutes(5));
        return new Preorder(
                new Token(7, person),
                Rig.subject(person),
                "north",
                "lunch",
                List.of("noodles"),
                new Fen(1_800),
                paid,
                from,
                from.plus(Duration.ofHours(1)),
                Lessee.parse("till-1"));
    }

    private Json.Obj lastTap() {
        return Stream.iterate(canteen.rows.size() - 1, i -> i - 1)
                .map(i -> Occurrences.data(canteen.rows.get(i)))
                .filter(data -> data.text("verdict").isPresent())
                .findFirst()
                .orElseThrow();
    }
}
