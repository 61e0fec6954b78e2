package onecard.edge.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.state.ModuleRequest;
import onecard.edge.words.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `module`: the modules that hold people in slots of their own; that one is emptied, whoever is in
/// it, or never comes back. By the daemon that runs; but for emptying, or in its place.
@Command(name = "module", mixinStandardHelpOptions = true)
public final class ModuleCommand implements Callable<Integer> {

    private static final Map<String, Message> REFUSALS =
            Map.of(
                    Reason.NOT_ALLOWED.name(), Message.VAULT_NONE,
                    Reason.BAD_REQUEST.name(), Message.MODULE_NONE,
                    Reason.DEVICE_FAULT.name(), Message.MODULE_NOT_EMPTY);

    private final Console console;

    private ModuleCommand(Console console) {
        this.console = console;
    }

    /// The command with its own commands.
    public static CommandLine line(Console console) {
        return new CommandLine(new ModuleCommand(console))
                .addSubcommand(new Listing(console))
                .addSubcommand(new Emptying(console))
                .addSubcommand(new Forgetting(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard module");
    }

    @Command(name = "list", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {

        @Mixin private VaultPlace place = new VaultPlace();

        private final Console console;

        Listing(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            return switch (place.ask(ModuleRequest.list(), REFUSALS, console)) {
                case VaultOptions.Asked.Done(var answer) -> {
                    var all = answer.array("modules").map(Json.Arr::items).orElse(List.of());
                    all.forEach(this::tell);
                    yield 0;
                }
                case VaultOptions.Asked.Not(int exit) -> exit;
            };
        }

        private void tell(Json module) {
            if (module instanceof Json.Obj of) {
                console.tell(
                        Message.MODULE,
                        "%-16s".formatted(of.text("mark").orElse("-")),
                        of.text("sensor").orElse(""),
                        of.number("people").orElse(0L),
                        of.number("to_empty").orElse(0L));
            }
        }
    }

    @Command(name = "empty", mixinStandardHelpOptions = true)
    static final class Emptying implements Callable<Integer> {

        @Mixin private VaultPlace place = new VaultPlace();

        @Parameters(paramLabel = "SENSOR", descriptionKey = "onecard.module.sensor")
        private String sensor = "";

        private final Console console;

        Emptying(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            return switch (place.ask(ModuleRequest.empty(sensor), REFUSALS, console)) {
                case VaultOptions.Asked.Done _ -> {
                    console.tell(Message.MODULE_EMPTY, sensor);
                    yield 0;
                }
                case VaultOptions.Asked.Not(int exit) -> exit;
            };
        }
    }

    @Command(name = "forget", mixinStandardHelpOptions = true)
    static final class Forgetting implements Callable<Integer> {

        @Mixin private VaultPlace place = new VaultPlace();

        @Parameters(paramLabel = "MARK", descriptionKey = "onecard.module.mark")
        private String mark = "";

        private final Console console;

        Forgetting(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            return switch (place.ask(ModuleRequest.forget(mark), REFUSALS, console)) {
                case VaultOptions.Asked.Done(var answer) -> {
                    console.tell(Message.MODULE_FORGOTTEN, mark, answer.number("slots").orElse(0L));
                    yield 0;
                }
                case VaultOptions.Asked.Not(int exit) -> exit;
            };
        }
    }
}
