package onecard.edge.state;

import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.record.Erasure.Done;
import onecard.site.SiteProfile.JournalKeeping;

/// How long records stay here, and that what is remembered of somebody goes because they ask for
/// it: for whoever may open the control socket. Thread-safe.
public final class TraceRequest {

    /// `do` of a request.
    static final String DO = "trace";

    /// Forgets, and waits until that is durable.
    @FunctionalInterface
    public interface Eraser {

        /// @param by who does it for them
        Done erase(Token token, String by);
    }

    private final JournalKeeping keeping;
    private final Eraser eraser;
    private final VaultRequest vault;

    /// @param vault forgets them, too
    public TraceRequest(JournalKeeping keeping, Eraser eraser, VaultRequest vault) {
        this.keeping = keeping;
        this.eraser = eraser;
        this.vault = vault;
    }

    /// What asks for the terms alone.
    public static Json.Obj terms() {
        return Json.Obj.EMPTY.with("do", DO);
    }

    /// What asks that somebody is forgotten.
    public static Json.Obj erase(Token token) {
        return terms().with("erase", token.toString());
    }

    /// Of a request: `ok`, the terms, and what became of it.
    ///
    /// @param user who asks
    public Json.Obj answer(Json.Obj request, String user) {
        var terms = termsOf(keeping);
        if (request.text("erase").isEmpty()) {
            return terms.with("ok", true);
        }
        var token = request.text("erase").flatMap(Token::parse);
        return token.map(it -> erased(terms, it, user))
                .orElseGet(() -> refused(terms, Reason.BAD_REQUEST));
    }

    /// What is kept of their body goes, whatever else has to wait.
    private Json.Obj erased(Json.Obj terms, Token token, String user) {
        var done = eraser.erase(token, LocalCommands.by(user));
        var body = vault.forget(token, user);
        return body.bool("ok").orElse(false)
                ? told(terms.with("vault", body.without("ok")), done)
                : refused(terms, Reason.DEVICE_FAULT);
    }

    private static Json.Obj told(Json.Obj terms, Done done) {
        return switch (done) {
            case Done.Erased(var before, var seq) ->
                    terms.with("ok", true)
                            .with("seq", seq)
                            .with("removed", before.goes())
                            .with("kept", before.stays());
            case Done.Not(var why) -> refused(terms, why);
        };
    }

    private static Json.Obj refused(Json.Obj terms, Reason why) {
        return terms.with("ok", false).with("reason", why.name());
    }

    /// The terms of a site file whose daemon does not run.
    public static Json.Obj terms(JournalKeeping keeping) {
        return termsOf(keeping).with("ok", true);
    }

    private static Json.Obj termsOf(JournalKeeping keeping) {
        return Json.Obj.EMPTY
                .with("retention_s", keeping.retention().toSeconds())
                .with("host", keeping.hostRequired() ? "required" : "none");
    }

    /// In an answer: how long a record stays at least; empty if it does not say.
    public static Optional<Long> retentionSeconds(Json.Obj answer) {
        return answer.number("retention_s");
    }
}
