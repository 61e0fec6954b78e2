package onecard.edge;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import onecard.edge.store.JournalReader;
import onecard.edge.store.JournalVerify;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "journal",
        description = "Follow, prove and export the journal.",
        mixinStandardHelpOptions = true,
        subcommands = {
            JournalCommand.Tail.class,
            JournalCommand.Verify.class,
            JournalCommand.Export.class
        })
final class JournalCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.err.println("onecard: journal what? Next: onecard journal --help");
        return 2;
    }

    /// The journal below `state`, or a sentence and empty.
    static Optional<JournalReader> open(Path state) throws IOException {
        var file = state.resolve("journal.db");
        var reader = JournalReader.open(file);
        if (reader.isEmpty()) {
            System.err.println("onecard: no journal at " + file + "; name its folder by --state");
        }
        return reader;
    }

    @Command(
            name = "tail",
            description = "The newest events, and those to come.",
            mixinStandardHelpOptions = true)
    static final class Tail implements Callable<Integer> {
        private static final long LOOK_MILLIS = 200;

        @Option(names = "--state", description = "default: ${DEFAULT-VALUE}")
        private Path state = Path.of("/var/lib/onecard");

        @Option(names = "-n", description = "how many of the newest; default: ${DEFAULT-VALUE}")
        private int count = 10;

        @Option(names = "--once", description = "do not wait for more")
        private boolean once;

        @Override
        public Integer call() throws Exception {
            var journal = open(state);
            if (journal.isEmpty()) {
                return Main.FAILED;
            }
            try (var reader = journal.get()) {
                long last = reader.each(reader.before(count), System.out::println);
                while (!once) {
                    Thread.sleep(LOOK_MILLIS);
                    last = reader.each(last, System.out::println);
                }
            }
            return 0;
        }
    }

    @Command(
            name = "verify",
            description = "Proves the chain, record by record.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {

        @Option(names = "--state", description = "default: ${DEFAULT-VALUE}")
        private Path state = Path.of("/var/lib/onecard");

        @Option(names = "--export", description = "verify this export instead")
        private Optional<Path> export = Optional.empty();

        @Option(names = "--key", description = "the device's public key, as birth tells it")
        private Optional<String> key = Optional.empty();

        @Option(names = "--head", description = "EPOCH:SEQ:HASH known from outside")
        private Optional<String> head = Optional.empty();

        @Override
        public Integer call() throws Exception {
            var wanted = new JournalVerify.Wanted(key, head);
            if (export.isPresent()) {
                // A byte that is not UTF-8 becomes another character, and so a hash that is wrong.
                try (var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Files.newInputStream(export.get()),
                                        StandardCharsets.UTF_8))) {
                    return tell(JournalVerify.of(lines, wanted));
                }
            }
            var journal = open(state);
            if (journal.isEmpty()) {
                return Main.FAILED;
            }
            try (var reader = journal.get()) {
                return tell(reader.verify(wanted));
            }
        }

        private int tell(JournalVerify.Proof proof) {
            proof.problems().forEach(System.out::println);
            System.out.println(
                    "%s: %d records, %d epochs, head %s"
                            .formatted(
                                    proof.holds() ? "ok" : "BROKEN",
                                    proof.records(),
                                    proof.epochs(),
                                    proof.head()));
            if (key.isEmpty()) {
                System.out.println("signatures were not checked: no --key");
            } else {
                System.out.println(proof.signatures() + " signatures are good");
            }
            if (head.isEmpty()) {
                System.out.println("truncation was not checked: no --head");
            }
            return proof.holds() ? 0 : Main.PROBLEMS;
        }
    }

    @Command(
            name = "export",
            description = "The published events as JSON lines, in order.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {

        @Option(names = "--state", description = "default: ${DEFAULT-VALUE}")
        private Path state = Path.of("/var/lib/onecard");

        @Override
        public Integer call() throws Exception {
            var journal = open(state);
            if (journal.isEmpty()) {
                return Main.FAILED;
            }
            try (var reader = journal.get();
                    var out =
                            new BufferedWriter(
                                    new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
                reader.each(0, line(out));
            }
            return 0;
        }

        private static Consumer<String> line(BufferedWriter out) {
            return event -> {
                try {
                    out.write(event);
                    out.write('\n');
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            };
        }
    }
}
