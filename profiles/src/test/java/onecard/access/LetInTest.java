package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Elsewhere.Event;
import onecard.access.Elsewhere.Said;
import onecard.access.Elsewhere.Taken;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Whom this device let in by shared passes: for how long that is told, with whom it is compared,
/// and when nobody need be looked for any more.
class LetInTest {

    private static final Instant MORNING = Instant.parse("2026-11-24T01:00:00Z");
    private static final Instant END = MORNING.plusSeconds(3_600);
    private static final Token PASS = new Token(7, 1);

    private static Moment at(Instant wall, ClockTrust trust) {
        return new Moment(new Mono(0), wall, trust);
    }

    private static final Moment NOW = at(MORNING, ClockTrust.SYNCED);

    private static Event event(long seq) {
        return new Event("0000000a", seq, MORNING);
    }

    private static LetIn letIn(int times, String... points) {
        var letIn = LetIn.NOBODY;
        long seq = 0;
        for (var point : points) {
            letIn = letIn.entered(new Use(PASS, times, END), point, event(++seq), NOW);
        }
        return letIn;
    }

    private static LetIn.Own own(LetIn letIn) {
        return letIn.own(PASS).orElseThrow();
    }

    private static Elsewhere used(String... devices) {
        var elsewhere = Elsewhere.NOTHING;
        for (var device : devices) {
            var taken = new Taken(1, 0, Optional.of(event(77)), false);
            elsewhere = elsewhere.heard(device, new Said(1, 1, Map.of(PASS, taken), NOW.mono()));
        }
        return elsewhere;
    }

    private static List<String> twice(LetIn letIn, Elsewhere elsewhere) {
        var with = Map.of("hall", Set.of("a", "b"), "yard", Set.of("c"));
        return letIn.twice(with, elsewhere).stream().map(LetIn.Twice::device).toList();
    }

    /// A device has gates that share with others than its other gates do.
    @Test
    void whatIsSharedWithNobodyThereIsNotUsedTwice() {
        assertEquals(List.of("a", "b"), twice(letIn(1, "hall"), used("a", "b", "c")));
        assertEquals(List.of("c"), twice(letIn(1, "yard"), used("a", "b", "c")));
        assertEquals(List.of(), twice(letIn(1, "yard"), used("a", "b")));
        assertEquals(List.of(), twice(letIn(1, "gone"), used("a", "b", "c")));
        // Good twice, and let in by both gates: whoever shares with either counts.
        assertEquals(List.of("a", "c"), twice(letIn(2, "yard", "hall"), used("a", "c")));
        assertEquals(List.of(), twice(letIn(3, "yard", "yard"), used("a", "c")));
        assertEquals(List.of("yard", "hall"), own(letIn(3, "yard", "hall", "yard")).points());
    }

    @Test
    void anAlarmStandsUntilItIsLoweredAndIsKeptForAsLong() {
        var raised = letIn(1, "hall").alarmed(PASS, "a").alarmed(PASS, "b");
        assertEquals(Set.of("a", "b"), own(raised).standing());
        var over = at(END.plus(Uses.KEPT), ClockTrust.SYNCED);
        assertEquals(raised, raised.without(over));
        var lowered = raised.lowered(PASS, "a");
        assertEquals(Set.of("b"), own(lowered).standing());
        assertEquals(Set.of("a", "b"), own(lowered).alarmed(), "and is not raised anew");
        assertEquals(lowered, lowered.without(over));
        assertEquals(LetIn.NOBODY, lowered.lowered(PASS, "b").without(over));
        assertEquals(LetIn.NOBODY, letIn(1, "hall").without(over));
        assertEquals(LetIn.NOBODY, LetIn.NOBODY.lowered(PASS, "a"));
    }

    @Test
    void nobodyIsLookedForWhoHasLeftOrWhosePassIsOver() {
        var end = END.plus(Uses.KEPT);
        var in = own(letIn(1, "hall"));
        assertFalse(in.isSettled(NOW));
        assertFalse(in.isSettled(at(end.minusSeconds(1), ClockTrust.SYNCED)));
        assertTrue(in.isSettled(at(end, ClockTrust.SYNCED)));
        for (var trust : List.of(ClockTrust.RTC, ClockTrust.UNTRUSTED)) {
            assertFalse(in.isSettled(at(end, trust)), "a clock that could be told to run ahead");
        }
        assertTrue(own(letIn(1, "hall").left(PASS)).isSettled(NOW));
    }

