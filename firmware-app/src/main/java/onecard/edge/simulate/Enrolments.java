package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.Tokens;
import onecard.edge.state.Control;
import onecard.edge.state.StateDir;
import onecard.edge.state.VaultRequest;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.hal.bio.Modality;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// Ann at every sensor that looks at people: she agrees, stands before it, and is enrolled, by the
/// daemon and as an operator would do it.
public final class Enrolments {

    private static final String ANN = "ann";
    private static final String CARD = "342500d1560000050000000000000001";

    /// Days that she agrees for, and the finger that she gives.
    private static final int DAYS = 30;

    private static final int FINGER = 2;

    /// Holds somebody before a sensor.
    public interface Hold {
        void hold(String device, Json.Obj deed) throws IOException;
    }

    private final SiteProfile site;
    private final Path state;
    private final Hold hold;

    public Enrolments(SiteProfile site, Path state, Hold hold) {
        this.site = site;
        this.state = state;
        this.hold = hold;
    }

    /// Anew where she was in an earlier run. A simulated sensor holds the same made-up people at
    /// every start of the daemon, so whoever stands for her slot is known after the next, too. The
    /// daemon must serve.
    ///
    /// @param told why she could not be, at which sensor
    public void enrol(Consumer<Words> told) throws IOException {
        if (site.bodies().isEmpty()) {
            return;
        }
        var tokens = Secrets.tokens(site.keys(), state);
        var before = VaultRequest.forget(List.of(token(tokens, "subject", ANN)));
        var _ = Control.ask(StateDir.controlSocket(state), before);
        for (var sensor : new TreeMap<>(site.board().biometrics()).entrySet()) {
            try {
                enrol(tokens, sensor.getKey(), Modality.valueOf(sensor.getValue().factor().name()));
            } catch (Failed failed) {
                told.accept(failed.words());
            }
        }
    }

    private void enrol(Tokens tokens, String sensor, Modality modality) throws IOException {
        var person = token(tokens, "subject", ANN);
        var purpose = site.bodies().orElseThrow().purpose();
        ask(
                sensor,
                VaultRequest.consent(
                        person, modality, purpose, "simulated", "desk", false, false, DAYS));
        var who = new Enrolled(person, CredentialKind.SSC, token(tokens, "ssc", CARD));
        hold.hold(sensor, Json.Obj.EMPTY.with("do", "come").with("stranger", true));
        try {
            ask(sensor, VaultRequest.enrolAt(who, sensor, modality == Modality.FACE ? 0 : FINGER));
        } finally {
            hold.hold(sensor, Json.Obj.EMPTY.with("do", "leave"));
        }
    }

    private static Token token(Tokens tokens, String kind, String id) {
        return Token.parse(tokens.of(kind, id)).orElseThrow();
    }

    private void ask(String sensor, Json.Obj request) throws IOException {
        var answer = Control.ask(StateDir.controlSocket(state), request).orElse(Json.Obj.EMPTY);
        if (!answer.bool("ok").orElse(false)) {
            throw new Failed(Message.SIMULATE_ENROL_FAILED.with(sensor, answer));
        }
    }
}
