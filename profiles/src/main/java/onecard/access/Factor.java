package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

/// What may prove a second time that the holder of a card is its owner.
public enum Factor {
    PIN(CredentialKind.PIN, Reason.PIN, Reason.PIN_MISMATCH, Reason.PIN_TIMEOUT),
    FINGER(CredentialKind.FINGER, Reason.FINGER),
    FACE(CredentialKind.FACE, Reason.FACE),
    /// The veins of a finger, or of a palm.
    VEIN(CredentialKind.VEIN, Reason.VEIN);

    private final CredentialKind kind;
    private final Reason awaited;
    private final Reason mismatch;
    private final Reason timeout;

    /// Of the body.
    Factor(CredentialKind kind, Reason awaited) {
        this(kind, awaited, Reason.BIOMETRIC_MISMATCH, Reason.BIOMETRIC_TIMEOUT);
    }

    Factor(CredentialKind kind, Reason awaited, Reason mismatch, Reason timeout) {
        this.kind = kind;
        this.awaited = awaited;
        this.mismatch = mismatch;
        this.timeout = timeout;
    }

    /// By its name in site files and events.
    public static Optional<Factor> ofWire(String wire) {
        return Stream.of(values()).filter(factor -> factor.wire().equals(wire)).findFirst();
    }

    public static Optional<Factor> ofAwaited(Reason awaited) {
        return Stream.of(values()).filter(factor -> factor.awaited == awaited).findFirst();
    }

    /// Its name in site files and events.
    public String wire() {
        return kind.wire();
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

    /// Whether it is of somebody's body: it is looked at by a sensor, and not entered.
    public boolean isBiometric() {
        return switch (this) {
            case PIN -> false;
            case FINGER, FACE, VEIN -> true;
        };
    }

    /// Why whoever did not bring what was awaited is refused.
    public static Reason tooLate(Reason awaited) {
        return ofAwaited(awaited)
                .map(Factor::timeout)
                .orElse(awaited == Reason.ELSEWHERE ? Reason.BUSY : awaited);
    }
}
