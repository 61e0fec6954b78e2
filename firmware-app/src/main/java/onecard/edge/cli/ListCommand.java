package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.OfflineState;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `list`: lists made and published by an operator, and brought in by the daemon or, where none
/// runs, in its place.
@Command(name = "list", mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {

    private final Console console;

    private ListCommand(Console console) {
        this.console = console;
    }

    /// The command with its own commands.
    public static CommandLine line(Console console) {
        return new CommandLine(new ListCommand(console))
                .addSubcommand(new ListBuildCommand(console))
                .addSubcommand(new ListPublishCommand(console))
                .addSubcommand(new ListShowCommand(console))
                .addSubcommand(new Import(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard list");
    }

    @Command(name = "import", mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {

        @Parameters(paramLabel = "SRC", descriptionKey = "import-source")
        private Path source = Path.of("");

        @Option(names = "--site", required = true)
        private Path site = Path.of("");

        @Mixin private StateOption state = new StateOption();

        @Option(names = "--list")
        private Optional<String> list = Optional.empty();

        @Option(names = "--local")
        private boolean local;

        @Option(names = "--skip-bad")
        private boolean skipBad;

        private final Console console;

        Import(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            var profile = Sites.read(site, console);
            if (profile.isEmpty()) {
                return Exit.PROBLEMS;
            }
            if (!Files.isReadable(source)) {
                console.complain(Message.FILE_UNREADABLE, source);
                return Exit.PROBLEMS;
            }
            if (list.isPresent() != local) {
                console.complain(Message.LIST_LOCAL_MISSING);
                return Exit.USAGE;
            }
            var request =
                    list.map(name -> ListCommands.request(source, name, skipBad, console.lang()))
                            .orElseGet(() -> ListCommands.request(source, console.lang()));
            var answer = Control.ask(state.socket(), request);
            if (answer.isEmpty()) {
                answer = alone(profile.get(), request);
            }
            if (answer.isEmpty()) {
                console.complain(Message.STATE_IN_USE, state.directory());
                return Exit.FAILED;
            }
            return tell(answer.get());
        }

        /// No daemon runs: this command is the daemon for the while, without devices or broker.
        private Optional<Json.Obj> alone(SiteProfile profile, Json.Obj request) throws IOException {
            var held = StateDir.hold(state.directory());
            if (held.isEmpty()) {
                return Optional.empty();
            }
            try (var offline = OfflineState.open(profile, held.get())) {
                return Optional.of(offline.lists().answer(request));
            }
        }

        private int tell(Json.Obj answer) {
            boolean ok = answer.bool("ok").orElse(false);
            if (answer.array("told").isPresent()) {
                answer.array("told").get().items().forEach(line -> console.print(text(line)));
                return ok ? 0 : Exit.PROBLEMS;
            }
            answer.array("problems").stream()
                    .flatMap(problems -> problems.items().stream())
                    .forEach(problem -> console.point(source + ":" + text(problem)));
            if (!ok) {
                console.complain(
                        answer.text("why")
                                .orElse(Message.REQUEST_REFUSED.with().in(console.lang())));
                return Exit.PROBLEMS;
            }
            console.tell(
                    Message.LIST_IMPORTED,
                    list.orElse(""),
                    answer.number("version").orElse(0L),
                    answer.number("entries").orElse(0L));
            return 0;
        }

        private static String text(Json value) {
            return value instanceof Json.Str(var text) ? text : "";
        }
    }
}
