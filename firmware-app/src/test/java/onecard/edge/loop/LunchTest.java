package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The county's lunch, seed by seed; `-Dsimulation.lunches=N` says how many of the large ones, and
/// `-Dsimulation.first=SEED` which is the first.
class LunchTest {

    private static final int LUNCHES = Integer.getInteger("simulation.lunches", 200);
    private static final long FIRST = Long.getLong("simulation.first", 1);

    /// Lunches in which a planted bug must be found.
    private static final int ENOUGH = 8;

    @Test
    void everyFenIsFoundAgain() {
        live(20, 10, 60, 5);
    }

    @Test
    @Tag("long")
    void everyFenIsFoundAgainInTheWholeCounty() {
        live(LUNCHES, 100, 500, 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(LunchBug bug) {
        for (long seed = 1; seed <= ENOUGH; seed++) {
            if (!new Lunch(seed, 6, 40, bug).live().isEmpty()) {
                return;
            }
        }
        fail(bug + " went unnoticed");
    }

    /// @param replayed one in so many is lived twice, for it must be the same lunch
    private static void live(int lunches, int terminals, int salesEach, int replayed) {
        var tally = new Tally();
        for (long seed = FIRST; seed < FIRST + lunches; seed++) {
            var lunch = new Lunch(seed, terminals, salesEach, LunchBug.NONE);
            assertEquals(List.of(), lunch.live(), "seed " + seed);
            var head = lunch.head();
            tally.add(lunch);
            if (seed % replayed == 0) {
                var again = new Lunch(seed, terminals, salesEach, LunchBug.NONE);
                again.live();
                assertEquals(head, again.head(), "seed " + seed + " is another lunch");
            }
        }
        tally.print(lunches);
    }

    private static final class Tally {
        private long done;
        private long kills;
        private long cuts;
        private long asked;
        private long flagged;
        private long unheard;
        private long tapless;
        private long checks;

        void add(Lunch lunch) {
            done += lunch.host.counted.size();
            flagged += lunch.host.flagged.size();
            tapless += lunch.taplessSales;
            long told = 0;
            for (var line : lunch.lines) {
                told += line.terminal.told.size();
                kills += line.terminal.kills;
                cuts += line.cuts;
                checks += line.checks;
                asked += line.terminal.asked;
            }
            unheard += lunch.host.counted.size() - told;
        }

        void print(int lunches) {
            System.out.printf(
                    "simulated %d lunches: %d sales to the fen, %d kills, %d cuts,"
                            + " %d duplicates asked about, %d done and not told,"
                            + " %d second subsidies flagged, %d sales whose tap found no room,"
                            + " %d looked at at once%n",
                    lunches, done, kills, cuts, asked, unheard, flagged, tapless, checks);
            assertTrue(checks > 0, "the host was never asked to look");
        }
    }
}
