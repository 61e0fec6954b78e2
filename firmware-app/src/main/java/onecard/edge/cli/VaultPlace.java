package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.OfflineState;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a command about people's bodies is asked: of the daemon that runs there, or done in its
/// place.
final class VaultPlace {

    /// By reason: what a person does about it.
    private static final Map<String, Message> REFUSALS =
            Map.ofEntries(
                    Map.entry(Reason.NO_CONSENT.name(), Message.VAULT_NO_CONSENT),
                    Map.entry(Reason.NOT_ALLOWED.name(), Message.VAULT_NONE),
                    Map.entry(Reason.BAD_REQUEST.name(), Message.VAULT_TERMS),
                    Map.entry(Reason.CLOCK_UNTRUSTED.name(), Message.VAULT_CLOCK),
                    Map.entry(Reason.BUSY.name(), Message.ENROL_BUSY),
                    Map.entry(Reason.DEVICE_FAULT.name(), Message.VAULT_FAULT),
                    Map.entry(Reason.BIOMETRIC_TIMEOUT.name(), Message.ENROL_NOBODY),
                    Map.entry(Reason.BIOMETRIC_QUALITY.name(), Message.ENROL_BADLY_SEEN),
                    Map.entry(Reason.BIOMETRIC_MISMATCH.name(), Message.ENROL_NOT_ALIKE),
                    Map.entry(Reason.BIOMETRIC_SPOOF.name(), Message.ENROL_COPY));

    @Option(names = "--site", paramLabel = "FILE", descriptionKey = "onecard.trace.site")
    private Optional<Path> site = Optional.empty();

    @Mixin private StateOption state = new StateOption();

    /// The state directory.
    Path directory() {
        return state.directory();
    }

    Path vault() {
        return StateDir.vault(state.directory());
    }

    /// What the site file says, or what is wrong with it is told; empty in it where none is named.
    Optional<Optional<SiteProfile>> profile(Console console) {
        return site.isEmpty()
                ? Optional.of(Optional.empty())
                : Sites.read(site.get(), console).map(Optional::of);
    }

    VaultOptions.Asked ask(Json.Obj request, Console console) throws IOException {
        return ask(request, REFUSALS, console);
    }

    /// @param refusals by reason: what a person does about it
    VaultOptions.Asked ask(Json.Obj request, Map<String, Message> refusals, Console console)
            throws IOException {
        state.requireOurs(); // else a daemon that runs would be taken for one that does not
        var answer = Control.ask(state.socket(), request);
        if (answer.isPresent()) {
            return asked(answer.get(), refusals, console);
        }
        if (site.isEmpty()) {
            console.complain(Message.TRACE_SITE, state.directory());
            return new VaultOptions.Asked.Not(Exit.USAGE);
        }
        var profile = Sites.read(site.get(), console);
        if (profile.isEmpty()) {
            return new VaultOptions.Asked.Not(Exit.PROBLEMS);
        }
        var held = StateDir.hold(state.directory());
        if (held.isEmpty()) {
            console.complain(Message.STATE_IN_USE, state.directory());
            return new VaultOptions.Asked.Not(Exit.FAILED);
        }
        try (var offline = OfflineState.open(profile.get(), held.get())) {
            var user = System.getProperty("user.name", "");
            return asked(offline.vault().answer(request, user), refusals, console);
        }
    }

    private static VaultOptions.Asked asked(
            Json.Obj answer, Map<String, Message> refusals, Console console) {
        if (!answer.bool("ok").orElse(false)) {
            var why = answer.text("reason").orElse("?");
            console.complain(refusals.getOrDefault(why, Message.VAULT_REFUSED), why);
            return new VaultOptions.Asked.Not(Exit.FAILED);
        }
        if (!answer.bool("recorded").orElse(false)) {
            console.complain(Message.VAULT_OWED);
        }
        return new VaultOptions.Asked.Done(answer);
    }
}
