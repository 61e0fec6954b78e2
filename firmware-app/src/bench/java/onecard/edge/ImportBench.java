package onecard.edge;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import onecard.access.CredentialKind;
import onecard.edge.Series.Figures;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.Registry;

/// Bringing a list of a million in, beside the `sqlite3` shell that is given the very rows ours
/// ends with. Ours reads, checks, hashes and sorts besides; hashing is also timed alone. It runs
/// in a process of its own with a heap of 32 MB, while another thread taps.
final class ImportBench implements Bench.Work {

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var csv = People.csv(setting.scratch(), People.MANY);
        var finished = finished(csv);
        System.out.println("import: " + People.MANY + " rows, " + setting.rounds() + " rounds");
        var pairs =
                Pairs.run(
                        setting.rounds(),
                        round -> ours(setting.scratch(), csv, round),
                        round -> shell(setting.scratch(), finished, round));
        pairs.print("without hashing, s", Figures::p50, 1e9, "<= 1.0");
        pairs.print("with hashing, s", Figures::total, 1e9, "(no goal)");
        pairs.print("file, MB", Figures::extra, 1e6, "ours <= 40");
        pairs.print("tap meanwhile p99, us", Figures::p99, 1e3, "(limit: none taps there)");
    }

    /// What stands in the registry at the end, as the shell can read it.
    private static Path finished(Path csv) throws IOException {
        var file = csv.resolveSibling("finished.csv");
        var tokens = People.tokens();
        try (var rows = Files.newBufferedReader(csv);
                BufferedWriter out = Files.newBufferedWriter(file)) {
            rows.readLine();
            for (var row = rows.readLine(); row != null; row = rows.readLine()) {
                var fields = row.split(",", -1);
                out.write(tokens.of(fields[0], fields[1]));
                out.write(",0,1,1,");
                out.write(tokens.of("subject", fields[2]));
                out.write("," + fields[4].replace("-", "") + "," + fields[5].replace("-", ""));
                out.write("," + fields[3].length() + "\n");
            }
        }
        return file;
    }

    private static Figures shell(Path scratch, Path finished, int round) throws Exception {
        var database = scratch.resolve("shell-" + round + ".db");
        long start = System.nanoTime();
        LimitProgram.output(
                List.of(
                        "sqlite3",
                        "-cmd",
                        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                        "-cmd",
                        "CREATE TABLE entry(token BLOB NOT NULL, kind INTEGER NOT NULL, list"
                                + " INTEGER NOT NULL, version INTEGER NOT NULL, subject BLOB NOT"
                                + " NULL, valid_from INTEGER, valid_until INTEGER, rights INTEGER"
                                + " NOT NULL, PRIMARY KEY(token, kind, list, version)) WITHOUT"
                                + " ROWID;",
                        "-cmd",
                        ".mode csv",
                        database.toString(),
                        ".import " + finished + " entry"));
        long took = System.nanoTime() - start;
        var figures = new Figures(took, took, took, Files.size(database));
        Files.delete(database);
        return figures;
    }

    private static Figures ours(Path scratch, Path csv, int round) throws Exception {
        var directory = Files.createDirectory(scratch.resolve("import-" + round));
        return LimitProgram.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString(),
                        csv.toString()));
    }

    /// The process that imports.
    static final class Child {
        public static void main(String[] args) throws Exception {
            var directory = Path.of(args[0]);
            var csv = Path.of(args[1]);
            var tokens = People.tokens();
            long hashing = hashing(csv);
            try (var registry = Registry.open(directory.resolve("registry.db"))) {
                var done = new AtomicBoolean();
                var taps = new Series(10_000);
                var tapping =
                        Thread.ofPlatform()
                                .name("reader-in")
                                .start(() -> tap(registry, done, taps));
                long start = System.nanoTime();
                var result =
                        new ListImport(registry, tokens, Samples.ZONE, directory)
                                .run(csv, "staff", false, Instant.now());
                long took = System.nanoTime() - start;
                done.set(true);
                tapping.join();
                if (!(result instanceof ListImport.Result.Imported imported)
                        || imported.entries() != People.MANY) {
                    throw new IllegalStateException("not imported: " + result);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%d %.0f %d %d%n",
                        took - hashing,
                        taps.figures(0).p99(),
                        took,
                        Files.size(directory.resolve("registry.db")));
            }
        }

        private static void tap(Registry registry, AtomicBoolean done, Series taps) {
            try (var lists = registry.lists()) {
                var some = People.some(People.MANY, 10_000);
                for (int i = 0; !done.get(); i++) {
                    long start = System.nanoTime();
                    lists.find(CredentialKind.SSC, some.get(i % some.size()));
                    taps.add(System.nanoTime() - start);
                    LockSupport.parkNanos(5_000_000);
                }
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        /// Turning a million numbers and as many persons into tokens, and nothing else.
        private static long hashing(Path csv) throws IOException {
            var tokens = People.tokens();
            long spent = 0;
            int bytes = 0;
            try (var rows = Files.newBufferedReader(csv)) {
                rows.readLine();
                for (var row = rows.readLine(); row != null; row = rows.readLine()) {
                    var fields = row.split(",", -1);
                    long start = System.nanoTime();
                    bytes += tokens.bytes(fields[0], fields[1]).length;
                    bytes += tokens.bytes("subject", fields[2]).length;
                    spent += System.nanoTime() - start;
                }
            }
            if (bytes != 32 * People.MANY) {
                throw new IllegalStateException(bytes + " bytes of tokens");
            }
            return spent;
        }
    }
}
