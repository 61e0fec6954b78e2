package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Whole hours at four lanes and a barrier, seed by seed; `-Dsimulation.hours=N` says how many.
class HourTest {

    private static final int HOURS = Integer.getInteger("simulation.hours", 5);

    @Test
    void everyInvariantHoldsInEveryHour() {
        long started = System.nanoTime();
        for (long seed = 1; seed <= HOURS; seed++) {
            assertEquals(List.of(), new Hour(seed, false).live(), "seed " + seed);
        }
        System.out.printf(
                "simulated %d hours of %d taps and %d faults in %d ms%n",
                HOURS, Hour.TAPS, Hour.FAULTS, (System.nanoTime() - started) / 1_000_000);
    }

    @Test
    void lanesThatTellNoPassageAreFoundInTheFirstHour() {
        assertFalse(new Hour(1, true).live().isEmpty(), "a planted bug went unnoticed");
    }
}
