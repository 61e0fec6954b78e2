package onecard.edge.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.state.Control;
import onecard.edge.state.LocalCommands;
import onecard.edge.store.JournalReader;
import onecard.edge.words.Message;
import onecard.money.Fen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `settle`: closes the batch of a till of the daemon that runs here, and shows its settlement as
/// the journal holds it.
@Command(name = "settle", mixinStandardHelpOptions = true)
public final class SettleCommand implements Callable<Integer> {

    /// The settlement follows the command into the journal; where nothing was sold, none does.
    private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_MILLIS = 50;

    @Option(names = "--point", required = true, descriptionKey = "onecard.cmd.point")
    private String point = "";

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    public SettleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var journal = JournalCommand.open(state.directory(), console);
        if (journal.isEmpty()) {
            return Exit.FAILED;
        }
        try (var reader = journal.get()) {
            long before = reader.each(reader.before(1), _ -> {});
            var answer = asked();
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
            settled(reader, before)
                    .ifPresentOrElse(
                            this::tell, () -> console.tell(Message.SETTLED_NOTHING, point));
            return 0;
        }
    }

    private Optional<Json.Obj> asked() throws IOException {
        var command =
                Json.Obj.EMPTY
                        .with("args", Json.Obj.EMPTY)
                        .with("point", point)
                        .with("id", CmdCommand.drawn())
                        .with("verb", "settle");
        return Control.ask(state.socket(), LocalCommands.request(command, console.lang()));
    }

    private Optional<Json.Obj> settled(JournalReader reader, long before)
            throws IOException, InterruptedException {
        var found = new AtomicReference<Optional<Json.Obj>>(Optional.empty());
        long last = before;
        long end = System.nanoTime() + WITHIN_NANOS;
        while (found.get().isEmpty() && System.nanoTime() < end) {
            last =
                    reader.each(
                            last,
                            text -> settlement(text).ifPresent(it -> found.set(Optional.of(it))));
            Thread.sleep(LOOK_MILLIS);
        }
        return found.get();
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
                settled.number("batch").orElse(0L),
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
