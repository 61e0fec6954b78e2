package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import onecard.edge.intake.Stimulus;
import org.junit.jupiter.api.Test;

/// One loop takes over from another while a card lies on a reader: it pays once (I1).
class PresencesHandedOverTest {

    private static final String TILL = "keyed";
    private static final long FEN = 700;

    private final Canteen first = new Canteen().has(1, 0, 10_000).has(2, 0, 10_000);

    private Canteen next() {
        var next = new Canteen().has(1, 0, 10_000).has(2, 0, 10_000);
        next.now = first.now;
        next.loop.after(first.loop);
        next.loop.start(next.now);
        next.key(TILL, FEN);
        return next;
    }

    private static void lays(Canteen at, long person) {
        at.loop.turn(
                new Stimulus.Presented(
                        TILL + "-reader",
                        Rig.known(person, "diners"),
                        at.now.mono().nanos(),
                        0,
                        0,
                        at.accounts(person),
                        Optional.empty(),
                        Optional.empty()),
                at.now);
        at.answer();
    }

    private static void lifts(Canteen at) {
        at.loop.turn(new Stimulus.CardGone(TILL + "-reader"), at.now);
    }

    private void pays(long person) {
        first.key(TILL, FEN);
        lays(first, person);
        assertEquals(Map.of("keyed:1", "done personal 7.00"), first.sales());
    }

    @Test
    void whatHasNeverLeftPaysNothingMore() {
        pays(1);
        var next = next();
        lays(next, 1);
        lays(next, 1);
        assertEquals(0, next.offered.size(), "no tap, and no sale");

        next.after(Duration.ofMinutes(5));
        lifts(next);
        lays(next, 1);
        assertEquals(0, next.offered.size(), "waved");
        lifts(next);
        next.after(Duration.ofMinutes(5));
        next.key(TILL, FEN);
        lays(next, 1);
        assertEquals(Map.of("keyed:2", "done personal 7.00"), next.sales());
    }

    /// They had lifted it before the handover, and wave it after.
    @Test
    void whoWavesOnceMoreHasComeOnce() {
        pays(1);
        lifts(first);
        first.after(Duration.ofMillis(1_500));
        var next = next();
        lays(next, 1);
        assertEquals(0, next.offered.size());
    }

    @Test
    void anotherCardIsAnotherPresence() {
        pays(1);
        var next = next();
        lays(next, 2);
        assertEquals(Map.of("keyed:2", "done personal 7.00"), next.sales());
    }

    /// A card that was taken away while nobody turned: of it no reader tells.
    @Test
    void whoComesLaterIsServed() {
        pays(1);
        var next = next();
        next.after(Presences.LOOKED_AT);
        next.key(TILL, FEN + 100); // else they are asked whether they mean it
        lays(next, 1);
        assertTrue(next.sales().containsKey("keyed:2"), next.told::toString);
    }
}