    /// A pass that is prolonged is told for longer, and one that is good more often is not used
    /// too often.
    @Test
    void whatAListSaysAnewCounts() {
        var end = END.plus(Duration.ofDays(3));
        var terms = new VisitTerms(PASS, Optional.empty(), end, 2, 2, false, false);
        var longer = letIn(1, "hall").agreed(terms);
        assertEquals(Use.ofPass(PASS, 2, end), own(longer).use());
        assertEquals(longer, longer.without(at(END.plus(Uses.KEPT), ClockTrust.SYNCED)));
        assertEquals(List.of(), twice(longer, used("a")));
        assertEquals(List.of("a", "b"), twice(longer, used("a", "b")));
        var sooner =
                new VisitTerms(
                        PASS, Optional.empty(), MORNING.minus(Use.LATE_MAX), 1, 1, false, false);
        assertEquals(new Use(PASS, 1, END), own(letIn(2, "hall").agreed(sooner)).use());
        // Shown again by then, it brings its later end along.
        var again = letIn(2, "hall").entered(new Use(PASS, 2, end), "hall", event(9), NOW);
        assertEquals(new Use(PASS, 2, end), own(again).use());
        var used = Uses.NONE.with(new Use(PASS, 2, END), NOW).with(new Use(PASS, 2, end), NOW);
        assertEquals(new Uses.Used(2, end), used.used().get(PASS));
    }

    /// Of those that are beyond the bound none is forgotten that an alarm stands of.
    @Test
    void theOneThatAnAlarmStandsOfIsForgottenLast() {
        var many = letIn(1, "hall").alarmed(PASS, "a");
        for (int i = 0; i < Elsewhere.PASSES_MAX; i++) {
            var use = new Use(new Token(8, i), 1, END.plusSeconds(1 + i));
            many = many.entered(use, "hall", event(100 + i), NOW);
        }
        assertEquals(Elsewhere.PASSES_MAX, many.by().size());
        assertTrue(many.own(PASS).isPresent());
        assertTrue(many.own(new Token(8, 0)).isEmpty());
    }

    @Test
    void whoeverWasLetInHasARecordAndAPoint() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new LetIn.Own(
                                new Use(PASS, 1, END),
                                List.of(),
                                List.of(event(1)),
                                false,
                                Set.of(),
                                Set.of(),
                                Set.of()));
    }

    // --- what becomes of it ---

    private static final Moment OVER = at(END.plus(Uses.KEPT), ClockTrust.SYNCED);

    /// The alarm is known for as long as it stands, and whenever it comes.
    @Test
    void anEntryThatIsUndoneIsToldToNobodyAndItsAlarmIsKeptUntilItIsLowered() {
        var raised = letIn(1, "hall").doubled(PASS, "a").alarmed(PASS, "a");
        assertFalse(own(raised).isSettled(NOW));
        var undone = raised.undone(PASS, event(1));
        assertEquals(
                undone,
                letIn(1, "hall").undone(PASS, event(1)).doubled(PASS, "a").alarmed(PASS, "a"));
        assertTrue(own(undone).isSettled(NOW));
        assertEquals(Set.of("a"), own(undone).standing());
        assertFalse(own(undone).isToBeAlarmed("b", NOW));
        assertEquals(List.of(), twice(undone, used("a", "b")));
        assertEquals(undone, undone.without(OVER));
        assertEquals(LetIn.NOBODY, undone.lowered(PASS, "a").without(OVER));
    }

    /// Somebody comes in by it once more, and it was used too often again.
    @Test
    void whoeverComesInAgainIsToBeLookedForAgain() {
        var left = letIn(2, "hall").doubled(PASS, "a").alarmed(PASS, "a").left(PASS);
        assertTrue(own(left).isSettled(NOW));
        var lowered = left.lowered(PASS, "a");
        assertFalse(own(lowered).isToBeAlarmed("a", NOW), "nobody is there");
        assertTrue(own(lowered).isToBeAlarmed("b", NOW), "of that one it was never said");

        var again = lowered.entered(new Use(PASS, 2, END), "hall", event(2), NOW);
        assertFalse(own(again).isSettled(NOW));
        assertTrue(own(again).isToBeAlarmed("a", NOW));
        var raised = again.alarmed(PASS, "a");
        assertFalse(own(raised).isToBeAlarmed("a", NOW));
        assertEquals(Set.of("a"), own(raised).standing());
        assertEquals(Set.of("a"), own(raised).doubled());
    }

    /// Of a gate that is busy all day, with passes that end late and one that ends soon.
    @Test
    void whoHasJustComeInIsNeverTheOneThatIsForgotten() {
        var full = LetIn.NOBODY;
        for (int i = 0; i < Elsewhere.PASSES_MAX; i++) {
            var use = new Use(new Token(8, i), 1, END.plusSeconds(3_600));
            full = full.entered(use, "hall", event(i), NOW);
        }
        var gone = new Token(8, 99);
        var nobody = new Token(8, 77);
        full = full.left(gone).undone(nobody, event(77));

        var one = full.entered(new Use(PASS, 1, END), "hall", event(600), NOW);
        assertTrue(one.own(PASS).isPresent());
        assertTrue(one.own(nobody).isEmpty(), "nobody passed by it");
        var two = one.entered(new Use(new Token(7, 2), 1, END), "hall", event(601), NOW);
        assertTrue(two.own(new Token(7, 2)).isPresent());
        assertTrue(two.own(gone).isEmpty(), "they have left");
        var three = two.entered(new Use(new Token(7, 3), 1, END), "hall", event(602), NOW);
        assertTrue(three.own(new Token(7, 3)).isPresent());
        assertTrue(three.own(PASS).isEmpty(), "it ends first");
        assertEquals(Elsewhere.PASSES_MAX, three.by().size());
    }
}
