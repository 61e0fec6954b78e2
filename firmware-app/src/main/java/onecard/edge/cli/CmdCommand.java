package onecard.edge.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.LocalCommands;
import onecard.edge.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cmd`: an operator's command and its answer, to the daemon that runs here or, signed, to one
/// anywhere by way of its broker.
@Command(name = "cmd", mixinStandardHelpOptions = true)
public final class CmdCommand implements Callable<Integer> {

    private static final int DRAWN_BYTES = 12;

    @Parameters(paramLabel = "VERB", descriptionKey = "cmd-verb")
    private String verb = "";

    @Mixin private CommandArgs args = new CommandArgs();

    @Option(names = "--local", descriptionKey = "onecard.cmd.local")
    private boolean local;

    @Mixin private StateOption state = new StateOption();

    @Mixin private CommandByBroker broker = new CommandByBroker();

    @Option(names = "--id", descriptionKey = "onecard.cmd.id")
    private Optional<String> id = Optional.empty();

    private final Console console;

    public CmdCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var read = args.read(console);
        if (read.isEmpty()) {
            return Exit.USAGE;
        }
        if (local == broker.asked()) {
            console.complain(Message.CMD_WHERE);
            return Exit.USAGE;
        }
        var command = read.get().with("id", id.orElseGet(CmdCommand::drawn)).with("verb", verb);
        return local ? here(command) : broker.give(command, this::tell, console);
    }

    private int here(Json.Obj command) throws IOException {
        var request = LocalCommands.request(command, console.lang());
        var answer = Control.ask(state.socket(), request);
        if (answer.isEmpty()) {
            console.complain(Message.NO_DAEMON, state.directory());
            return Exit.FAILED;
        }
        return tell(answer.get());
    }

    private int tell(Json.Obj answer) {
        var whom = args.whom();
        var detail = answer.text("detail");
        if (!answer.bool("ok").orElse(false)) {
            console.complain(
                    Message.CMD_REFUSED,
                    whom,
                    verb,
                    answer.text("reason").orElse("?"),
                    detail.orElse("-"));
            return Exit.PROBLEMS;
        }
        var record =
                answer.number("seq")
                        .map(seq -> answer.text("epoch").orElse("?") + ":" + seq)
                        .orElse("-");
        console.tell(Message.CMD_DONE, whom, verb, record);
        detail.ifPresent(console::point);
        return 0;
    }

    /// An id or nonce that nobody else draws.
    static String drawn() {
        var bytes = new byte[DRAWN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
