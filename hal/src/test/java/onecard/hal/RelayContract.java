package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What any relay must keep, whoever built it, as somebody sees who watches its line from outside.
/// A subclass says what it is built on, and how time passes there: made up and exact, or the
/// machine's own, where things may come later than they should by [#slack], and never earlier.
public abstract class RelayContract {

    private static final Duration LONG = Duration.ofSeconds(60);

    protected RelayContract() {}

    /// A relay of one and the same line; the one before it is closed.
    protected abstract Relay relay(boolean energisedAtStop, Duration maxOn, boolean holdAtHang)
            throws Exception;

    /// Levels of that line since the relay was made: the one it had then, and each other one that
    /// followed.
    protected abstract List<Level> levels() throws Exception;

    /// On the clock of the levels and the relay.
    protected abstract long nanos();

    /// At least so much time passes, and with it happens what is due.
    protected abstract void pass(Duration time) throws Exception;

    protected abstract Duration slack();

    /// @param energised in the declared sense
    public record Level(long nanos, boolean energised) {}

    @Test
    void startAndStopPulseNothing() throws Exception {
        for (boolean atStop : new boolean[] {false, true}) {
            for (int i = 0; i < 50; i++) {
                var relay = relay(atStop, LONG, false);
                assertEquals(atStop, relay.energised());
                relay.close();
                assertEquals(List.of(atStop), sequence());
            }
        }
    }

    @Test
    void aReleaseEndsByItselfThoughEveryCallerHangs() throws Exception {
        var relay = relay(false, LONG, false);
        long until = nanos() + millis(400);
        relay.release(until, "tap");
        assertTrue(relay.energised());
        pass(Duration.ofMillis(400).plus(slack()));
        assertFalse(relay.energised());
        assertEquals(List.of(false, true, false), sequence());
        assertEnds(until);
    }

    @Test
    void aLaterReleaseReplacesTheEnd() throws Exception {
        var relay = relay(false, LONG, false);
        relay.release(nanos() + millis(60_000), "tap");
        long until = nanos() + millis(300);
        relay.release(until, "tap");
        pass(Duration.ofMillis(300).plus(slack()));
        assertEquals(List.of(false, true, false), sequence());
        assertEnds(until);
    }

    @Test
    void aReleaseThatIsExtendedIsOnePulse() throws Exception {
        var relay = relay(false, LONG, false);
        relay.release(nanos() + millis(300), "tap");
        long until = nanos() + millis(600);
        relay.release(until, "tap");
        pass(Duration.ofMillis(600).plus(slack()));
        assertEquals(List.of(false, true, false), sequence());
        assertEnds(until);
    }

    @Test
    void noReleaseIsLongerThanTheGuardAllows() throws Exception {
        var relay = relay(false, Duration.ofMillis(300), false);
        long before = nanos();
        relay.release(before + millis(60_000), "tap");
        pass(Duration.ofMillis(300).plus(slack()));
        assertFalse(relay.energised());
        assertEquals(List.of(false, true, false), sequence());
        assertEnds(before + millis(300));
    }

    @Test
    void aHoldThatNobodyRenewsDropsAfterThreeSeconds() throws Exception {
        var relay = relay(false, Duration.ofMillis(100), false);
        relay.hold("fire");
        pass(Duration.ofMillis(2_000));
        long renewed = nanos();
        relay.hold("fire");
        pass(RelayGuard.HOLD.plus(slack()));
        assertFalse(relay.energised());
        assertEquals(List.of(false, true, false), sequence());
        assertEnds(renewed + RelayGuard.HOLD.toNanos());
    }

    @Test
    void aFireRouteKeepsItsHoldWhenTheProgramHangs() throws Exception {
        var relay = relay(false, Duration.ofMillis(100), true);
        relay.hold("fire");
        pass(RelayGuard.HOLD.multipliedBy(2));
        assertTrue(relay.energised());
        assertEquals(List.of(false, true), sequence());
    }

    @Test
    void aDropEndsReleaseAndHold() throws Exception {
        var relay = relay(false, LONG, false);
        relay.release(nanos() + millis(60_000), "tap");
        relay.drop("tap");
        assertEquals(List.of(false, true, false), sequence());
        relay.hold("fire");
        relay.drop("fire");
        assertEquals(List.of(false, true, false, true, false), sequence());
        pass(Duration.ofMillis(100));
        assertFalse(relay.energised());
    }

    @Test
    void whatIsWantedAlreadyChangesNothing() throws Exception {
        var relay = relay(false, LONG, false);
        relay.drop("start");
        relay.hold("free");
        relay.hold("free");
        relay.release(nanos() + millis(60_000), "tap");
        assertEquals(List.of(false, true), sequence());
    }

    @Test
    void itCountsHowOftenItWasEnergised() throws Exception {
        var relay = relay(false, LONG, false);
        assertEquals(0, relay.cycles());

        for (int i = 0; i < 3; i++) {
            relay.release(nanos() + millis(60_000), "tap");
            relay.hold("free");
            relay.drop("tap");
            relay.drop("tap");
        }

        assertEquals(3, relay.cycles());
    }

    @Test
    void aClosedRelayIsAtItsStopLevelAndStaysThere() throws Exception {
        for (boolean atStop : new boolean[] {false, true}) {
            var relay = relay(atStop, LONG, false);
            relay.drop("start");
            relay.hold("free");
            relay.close();
            relay.close();
            assertEquals(atStop, sequence().getLast());
            relay.release(nanos() + millis(1_000), "tap");
            relay.hold("free");
            relay.drop("tap");
            assertEquals(atStop, sequence().getLast());
        }
    }

    private List<Boolean> sequence() throws Exception {
        return levels().stream().map(Level::energised).toList();
    }

    /// The last level came when it should have: never earlier, and late by the slack at most.
    private void assertEnds(long dueNanos) throws Exception {
        long late = levels().getLast().nanos() - dueNanos;
        assertTrue(late >= 0, () -> "early by " + -late / 1_000 + " us");
        assertTrue(late <= slack().toNanos(), () -> "late by " + late / 1_000 + " us");
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
