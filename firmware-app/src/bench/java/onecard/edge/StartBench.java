package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import onecard.edge.Series.Figures;
import onecard.edge.crypto.KeyFile;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.Registry;

/// From `exec` to `onecard: ready`, as `scripts/onecard` starts the daemon, beside the same jars
/// started by plain `java`; and what a list of a million adds.
final class StartBench implements Bench.Work {

    private static final int STARTS = 3;

    /// The command lines up to the arguments of `onecard`, from the script that knows them.
    private static final List<String> OURS = words("bench.ours");
    private static final List<String> PLAIN = words("bench.plain");

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var site = setting.scratch().resolve("site.yaml");
        Files.copy(Path.of(System.getProperty("bench.site")), site);
        var empty = setting.scratch().resolve("empty");
        var full = setting.scratch().resolve("full");
        filled(full, setting.scratch());
        System.out.println("start: " + setting.rounds() + " rounds of " + STARTS + " starts");
        new FirstCardBench(OURS, site, full).run(setting.rounds());
        var starts =
                Pairs.run(
                        setting.rounds(),
                        _ -> starts(OURS, site, empty),
                        _ -> starts(PLAIN, site, empty));
        starts.print("start to ready p50, ms", Figures::p50, 1e6, "<= 0.6 x plain Java");
        starts.print("RSS at ready, MB", Figures::extra, 1e6, "ours <= 80");
        var million =
                Pairs.run(
                        setting.rounds(),
                        _ -> starts(OURS, site, full),
                        _ -> starts(OURS, site, empty));
        million.print("with a million, ms", Figures::p50, 1e6, "ours <= limit + 300");
        million.print("RSS with a million, MB", Figures::extra, 1e6, "ours <= 80");
    }

    private static void filled(Path state, Path scratch) throws Exception {
        Files.createDirectories(state);
        var tokens = new Tokens(KeyFile.secretMadeAtFirstUse(state.resolve("site.key")));
        try (var registry = Registry.open(state.resolve("registry.db"))) {
            new ListImport(registry, tokens, Samples.ZONE, scratch)
                    .run(People.csv(scratch, People.MANY), "demo", false, Instant.now());
        }
    }

    private static Figures starts(List<String> command, Path site, Path state) throws Exception {
        var series = new Series(STARTS);
        var memory = new ArrayList<Double>();
        for (int i = 0; i < STARTS; i++) {
            try (var daemon = Running.start(command, site, state)) {
                series.add(daemon.readyNanos());
                memory.add(daemon.residentBytes());
            }
        }
        var figures = series.figures(0);
        return new Figures(figures.p50(), figures.p99(), figures.total(), Pairs.median(memory));
    }

    /// One word a line.
    private static List<String> words(String property) {
        return System.getProperty(property, "").lines().toList();
    }
}
