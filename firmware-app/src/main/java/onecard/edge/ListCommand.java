package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecard.edge.crypto.Json;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "Lists of who may pass.",
        mixinStandardHelpOptions = true,
        subcommands = ListCommand.Import.class)
final class ListCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.err.println("onecard: list what? Next: onecard list import --help");
        return 2;
    }

    @Command(
            name = "import",
            description = "Brings a list in from CSV, daemon running or not.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {

        @Parameters(paramLabel = "SRC", description = "the CSV file")
        private Path source = Path.of("");

        @Option(names = "--site", required = true, description = "the site file")
        private Path site = Path.of("");

        @Option(names = "--state", description = "default: ${DEFAULT-VALUE}")
        private Path state = Path.of("/var/lib/onecard");

        @Option(names = "--list", required = true, description = "the list's name")
        private String list = "";

        @Option(
                names = "--local",
                required = true,
                description = "an unsigned file, from someone at this machine")
        @SuppressWarnings("UnusedVariable") // required: that it was said is what counts
        private boolean local;

        @Option(names = "--skip-bad", description = "leave bad rows out and name them")
        private boolean skipBad;

        @Override
        public Integer call() throws Exception {
            var profile = Sites.read(site, System.err);
            if (profile.isEmpty()) {
                return Main.PROBLEMS;
            }
            if (!Files.isReadable(source)) {
                System.err.println("onecard: " + source + ": no such file, or not readable");
                return Main.PROBLEMS;
            }
            var request = ListCommands.request(source, list, skipBad);
            var answer = Control.ask(state.resolve("control.sock"), request);
            if (answer.isEmpty()) {
                answer = alone(profile.get(), request);
            }
            if (answer.isEmpty()) {
                System.err.println(
                        "onecard: " + state + " is in use by another command; try again");
                return Main.FAILED;
            }
            return tell(answer.get());
        }

        /// No daemon runs: this command is the daemon for the while, without devices or broker.
        private Optional<Json.Obj> alone(SiteProfile profile, Json.Obj request) throws IOException {
            var held = StateDir.hold(state);
            if (held.isEmpty()) {
                return Optional.empty();
            }
            try (var offline = OfflineState.open(profile, held.get())) {
                return Optional.of(offline.lists().answer(request));
            }
        }

        private int tell(Json.Obj answer) {
            boolean ok = answer.bool("ok").orElse(false);
            answer.array("problems")
                    .ifPresent(
                            problems ->
                                    problems.items()
                                            .forEach(
                                                    problem ->
                                                            System.err.println(
                                                                    source + ":" + text(problem))));
            if (!ok) {
                System.err.println("onecard: " + answer.text("why").orElse("refused"));
                return Main.PROBLEMS;
            }
            System.out.println(
                    list
                            + " version "
                            + answer.number("version").orElse(0L)
                            + ", "
                            + answer.number("entries").orElse(0L)
                            + " entries");
            return 0;
        }

        private static String text(Json value) {
            return value instanceof Json.Str(var text) ? text : "";
        }
    }
}
