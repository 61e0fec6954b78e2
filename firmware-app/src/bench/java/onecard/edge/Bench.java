package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// `scripts/bench WORK`: our work and its limit in turn, round by round in one run, because on a
/// shared machine only their ratio means something.
public final class Bench {

    private Bench() {}

    /// One thing measured. Prints its own report.
    interface Work {
        void run(Setting setting) throws Exception;
    }

    /// @param rounds pairs of measurements, ours and the limit's
    /// @param limits where the compiled limit programs lie
    /// @param scratch on the disk that is measured; emptied afterwards
    record Setting(int rounds, Path limits, Path scratch) {

        /// The same, in a directory of its own.
        Setting in(String what) throws IOException {
            var own = Files.createDirectories(scratch.resolve(what));
            return new Setting(rounds, limits, own);
        }
    }

    public static void main(String[] args) throws Exception {
        var scratch = Files.createTempDirectory(Path.of(args[3]), "bench-");
        try {
            work(args[0]).run(new Setting(Integer.parseInt(args[1]), Path.of(args[2]), scratch));
        } finally {
            try (var left = Files.walk(scratch)) {
                for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        System.exit(0);
    }

    private static Work work(String name) {
        return switch (name) {
            case "journal" -> new JournalBench();
            case "relay" -> new RelayBench();
            case "sale" -> new SaleBench();
            case "meeting" -> new MeetingBench();
            case "visit" -> new VisitBench();
            case "lines" -> new LinesBench();
            case "drain" -> new DrainBench();
            case "decide" -> new DecideBench();
            case "import" -> new ImportBench();
            case "lists" -> new ListsBench();
            case "tap" -> new TapBench();
            case "pass" -> new PassBench();
            case "start" -> new StartBench();
            case "bio" -> new BioBench();
            default -> throw new IllegalArgumentException("no such work: " + name);
        };
    }
}
