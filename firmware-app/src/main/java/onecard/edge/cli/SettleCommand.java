package onecard.edge.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.MemoryFold;
import onecard.edge.state.Control;
import onecard.edge.state.LocalCommands;
import onecard.edge.store.journal.Fold;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.words.Message;
import onecard.money.Batch;
import onecard.money.Fen;
import onecard.money.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `settle`: closes the batch of a till of the daemon that runs here, and shows its settlement as
/// the journal holds it. Which batches were open when the command was given the journal says, too:
/// what is not settled in time is told apart from what was never sold.
@Command(name = "settle", mixinStandardHelpOptions = true)
public final class SettleCommand implements Callable<Integer> {

    /// The settlement follows the command into the journal, unless that is full or a sale is on its
    /// way.
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 50;

    @Option(names = "--point", required = true, descriptionKey = "onecard.cmd.point")
    private String point = "";

    @Mixin private StateOption state = new StateOption();

    private final Console console;
    private final Duration within;

    public SettleCommand(Console console) {
        this(console, WITHIN);
    }

    /// @param within which the settlement is waited for
    public SettleCommand(Console console, Duration within) {
        this.console = console;
        this.within = within;
    }

    @Override
    public Integer call() throws Exception {
        var journal = JournalCommand.open(state.directory(), console);
        if (journal.isEmpty()) {
            return Exit.FAILED;
        }
        try (var reader = journal.get()) {
            long before = reader.each(reader.before(1), _ -> {});
            var id = CmdCommand.drawn();
            var answer = asked(id);
            if (answer.isEmpty()) {
                console.complain(Message.NO_DAEMON, state.directory());
                return Exit.FAILED;
            }
            if (!answer.get().bool("ok").orElse(false)) {
                console.complain(
                        Message.CMD_REFUSED,
                        point,
                        "settle",
                        answer.get().text("reason").orElse("?"),
                        answer.get().text("detail").orElse("-"));
                return Exit.PROBLEMS;
            }
            return told(reader, before, id);
        }
    }

    private int told(JournalReader reader, long before, String id)
            throws IOException, InterruptedException {
        var due = due(reader, id);
        var settled = settled(reader, before, due);
        settled.values().forEach(this::tell);
        due.removeAll(settled.keySet());
        due.forEach(batch -> console.complain(Message.SETTLED_LATER, point, batch));
        if (due.isEmpty() && settled.isEmpty()) {
            console.tell(Message.SETTLED_NOTHING, point);
        }
        return due.isEmpty() ? 0 : Exit.PROBLEMS;
    }

    private Optional<Json.Obj> asked(String id) throws IOException {
        var command =
                Json.Obj.EMPTY
                        .with("args", Json.Obj.EMPTY)
                        .with("point", point)
                        .with("id", id)
                        .with("verb", "settle");
        return Control.ask(state.socket(), LocalCommands.request(command, console.lang()));
    }

    /// The batches that were open as that command was given.
    private Set<Long> due(JournalReader reader, String id) throws IOException {
        var books = new BooksUntil(id);
        reader.fold(books);
        return books.ledger().batches().of(point).stream()
                .map(Batch::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The settlements since then, by their numbers; waits for those.
    private Map<Long, Json.Obj> settled(JournalReader reader, long before, Set<Long> due)
            throws IOException, InterruptedException {
        var found = new TreeMap<Long, Json.Obj>();
        long last = before;
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            last =
                    reader.each(
                            last,
                            text -> settlement(text).ifPresent(it -> found.put(batch(it), it)));
            if (found.keySet().containsAll(due) || System.nanoTime() >= end) {
                return found;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static long batch(Json.Obj settled) {
        return settled.number("batch").orElse(0L);
    }

    /// What a start would find, up to the record of a command and no further.
    private static final class BooksUntil implements Fold {
        private final MemoryFold books = new MemoryFold();
        private final String id;
        private boolean over;

        BooksUntil(String id) {
            this.id = id;
        }

        Ledger ledger() {
            return books.ledger();
        }

        @Override
        public void apply(Json.Obj event) {
            over |=
                    event.text("type").equals(Optional.of("onecard.command.v1"))
                            && event.object("data")
                                    .flatMap(data -> data.text("id"))
                                    .equals(Optional.of(id));
            if (!over) {
                books.apply(event);
            }
        }

        @Override
        public Json.Obj state() {
            return books.state();
        }

        @Override
        public void restore(Json.Obj state) {
            books.restore(state);
        }
    }

    private Optional<Json.Obj> settlement(String text) {
        return JsonReader.object(text)
                .filter(event -> event.text("type").equals(Optional.of("onecard.settlement.v1")))
                .flatMap(event -> event.object("data"))
                .filter(data -> data.number("net_fen").isPresent()) // of a difference is none
                .filter(data -> data.text("point").equals(Optional.of(point)));
    }

    private void tell(Json.Obj settled) {
        console.tell(
                Message.SETTLED,
                point,
                batch(settled),
                settled.text("business_date").orElse("?"),
                yuan(settled.number("net_fen").orElse(0L)));
        rows(settled, "counts");
        rows(settled, "wallets");
    }

    private void rows(Json.Obj settled, String name) {
        for (var item : settled.array(name).orElse(Json.Arr.ofText(List.of())).items()) {
            if (item instanceof Json.Obj row) {
                var what =
                        row.text("kind").orElse("?")
                                + row.text("meal").map(meal -> " " + meal).orElse("")
                                + row.text("wallet").map(wallet -> " " + wallet).orElse("")
                                + row.text("operator").map(who -> " " + who).orElse("");
                console.point(
                        what
                                + ": "
                                + row.number("count").orElse(0L)
                                + ", "
                                + yuan(row.number("amount_fen").orElse(0L)));
            }
        }
    }

    private static String yuan(long fen) {
        return fen < 0 ? "-" + new Fen(-fen).yuan() : new Fen(fen).yuan();
    }
}
