package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

/// What may prove a second time that the holder of a card is its owner.
public enum Factor {
    PIN(CredentialKind.PIN, Reason.PIN, Reason.PIN_MISMATCH, Reason.PIN_TIMEOUT);

    private final CredentialKind kind;
    private final Reason awaited;
    private final Reason mismatch;
    private final Reason timeout;

    Factor(CredentialKind kind, Reason awaited, Reason mismatch, Reason timeout) {
        this.kind = kind;
        this.awaited = awaited;
        this.mismatch = mismatch;
        this.timeout = timeout;
    }

    /// Of the credential that answers.
    public CredentialKind kind() {
        return kind;
    }

    /// What is said while it is awaited.
    public Reason awaited() {
        return awaited;
    }

    public Reason mismatch() {
        return mismatch;
    }

    public Reason timeout() {
        return timeout;
    }

    /// Why whoever did not bring what was awaited is refused.
    public static Reason tooLate(Reason awaited) {
        return Stream.of(values())
                .filter(factor -> factor.awaited == awaited)
                .map(Factor::timeout)
                .findFirst()
                .orElse(awaited == Reason.ELSEWHERE ? Reason.BUSY : awaited);
    }

    /// The factor whose wrong try that is; empty for any other reason.
    static Optional<Factor> ofMismatch(Reason why) {
        return Stream.of(values()).filter(factor -> factor.mismatch == why).findFirst();
    }
}
