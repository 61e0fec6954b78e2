package onecard.edge.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.LocalCommands;
import onecard.edge.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cmd`: an operator's command to a point of the daemon that runs here, and its answer.
@Command(name = "cmd", mixinStandardHelpOptions = true)
public final class CmdCommand implements Callable<Integer> {

    private static final int ID_BYTES = 12;
    private static final Pattern LASTING = Pattern.compile("([0-9]{1,7})([smhd])");

    @Parameters(paramLabel = "VERB", descriptionKey = "cmd-verb")
    private String verb = "";

    @Option(names = "--point", required = true, descriptionKey = "onecard.cmd.point")
    private String point = "";

    @Option(names = "--local", required = true, descriptionKey = "onecard.cmd.local")
    @SuppressWarnings("UnusedVariable") // required: that it was said is what counts
    private boolean local;

    @Option(names = "--for", paramLabel = "TIME")
    private Optional<String> lasting = Optional.empty();

    @Option(names = "--out")
    private boolean out;

    @Option(names = "--kind")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--token", descriptionKey = "onecard.cmd.token")
    private Optional<String> token = Optional.empty();

    @Option(names = "--person", paramLabel = "TOKEN")
    private Optional<String> person = Optional.empty();

    @Option(names = "--area")
    private Optional<String> area = Optional.empty();

    @Option(names = "--id", descriptionKey = "onecard.cmd.id")
    private Optional<String> id = Optional.empty();

    @Option(names = "--state")
    private Path state = Path.of("/var/lib/onecard");

    private final Console console;

    public CmdCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var seconds = seconds();
        if (lasting.isPresent() && seconds.isEmpty()) {
            console.complain(Message.CMD_FOR_WRONG, lasting.get());
            return Exit.USAGE;
        }
        var name = id.orElseGet(CmdCommand::drawn);
        var request = LocalCommands.request(name, verb, point, args(seconds), console.lang());
        var answer = Control.ask(state.resolve("control.sock"), request);
        if (answer.isEmpty()) {
            console.complain(Message.NO_DAEMON, state);
            return Exit.FAILED;
        }
        return tell(answer.get());
    }

    private Json.Obj args(Optional<Long> seconds) {
        var args = Json.Obj.EMPTY;
        if (seconds.isPresent()) {
            args = args.with("for_s", seconds.get());
        }
        if (out) {
            args = args.with("direction", "out");
        }
        if (kind.isPresent()) {
            args = args.with("kind", kind.get());
        }
        if (token.isPresent()) {
            args = args.with("token", token.get());
        }
        if (person.isPresent()) {
            args = args.with("person", person.get());
        }
        return area.isPresent() ? args.with("area", area.get()) : args;
    }

    private Optional<Long> seconds() {
        var match = LASTING.matcher(lasting.orElse(""));
        if (!match.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (match.group(2)) {
                    case "m" -> 60;
                    case "h" -> 3_600;
                    case "d" -> 86_400;
                    default -> 1;
                };
        return Optional.of(Long.parseLong(match.group(1)) * unit);
    }

    private int tell(Json.Obj answer) {
        var detail = answer.text("detail");
        if (!answer.bool("ok").orElse(false)) {
            console.complain(
                    Message.CMD_REFUSED,
                    point,
                    verb,
                    answer.text("reason").orElse("?"),
                    detail.orElse("-"));
            return Exit.PROBLEMS;
        }
        var record =
                answer.number("seq")
                        .map(seq -> answer.text("epoch").orElse("?") + ":" + seq)
                        .orElse("-");
        console.tell(Message.CMD_DONE, point, verb, record);
        detail.ifPresent(console::point);
        return 0;
    }

    private static String drawn() {
        var bytes = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
