package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.OfflineState;
import onecard.edge.state.StateDir;
import onecard.edge.state.TraceRequest;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `trace`: what is held here about one token, and until when; with `--erase` what may go goes. By
/// the daemon that runs, or in its place.
@Command(name = "trace", mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {

    @Option(names = "--token", required = true, descriptionKey = "onecard.trace.token")
    private String token = "";

    @Option(names = "--erase")
    private boolean erase;

    @Option(names = "--site", paramLabel = "FILE", descriptionKey = "onecard.trace.site")
    private Optional<Path> site = Optional.empty();

    @Option(names = "--json", descriptionKey = "onecard.trace.json")
    private boolean json;

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    public TraceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var whose = Token.parse(token);
        if (whose.isEmpty()) {
            console.complain(Message.TRACE_TOKEN, token);
            return Exit.USAGE;
        }
        var journal = JournalCommand.open(state.directory(), console);
        if (journal.isEmpty()) {
            return Exit.FAILED;
        }
        journal.get().close();
        if (!erase) {
            return asked(whose.get(), TraceRequest.terms(), true);
        }
        // What cannot be told is not erased: nobody would know what went, and what stays.
        var names = TokenTrace.of(state.directory(), whose.get(), Instant.now()).names();
        for (var name : names) { // of the last it is told: what is remembered stands there
            int status = asked(name, TraceRequest.erase(name), name.equals(names.getLast()));
            if (status != 0) {
                return status;
            }
        }
        return 0;
    }

    /// @param tells whether what was done is told, too, and not only what was not
    private int asked(Token whose, Json.Obj request, boolean tells) throws IOException {
        var answer = Control.ask(state.socket(), request);
        if (answer.isEmpty()) {
            if (site.isEmpty()) {
                console.complain(Message.TRACE_SITE, state.directory());
                return Exit.USAGE;
            }
            var profile = Sites.read(site.get(), console);
            if (profile.isEmpty()) {
                return Exit.PROBLEMS;
            }
            answer = alone(profile.get(), request);
        }
        if (answer.isEmpty()) {
            console.complain(Message.STATE_IN_USE, state.directory());
            return Exit.FAILED;
        }
        return tells || !answer.get().bool("ok").orElse(false) ? told(whose, answer.get()) : 0;
    }

    /// No daemon runs: who only looks needs nothing of it.
    private Optional<Json.Obj> alone(SiteProfile profile, Json.Obj request) throws IOException {
        if (!erase) {
            return Optional.of(TraceRequest.terms(profile.journal()));
        }
        var held = StateDir.hold(state.directory());
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try (var offline = OfflineState.open(profile, held.get())) {
            var user = System.getProperty("user.name", "");
            return Optional.of(offline.trace().answer(request, user));
        }
    }

    private int told(Token whose, Json.Obj answer) throws IOException {
        if (!answer.bool("ok").orElse(false)) {
            tellBody(answer.object("vault").orElse(Json.Obj.EMPTY)); // gone, whatever else is not
            console.complain(Message.TRACE_NOT_ERASED, answer.text("reason").orElse("?"));
            return Exit.FAILED;
        }
        var trace = TokenTrace.of(state.directory(), whose, Instant.now());
        var terms = trace.with(TraceRequest.retentionSeconds(answer));
        if (json) {
            terms.json(console.out(), answer.without("ok", "retention_s", "host"));
            return 0;
        }
        if (erase) {
            console.tell(
                    Message.TRACE_ERASED,
                    counts(answer, "removed"),
                    counts(answer, "kept"),
                    answer.number("seq").orElse(0L));
            tellBody(answer.object("vault").orElse(Json.Obj.EMPTY));
        }
        terms.tell(console, answer.text("host").equals(Optional.of("required")));
        return 0;
    }

    private void tellBody(Json.Obj gone) {
        long templates = gone.number("templates").orElse(0L);
        long slots = gone.number("slots").orElse(0L);
        if (templates + slots > 0) {
            console.tell(Message.FORGOTTEN, templates, slots);
        }
    }

    private static String counts(Json.Obj answer, String name) {
        var counts = answer.object(name).orElse(Json.Obj.EMPTY);
        return counts.equals(Json.Obj.EMPTY)
                ? "-"
                : counts.members().entrySet().stream()
                        .map(count -> count.getKey() + " " + ((Json.Num) count.getValue()).value())
                        .collect(Collectors.joining(", "));
    }
}
