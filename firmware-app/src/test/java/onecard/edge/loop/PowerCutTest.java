package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import onecard.edge.audit.AuditScript;
import onecard.edge.audit.Export;
import onecard.edge.power.Disk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power goes between any two writes or syncs of a sale, and of what was not synced anything
/// may be lost: invariants I3, I4, I7, I13, I15 and I48. `-Dpower.first=SEED` says which sales are
/// the first.
class PowerCutTest {

    private static final long FIRST = Long.getLong("power.first", 1);

    @TempDir Path dir;

    @Test
    void whatWasShownIsDoneWhereverThePowerGoes() throws Exception {
        cuts(300, 8);
    }

    @Test
    @Tag("long")
    void whatWasShownIsDoneAtTenThousandBoundaries() throws Exception {
        cuts(10_000, 1);
    }

    @Test
    void theCheckerFindsATillThatTellsTooEarly() throws Exception {
        var found = new PowerCut(dir, FIRST, true).everyCut(1, 2_000);
        assertTrue(found.toString().contains("I3"), found::toString);
    }

    /// @param each one boundary in so many
    private void cuts(int enough, int each) throws Exception {
        var tally = new Tally();
        for (long seed = FIRST; tally.cuts.size() < enough; seed++) {
            var home = Files.createDirectories(dir.resolve("seed-" + seed));
            var power = new PowerCut(home, seed, false);
            assertEquals(
                    List.of(), power.everyCut(each, enough - tally.cuts.size()), "seed " + seed);
            tally.add(power);
        }
        tally.print();
        assertAudited(tally);
    }

    /// Of each run once, for it takes its time: so says the auditor of another make.
    private void assertAudited(Tally tally) throws Exception {
        var verdicts = new AuditScript(dir).each(tally.left);
        assertEquals(tally.runs, verdicts.size());
        for (var verdict : verdicts) {
            assertEquals(List.of(), verdict.findings());
            assertTrue(!verdict.done().isEmpty());
        }
    }

    private static final class Tally {
        private final List<Disk.Cut> cuts = new ArrayList<>();
        private final List<Export> left = new ArrayList<>();
        private int voided;
        private int untold;
        private int runs;

        void add(PowerCut power) {
            runs++;
            cuts.addAll(power.cuts);
            left.add(power.last.orElseThrow());
            voided += power.voided;
            untold += power.untold;
        }

        void print() {
            System.out.printf(
                    "%d boundaries of %d runs (%d with all that was written, %d with what was"
                            + " synced, %d torn): %d left a sale to make void, %d one that was done"
                            + " and not told%n",
                    cuts.size(),
                    runs,
                    Collections.frequency(cuts, Disk.Cut.ALL),
                    Collections.frequency(cuts, Disk.Cut.NOTHING),
                    Collections.frequency(cuts, Disk.Cut.TORN),
                    voided,
                    untold);
        }
    }
}
