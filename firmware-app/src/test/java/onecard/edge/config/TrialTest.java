package onecard.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import onecard.edge.config.Trial.Outcome;
import onecard.edge.watch.Progress;
import org.junit.jupiter.api.Test;

class TrialTest {

    private static final Optional<String> WELL = Optional.empty();
    private static final Optional<String> OFFLINE = Optional.of("offline");
    private static final long BEGAN = -5;
    private static final long LOOK = Duration.ofMillis(100).toNanos();

    private long now = BEGAN;
    private final Trial trial = new Trial(now);

    @Test
    void oneMomentIsNoProof() {
        assertEquals(new Outcome.Open(), trial.look(WELL, now));
        assertEquals(new Outcome.Open(), after(Trial.WELL_FOR.minusNanos(LOOK), WELL));
        assertEquals(new Outcome.Kept(), after(Duration.ofNanos(LOOK), WELL));
    }

    @Test
    void aBreakBeginsItAnew() {
        assertEquals(new Outcome.Open(), after(Trial.WELL_FOR.dividedBy(2), WELL));
        assertEquals(new Outcome.Open(), after(Duration.ofNanos(LOOK), OFFLINE));
        assertEquals(new Outcome.Open(), after(Trial.WELL_FOR, WELL));
        assertEquals(new Outcome.Kept(), after(Duration.ofNanos(LOOK), WELL));
    }

    @Test
    void whoComesAndGoesForAMinuteIsGivenUp() {
        Outcome outcome = new Outcome.Open();
        for (int i = 0; outcome instanceof Outcome.Open; i++) {
            assertTrue(i < 100, "it must end");
            after(Duration.ofSeconds(1), WELL);
            outcome = after(Duration.ofMillis(200), OFFLINE);
        }
        assertEquals("offline", assertInstanceOf(Outcome.GivenUp.class, outcome).why());
        assertTrue(now - BEGAN >= Trial.LIMIT.toNanos(), "not before the minute is over");
    }

    @Test
    void whoIsWellByTheEndOfTheMinuteHasTimeToShowIt() {
        assertEquals(new Outcome.Open(), after(Trial.LIMIT.minusNanos(LOOK), OFFLINE));
        assertEquals(new Outcome.Open(), after(Trial.WELL_FOR, WELL));
        assertEquals(new Outcome.GivenUp("offline"), after(Duration.ofNanos(LOOK), OFFLINE));
    }

    /// What stands still from the start on counts as stuck before the device can count as well.
    @Test
    void itIsLongerThanWhatIsStuckGoesUnseen() {
        assertTrue(Trial.WELL_FOR.compareTo(Progress.STUCK) > 0);
    }

    /// The last of the looks until then.
    private Outcome after(Duration time, Optional<String> wrong) {
        Outcome outcome = new Outcome.Open();
        for (long end = now + time.toNanos(); now < end; ) {
            now += LOOK;
            outcome = trial.look(wrong, now);
        }
        return outcome;
    }
}
