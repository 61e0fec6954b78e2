package onecard.edge.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.words.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `journal`: its records followed, proven or written out, with or without a daemon beside.
@Command(name = "journal", mixinStandardHelpOptions = true)
public final class JournalCommand implements Callable<Integer> {

    private final Console console;

    private JournalCommand(Console console) {
        this.console = console;
    }

    /// The command with its own commands.
    public static CommandLine line(Console console) {
        return new CommandLine(new JournalCommand(console))
                .addSubcommand(new Tail(console))
                .addSubcommand(new Verify(console))
                .addSubcommand(new Export(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard journal");
    }

    /// The journal below `state`, or a sentence and empty.
    static Optional<JournalReader> open(Path state, Console console) throws IOException {
        var file = state.resolve("journal.db");
        var reader = JournalReader.open(file);
        if (reader.isEmpty()) {
            console.complain(Message.JOURNAL_MISSING, file);
        }
        return reader;
    }

    @Command(name = "tail", mixinStandardHelpOptions = true)
    static final class Tail implements Callable<Integer> {
        private static final long LOOK_MILLIS = 200;

        @Mixin private StateOption state = new StateOption();

        @Option(names = "-n")
        private int count = 10;

        @Option(names = "--once")
        private boolean once;

        private final Console console;

        Tail(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            var journal = open(state.directory(), console);
            if (journal.isEmpty()) {
                return Exit.FAILED;
            }
            try (var reader = journal.get()) {
                long last = reader.each(reader.before(count), console::print);
                while (!once && !console.out().checkError()) {
                    Thread.sleep(LOOK_MILLIS);
                    last = reader.each(last, console::print);
                }
            }
            return 0;
        }
    }

    @Command(name = "verify", mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {

        @Mixin private StateOption state = new StateOption();

        @Option(names = "--export")
        private Optional<Path> export = Optional.empty();

        @Option(names = "--key")
        private List<String> keys = List.of();

        @Option(names = "--head")
        private Optional<String> head = Optional.empty();

        private final Console console;

        Verify(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            var wanted = new JournalVerify.Wanted(keys, head);
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
            var journal = open(state.directory(), console);
            if (journal.isEmpty()) {
                return Exit.FAILED;
            }
            try (var reader = journal.get()) {
                return tell(reader.verify(wanted));
            }
        }

        private int tell(JournalVerify.Proof proof) {
            proof.problems().forEach(problem -> console.print(problem.in(console.lang())));
            console.tell(
                    proof.holds() ? Message.PROOF_HOLDS : Message.PROOF_BROKEN,
                    proof.records(),
                    proof.epochs(),
                    proof.head());
            if (keys.isEmpty()) {
                console.tell(Message.SIGNATURES_UNCHECKED);
            } else {
                console.tell(Message.SIGNATURES_GOOD, proof.signatures());
            }
            if (head.isEmpty()) {
                console.tell(Message.TRUNCATION_UNCHECKED);
            }
            return proof.holds() ? 0 : Exit.PROBLEMS;
        }
    }

    @Command(name = "export", mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {

        @Mixin private StateOption state = new StateOption();

        private final Console console;

        Export(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            var journal = open(state.directory(), console);
            if (journal.isEmpty()) {
                return Exit.FAILED;
            }
            try (var reader = journal.get();
                    var out =
                            new BufferedWriter(
                                    new OutputStreamWriter(
                                            console.out(), StandardCharsets.UTF_8))) {
                reader.each(0, line(out));
                out.flush();
                // A print stream keeps its failures to itself, and half an export is none.
                if (console.out().checkError()) {
                    throw new IOException("the export ends early: what it goes to takes no more");
                }
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
