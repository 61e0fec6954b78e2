package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.OfflineState;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whom a command about people's bodies is of, and where: asked of the daemon that runs there, or
/// done in its place.
final class VaultOptions {

    /// By reason: what a person does about it.
    private static final Map<String, Message> REFUSALS =
            Map.of(
                    Reason.NO_CONSENT.name(), Message.VAULT_NO_CONSENT,
                    Reason.NOT_ALLOWED.name(), Message.VAULT_NONE,
                    Reason.BAD_REQUEST.name(), Message.VAULT_TERMS,
                    Reason.CLOCK_UNTRUSTED.name(), Message.VAULT_CLOCK);

    @Option(names = "--token", required = true, descriptionKey = "onecard.vault.token")
    private String token = "";

    @Option(names = "--site", paramLabel = "FILE", descriptionKey = "onecard.trace.site")
    private Optional<Path> site = Optional.empty();

    @Mixin private StateOption state = new StateOption();

    /// What came of a request.
    sealed interface Asked {

        record Done(Json.Obj answer) implements Asked {}

        /// Why not is told.
        ///
        /// @param exit of the command
        record Not(int exit) implements Asked {}
    }

    /// Whose token it is, or what is wrong is told.
    Optional<Token> whose(Console console) {
        var whose = Token.parse(token);
        if (whose.isEmpty()) {
            console.complain(Message.TRACE_TOKEN, token);
        }
        return whose;
    }

    Path vault() {
        return StateDir.vault(state.directory());
    }

    Asked ask(Json.Obj request, Console console) throws IOException {
        var answer = Control.ask(state.socket(), request);
        if (answer.isPresent()) {
            return asked(answer.get(), console);
        }
        if (site.isEmpty()) {
            console.complain(Message.TRACE_SITE, state.directory());
            return new Asked.Not(Exit.USAGE);
        }
        var profile = Sites.read(site.get(), console);
        if (profile.isEmpty()) {
            return new Asked.Not(Exit.PROBLEMS);
        }
        var held = StateDir.hold(state.directory());
        if (held.isEmpty()) {
            console.complain(Message.STATE_IN_USE, state.directory());
            return new Asked.Not(Exit.FAILED);
        }
        try (var offline = OfflineState.open(profile.get(), held.get())) {
            var user = System.getProperty("user.name", "");
            return asked(offline.vault().answer(request, user), console);
        }
    }

    private static Asked asked(Json.Obj answer, Console console) {
        if (!answer.bool("ok").orElse(false)) {
            var why = answer.text("reason").orElse("?");
            console.complain(REFUSALS.getOrDefault(why, Message.VAULT_REFUSED), why);
            return new Asked.Not(Exit.FAILED);
        }
        if (!answer.bool("recorded").orElse(false)) {
            console.complain(Message.VAULT_OWED);
        }
        return new Asked.Done(answer);
    }
}
