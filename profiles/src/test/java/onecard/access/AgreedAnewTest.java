package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.visit.Overstay;
import org.junit.jupiter.api.Test;

/// A list that says something else of a visit that is going on, or is over; and what nobody knows
/// of one until something is certain again.
class AgreedAnewTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final Instant END = NOON.plusSeconds(3_600);
    private static final Credential CARD =
            Credential.of(CredentialKind.SSC, new Token(2, 1), Assurance.A1);
    private static final Token PASS = new Token(7, 1);
    private static final Policy POLICY =
            Policy.of(Set.of(), Assurance.A0, ZoneId.of("Asia/Shanghai"));

    private static VisitTerms until(Instant end) {
        return new VisitTerms(PASS, Optional.empty(), end, 1, 1, false, false);
    }

    private static Pass pass(Instant end) {
        return new Pass(
                PASS,
                Set.of("gate"),
                Set.of(),
                NOON.minusSeconds(3_600),
                end,
                new Use(PASS, 1, end),
                Optional.of(until(end)));
    }

    private static Guests list(int version, Instant end) {
        return Guests.of(
                new ListVersion("visitors", version, NOON, Optional.empty()),
                List.of(new Guests.Binding(Party.Shown.of(CARD), pass(end))));
    }

    private static Moment at(Instant wall) {
        return new Moment(new Mono(0), wall, ClockTrust.SYNCED);
    }

    private static Memory came() {
        return passed(Memory.EMPTY, Direction.IN, until(END), NOON);
    }

    private static Memory passed(Memory memory, Direction way, VisitTerms terms, Instant at) {
        var party = new Party(terms, way, Way.FOOT, Party.Shown.of(CARD), false);
        return memory.after(new Occurrence.Visited("gate", party), at(at));
    }

    private static Memory after(Memory memory, Guests list, Instant at) {
        var next = memory;
        for (var terms : memory.visits().agreedAnew(list, Renamed.NOTHING)) {
            next = next.after(new Occurrence.Agreed(terms), at(at));
        }
        return next;
    }

    private static Visit visit(Memory memory) {
        return memory.visits().visit(PASS).orElseThrow();
    }

    @Test
    void whoMayStayLongerIsLookedForAtTheNewEndAndTheAlarmIsOver() {
        var late = END.plusSeconds(60);
        var overstayed = came().after(new Occurrence.Overstayed("gate", PASS, 1), at(late));
        assertFalse(Overstay.isOver(visit(overstayed)));
        var end = END.plusSeconds(7_200);
        var longer = after(overstayed, list(2, end), late);
        assertEquals(0, Overstay.alarms(visit(longer), late));
        assertTrue(Overstay.isOver(visit(longer)));
        var calm = longer.after(new Occurrence.NoLongerOverstayed(PASS), at(late));
        assertFalse(Overstay.isOver(visit(calm)));
        assertEquals(Optional.of(end), Overstay.next(visit(calm), Duration.ofHours(24)));
        assertEquals(1, Overstay.alarms(visit(calm), end));
        assertTrue(Overstay.alarms(visit(calm), end) > visit(calm).overstay(), "raised anew");
        assertFalse(Overstay.closes(visit(calm), Duration.ofHours(1), END.plusSeconds(3_600)));
    }

    @Test
    void whoMayStayShorterIsLookedForSooner() {
        var sooner = NOON.plusSeconds(600);
        var memory = after(came(), list(2, sooner), NOON.plusSeconds(60));
        assertEquals(Optional.of(sooner), Overstay.next(visit(memory), Duration.ofHours(24)));
        assertEquals(1, Overstay.alarms(visit(memory), sooner));
        // What was told of it by then stays told.
        var told = memory.after(new Occurrence.Overstayed("gate", PASS, 1), at(sooner));
        var again = after(told, list(3, sooner.minusSeconds(60)), sooner);
        assertEquals(1, visit(again).overstay());
    }

    /// And one of both keys waits until the visit is kept by its present token.
    @Test
    void aListOfBeforeSaysSoOfAVisitThatIsKeptByItsPresentToken() {
        var is = new Token(PASS.high(), ~PASS.low());
        var rolled = Renamed.of(Optional.of(PASS), is);
        var end = END.plusSeconds(7_200);
        var visits = came().renamed(rolled).visits();
        assertEquals(List.of(until(end).renamed(rolled)), visits.agreedAnew(list(2, end), rolled));

        var binding = new Guests.Binding(Party.Shown.of(CARD), pass(end).renamed(rolled));
        var both =
                Guests.of(
                        new ListVersion("visitors", 3, NOON, Optional.empty()),
                        List.of(binding),
                        rolled);
        assertEquals(List.of(), came().visits().agreedAnew(both, Renamed.NOTHING));
        assertEquals(List.of(until(end).renamed(rolled)), visits.agreedAnew(both, Renamed.NOTHING));
    }

    @Test
    void aListThatSaysTheSameOrKnowsThemNotChangesNothing() {
        assertEquals(List.of(), came().visits().agreedAnew(list(2, END), Renamed.NOTHING));
        var nobody = Guests.of(new ListVersion("visitors", 3, NOON, Optional.empty()), List.of());
        assertEquals(List.of(), came().visits().agreedAnew(nobody, Renamed.NOTHING));
        // Of whom nothing is remembered nothing begins.
        assertEquals(Memory.EMPTY, Memory.EMPTY.after(new Occurrence.Agreed(until(END)), at(NOON)));
    }

    /// Prolonged after they left: the one entry is used up, for as long as the pass would hold.
    @Test
    void aPassThatIsProlongedAfterItsVisitIsNotGoodOnceMore() {
        var end = END.plus(Duration.ofDays(7));
        var over = passed(came(), Direction.OUT, until(END), NOON.plusSeconds(60));
        for (var step : List.of(Visit.Step.ENTERED, Visit.Step.EXITED, Visit.Step.CLOSED)) {
            over = over.after(new Occurrence.VisitTold(PASS, step), at(NOON));
        }
        assertTrue(visit(over).isClosed());
        var later = END.plus(Duration.ofDays(5));
        assertTrue(Visits.isOver(visit(over), later));
        var kept = after(over, list(2, end), NOON.plusSeconds(120));
        assertFalse(Visits.isOver(visit(kept), later));
        var other = new Party(other(), Direction.IN, Way.FOOT, Party.Shown.of(CARD), false);
        var then = kept.after(new Occurrence.Visited("gate", other), at(later));
        var shown = list(2, end).of(Party.Shown.of(CARD)).getFirst();
        var verdict =
                AccessRules.decide(
                        POLICY,
                        new Situation("gate", Direction.IN, Posture.NORMAL),
                        new Presentation.Bound(
                                new Presentation.Known(CARD, List.of(), List.of()),
                                List.of(new Presentation.Bound.Invited(shown, Optional.empty())),
                                Optional.empty()),
                        then,
                        at(later));
        assertEquals(Reason.USED_UP, verdict instanceof Verdict.Refused no ? no.why() : Reason.OK);
    }

    private static VisitTerms other() {
        return new VisitTerms(new Token(7, 2), Optional.empty(), END, 1, 1, false, false);
    }

    /// Whoever leaves before the loop has looked at the list leaves by its word.
    @Test
    void whoeverLeavesDoesSoByWhatTheListSaysByThen() {
        var end = END.plusSeconds(7_200);
        var listed = list(2, end).of(Party.Shown.of(CARD)).getFirst();
        assertEquals(Optional.of(until(end)), leaves(listed));
        // A code that no list knows says nothing of what was agreed.
        assertEquals(Optional.of(until(END)), leaves(pass(end)));
        var out = passed(came(), Direction.OUT, until(end), END.plusSeconds(60));
        assertEquals(end, visit(out).terms().until());
    }

    private static Optional<VisitTerms> leaves(Pass pass) {
        return came().visits()
                .goingOn(
                        new Presentation.Signed(
                                Credential.of(CredentialKind.PASS, PASS, Assurance.A1),
                                pass,
                                List.of(),
                                List.of()),
                        END);
    }

    // --- what nobody knows ---

    private static Memory lost() {
        var party = new Party(until(END), Direction.IN, Way.FOOT, Party.Shown.of(CARD), false);
        return Memory.EMPTY
                .after(new Occurrence.Expected("gate", party), at(NOON))
                .after(new Occurrence.VisitForgotten("gate", PASS, 1), at(NOON));
    }

    @Test
    void thatNobodyKnowsWhoCameInStandsUntilSomethingIsCertainOrTheVisitIsClosed() {
        var lost = lost();
        assertEquals(Visit.Doubt.STANDS, visit(lost).doubt());
        assertEquals(
                Visit.Doubt.STANDS,
                visit(lost.after(new Occurrence.Overstayed("gate", PASS, 1), at(NOON))).doubt());
        for (var certain :
                List.of(
                        passed(lost, Direction.IN, until(END), NOON),
                        passed(lost, Direction.OUT, until(END), NOON),
                        lost.after(new Occurrence.VisitOver(PASS, "gate"), at(END)),
                        lost.after(new Occurrence.VisitTold(PASS, Visit.Step.CLOSED), at(END)))) {
            assertEquals(Visit.Doubt.OVER, visit(certain).doubt());
            assertEquals(1, visit(certain).lost(), "it is a difference still");
            var lowered = certain.after(new Occurrence.VisitCertain("gate", PASS), at(END));
            assertEquals(Visit.Doubt.NONE, visit(lowered).doubt());
            assertEquals(Visit.Doubt.NONE, visit(came()).doubt());
        }
    }
}
