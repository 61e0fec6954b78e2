package onecard.edge.loop;

import static onecard.point.door.DoorProfile.ExitButton.UNLOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Pass;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Use;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Prompts;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent.Loss;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.TapId;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// One door under the loop, told stimuli one by one in made-up time.
class EdgeLoopTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final ListVersion STAFF =
            new ListVersion("staff", 17, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());
    private static final Token ANN = new Token(1, 1);
    private static final Token STRANGER = new Token(2, 2);
    private static final Token VISITOR = new Token(3, 3);

    private final List<Draft> journal = new ArrayList<>();
    private final List<String> line = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final List<String> lit = new ArrayList<>(); // by readers
    private final EdgeLoop loop = loop();
    private Moment now =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

    @Test
    void aKnownCardIsRecordedFirstAndReleasedOnTheAnswer() {
        present(ANN);
        assertEquals(List.of("tap"), kinds());
        assertEquals(List.of(), line);

        loop.turn(new Stimulus.Recorded(journal.getFirst().tap().orElseThrow(), 1), now);

        assertEquals(List.of("release tap"), line);
    }

    @Test
    void anUnknownCardIsRecordedAndMovesNothing() {
        present(STRANGER);
        after(Duration.ofMinutes(1));

        assertEquals(List.of("tap"), kinds());
        assertEquals("UNKNOWN", journal.getFirst().data().text("reason").orElseThrow());
        assertEquals(List.of(), line);
    }

    @Test
    void aJournalThatDoesNotAnswerHoldsNobodyLongerThanFiftyMillis() {
        present(ANN);

        after(Duration.ofMillis(49));
        assertEquals(List.of(), line);
        after(Duration.ofMillis(1));

        assertEquals(List.of("release timer"), line);
        assertTrue(
                journal.stream()
                        .anyMatch(
                                draft ->
                                        draft.data().bool("released_before_record").orElse(false)));
    }

    /// Whoever is let in and whoever is not may stand at two readers of one door.
    @Test
    void theReaderThatWasTappedSignalsAndNoOther() {
        present(ANN);
        present("in-2", Credential.of(CredentialKind.UID, STRANGER, Assurance.A0), STRANGER);
        assertEquals(List.of("in-2 REFUSED See desk"), lit);

        loop.turn(new Stimulus.Recorded(journal.getFirst().tap().orElseThrow(), 1), now);

        assertEquals(List.of("in-2 REFUSED See desk", "in GRANTED Welcome"), lit);
        assertEquals(List.of("REFUSED See desk", "GRANTED Welcome"), shown);
    }

    @Test
    void theSameCardBackWithinTheSuppressionTimeIsNoSecondTap() {
        present(ANN);
        loop.turn(new Stimulus.CardGone("in"), now);
        after(Duration.ofMillis(1_400));
        present(ANN);
        assertEquals(1, taps());

        loop.turn(new Stimulus.CardGone("in"), now);
        after(Duration.ofMillis(2_000));
        present(ANN);

        assertEquals(2, taps());
    }

    @Test
    void aHoldIsRenewedEverySecondUntilItEnds() {
        loop.turn(new Stimulus.ContactChanged("fire", true), now);
        after(Duration.ofMillis(3_500));
        loop.turn(new Stimulus.ContactChanged("fire", false), now);
        after(Duration.ofSeconds(5));

        assertEquals(
                List.of("hold fire", "hold fire", "hold fire", "hold fire", "drop fire"), line);
    }

    @Test
    void theExitButtonReleasesWithoutTheJournal() {
        loop.turn(new Stimulus.ContactChanged("exit", false), now);
        loop.turn(new Stimulus.ContactChanged("exit", true), now);

        assertEquals(List.of("release exit_button"), line);
        assertEquals(List.of("state"), kinds());
    }

    @Test
    void anExitButtonHeldAMinuteIsAnAlarmUntilLetGo() {
        loop.turn(new Stimulus.ContactChanged("exit", false), now);
        loop.turn(new Stimulus.ContactChanged("exit", true), now);
        after(Duration.ofMinutes(10));
        loop.turn(new Stimulus.ContactChanged("exit", false), now);

        assertEquals(
                List.of(true, false),
                journal.stream()
                        .map(Draft::data)
                        .filter(data -> data.text("alarm").orElse("").equals("exit_button_stuck"))
                        .map(data -> data.bool("active").orElseThrow())
                        .toList());
    }

    @Test
    void aBrokenFireLineIsAFaultThatNamesItAndNoFire() {
        loop.turn(new Stimulus.ContactLost("fire", Loss.UNREAD, "unplugged"), now);
        loop.turn(new Stimulus.ContactChanged("fire", false), now);

        assertEquals(List.of("contact_lost fire true", "contact_lost fire false"), alarms());
        assertEquals(List.of(), line);
    }

    @Test
    void aBrokenRelayLineIsAFaultThatNamesIt() {
        loop.turn(new Stimulus.RelayLost("lock", "unplugged"), now);
        loop.turn(new Stimulus.RelayLost("nobody's", "unplugged"), now);
        loop.turn(new Stimulus.RelayBack("lock"), now);

        assertEquals(
                List.of(
                        "contact_lost lock true",
                        "relay_lost nobody's true",
                        "contact_lost lock false"),
                alarms());
        assertEquals(List.of(), line);
    }

    @Test
    void aLineThatIsShortOrCutIsTamperUntilItIsSeenAgain() {
        loop.turn(new Stimulus.ContactLost("exit", Loss.SHORT, "at 0 mV"), now);
        loop.turn(new Stimulus.ContactLost("exit", Loss.SHORT, "at 0 mV"), now);
        loop.turn(new Stimulus.ContactLost("exit", Loss.CUT, "at 3300 mV"), now);
        loop.turn(new Stimulus.ContactLost("exit", Loss.UNREAD, "unplugged"), now);
        loop.turn(new Stimulus.ContactChanged("exit", false), now);

        assertEquals(
                List.of(
                        "contact_lost exit true",
                        "tamper exit short true",
                        "tamper exit short false",
                        "tamper exit cut true",
                        "tamper exit cut false",
                        "contact_lost exit false"),
                alarms());
    }

    private List<String> alarms() {
        return journal.stream()
                .map(Draft::data)
                .map(
                        data ->
                                data.text("alarm").orElse("")
                                        + " "
                                        + data.text("detail").orElse("")
                                        + " "
                                        + data.bool("active").orElseThrow())
                .toList();
    }

    @Test
    void aCardThatEndsSoonIsPromptedOnceADayAndItsEventSaysSoEachTime() {
        presentEnding("2026-12-24", ANN);
        released();
        assertEquals(List.of("GRANTED Renew card"), shown);

        again(Duration.ofMinutes(1));
        presentEnding("2026-12-24", ANN);
        released();
        again(Duration.ofHours(20));
        presentEnding("2026-12-24", ANN);
        released();

        assertEquals(List.of("GRANTED Renew card", "GRANTED Welcome", "GRANTED Renew card"), shown);
        assertEquals(
                List.of("renew", "renew", "renew"),
                taps(draft -> draft.data().text("prompt").orElse("")));
        assertEquals(
                List.of("OK", "OK", "OK"), taps(draft -> draft.data().text("reason").orElse("")));
    }

    @Test
    void aCardThatDoesNotEndSoonHearsNothingOfIt() {
        presentEnding("2036-12-24", ANN);
        released();

        assertEquals(List.of("GRANTED Welcome"), shown);
        assertEquals(List.of(""), taps(draft -> draft.data().text("prompt").orElse("")));
    }

    @Test
    void aPromptIsForWhoIsLetInAndNobodyAfter() {
        presentEnding("2026-12-24", STRANGER);
        assertEquals(List.of("REFUSED See desk"), shown);

        presentEnding("2026-12-24", ANN);
        loop.turn(new Stimulus.NotRecorded(lastTap(), Reason.JOURNAL_FULL), now);
        again(Duration.ofMinutes(1));
        present(ANN);
        released();

        assertEquals(
                List.of("REFUSED See desk", "REFUSED Out of service", "GRANTED Welcome"), shown);
    }

    @Test
    void whoWasPromptedTodayOutlivesARestart() {
        presentEnding("2026-12-24", ANN);
        var fold = new MemoryFold();
        journal.forEach(draft -> fold.apply(event(draft)));
        var restored = new MemoryFold();
        restored.restore(fold.state());

        for (var prompts : List.of(fold.prompts(), restored.prompts())) {
            assertFalse(prompts.first("door-1", ANN, LocalDate.of(2026, 11, 24)));
            assertTrue(prompts.first("door-2", ANN, LocalDate.of(2026, 11, 24)));
            assertTrue(prompts.first("door-1", STRANGER, LocalDate.of(2026, 11, 24)));
            assertTrue(prompts.first("door-1", ANN, LocalDate.of(2026, 11, 25)));
        }
    }

    @Test
    void beyondWhatADayHoldsNobodyIsPromptedTwice() {
        var prompts = new Prompts();
        var today = LocalDate.of(2026, 11, 24);
        for (int i = 0; i < Prompts.CARDS_MAX; i++) {
            assertTrue(prompts.first("door-1", new Token(i, i), today));
        }
        assertFalse(prompts.first("door-1", new Token(-1, -1), today));
        assertFalse(prompts.first("door-1", new Token(1, 1), today));
        assertTrue(prompts.first("door-1", new Token(1, 1), today.plusDays(1)));
    }

    /// As the journal tells it, in the site's time.
    private static Json.Obj event(Draft draft) {
        return Json.Obj.EMPTY
                .with("type", "onecard.tap.v1")
                .with("time", draft.at().wall().atZone(ZONE).toOffsetDateTime().toString())
                .with("data", draft.data().with("point", draft.point()));
    }

    private void released() {
        loop.turn(new Stimulus.Recorded(lastTap(), journal.size()), now);
    }

    private TapId lastTap() {
        return journal.stream()
                .filter(draft -> draft.kind().wire().equals("tap"))
                .reduce((_, last) -> last)
                .flatMap(Draft::tap)
                .orElseThrow();
    }

    /// The card leaves, and the door has time to lock.
    private void again(Duration later) {
        loop.turn(new Stimulus.CardGone("in"), now);
        after(later);
    }

    private List<String> taps(java.util.function.Function<Draft, String> told) {
        return journal.stream()
                .filter(draft -> draft.kind().wire().equals("tap"))
                .map(told)
                .toList();
    }

    @Test
    void aPassOpensForItsRecordAloneAndIsSaidInIt() {
        show("in");
        after(Duration.ofSeconds(1));
        assertEquals(List.of(), line);

        answer(0);

        assertEquals(List.of("release tap"), line);
        assertEquals(
                "{\"times\":1,\"token\":\"" + VISITOR + "\",\"until\":\"2026-11-24T02:00:00Z\"}",
                Canonical.text(journal.getFirst().data().object("use").orElseThrow()));
    }

    @Test
    void aSecondReaderRefusesAPassWhoseRecordIsStillOnItsWay() {
        show("in");
        show("in-2");
        assertEquals(List.of("OK", "REPLAYED"), reasons());

        answer(0);
        answer(1);
        show("in-2");

        assertEquals(List.of("OK", "REPLAYED", "REPLAYED"), reasons());
        assertEquals(List.of("release tap"), line);
    }

    @Test
    void aPassThatCouldNotBeRecordedIsGoodStill() {
        show("in");
        var tap = journal.getFirst().tap().orElseThrow();
        loop.turn(new Stimulus.NotRecorded(tap, Reason.JOURNAL_FULL), now);
        assertEquals(List.of(), line);

        show("in-2");
        answer(1);

        assertEquals(List.of("OK", "OK"), reasons());
        assertEquals(List.of("release tap"), line);
    }

    @Test
    void aCodeShownWronglyFiveTimesRaisesOneAlarmAndIsLockedOut() {
        for (int i = 0; i < 7; i++) {
            reject();
            loop.turn(new Stimulus.Recorded(lastTap(), 1), now);
        }
        assertEquals(
                List.of(
                        "BAD_SIGNATURE",
                        "BAD_SIGNATURE",
                        "BAD_SIGNATURE",
                        "BAD_SIGNATURE",
                        "BAD_SIGNATURE",
                        "LOCKED_OUT",
                        "LOCKED_OUT"),
                reasons());
        assertEquals(
                1, journal.stream().filter(draft -> draft.data().get("alarm").isPresent()).count());
    }

    private void reject() {
        var shown =
                new Presentation.Rejected(
                        Credential.of(CredentialKind.QR, STRANGER, Assurance.A0),
                        Reason.BAD_SIGNATURE);
        loop.turn(new Stimulus.Presented("in", shown, now.mono().nanos(), 0, 0), now);
    }

    private void show(String reader) {
        var wall = Instant.parse("2026-11-24T01:00:00Z");
        var pass =
                new Pass(
                        VISITOR,
                        Set.of("door-1"),
                        Set.of(),
                        wall,
                        wall.plusSeconds(3_600),
                        new Use(VISITOR, 1, wall.plusSeconds(3_600)));
        var shown =
                new Presentation.Signed(
                        Credential.of(CredentialKind.PASS, VISITOR, Assurance.A1),
                        pass,
                        List.of(),
                        List.of());
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
    }

    private void answer(int tap) {
        var id = journal.stream().flatMap(draft -> draft.tap().stream()).toList().get(tap);
        loop.turn(new Stimulus.Recorded(id, 1), now);
    }

    private List<String> reasons() {
        return journal.stream().flatMap(draft -> draft.data().text("reason").stream()).toList();
    }

    /// Walks from wake to wake, as the loop's thread does.
    private void after(Duration duration) {
        var end = now.mono().plus(duration);
        while (loop.nextWake().filter(end::reached).isPresent()) {
            var wake = loop.nextWake().orElseThrow();
            now = at(wake);
            loop.due(now);
        }
        now = at(end);
    }

    private Moment at(Mono mono) {
        return new Moment(mono, now.wall().plus(mono.since(now.mono())), now.trust());
    }

    private void present(Token token) {
        present(Credential.of(CredentialKind.UID, token, Assurance.A0), token);
    }

    private void presentEnding(String last, Token token) {
        var card =
                new Credential(
                        CredentialKind.SSC,
                        token,
                        Assurance.A1,
                        OptionalInt.of(2),
                        Optional.empty(),
                        Optional.of(LocalDate.parse(last)));
        present(card, token);
    }

    private void present(Credential credential, Token token) {
        present("in", credential, token);
    }

    private void present(String reader, Credential credential, Token token) {
        var entries =
                token.equals(ANN)
                        ? List.of(
                                new Entry(
                                        STAFF,
                                        new Token(9, 9),
                                        Set.of("staff"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false))
                        : List.<Entry>of();
        var shown = new Presentation.Known(credential, entries, List.of(STAFF));
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
    }

    private long taps() {
        return kinds().stream().filter("tap"::equals).count();
    }

    private List<String> kinds() {
        return journal.stream().map(draft -> draft.kind().wire()).toList();
    }

    private EdgeLoop loop() {
        var door =
                new Door(
                        new DoorProfile(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(24),
                                DoorProfile.Relock.ON_OPEN,
                                UNLOCK,
                                Duration.ofSeconds(60),
                                Optional.empty(),
                                JournalFull.REFUSE));
        var policy =
                Policy.of(Set.of("staff"), Assurance.A0, ZONE)
                        .with(new CardTerms(false, Optional.empty(), 180, Set.of()));
        var parts =
                new PointSlot.Parts<>(
                        "door-1",
                        "door",
                        door,
                        policy,
                        Map.of("in", Direction.IN, "in-2", Direction.IN),
                        Map.of("fire", new Role.Fire(), "exit", new Role.ExitButton()),
                        Map.of(Output.LOCK, new TracedRelay()),
                        new PointPanel(
                                List.of(new TracedPanel("", shown)),
                                Map.of(
                                        "in", new TracedPanel("in ", lit),
                                        "in-2", new TracedPanel("in-2 ", lit))));
        return new EdgeLoop(
                List.of(new PointSlot<>(parts)),
                EdgeLoop.Before.nothing(),
                journal::add,
                new Metrics());
    }

    private final class TracedRelay implements Relay {
        @Override
        public String name() {
            return "lock";
        }

        @Override
        public void release(long untilNanos, String cause) {
            line.add("release " + cause);
        }

        @Override
        public void hold(String cause) {
            line.add("hold " + cause);
        }

        @Override
        public void drop(String cause) {
            if (!line.isEmpty() && !line.getLast().startsWith("drop")) {
                line.add("drop " + cause);
            }
        }

        @Override
        public boolean energised() {
            return false;
        }

        @Override
        public void close() {}
    }

    private record TracedPanel(String where, List<String> shown) implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {
            shown.add(where + signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }
}
