package onecard.access;

/// What came of comparing whoever stands at a sensor with whom a card says they are: a class, and
/// never a score or a template.
public enum Likeness {
    SAME(Reason.OK, Then.PROVED),
    DIFFERENT(Reason.BIOMETRIC_MISMATCH, Then.AGAIN),
    /// A copy of somebody, or nobody alive.
    SPOOF(Reason.BIOMETRIC_SPOOF, Then.AGAIN),
    /// Too little was seen of them.
    POOR(Reason.BIOMETRIC_QUALITY, Then.AGAIN),
    /// Nobody came, or the comparison did not end.
    TIMEOUT(Reason.BIOMETRIC_TIMEOUT, Then.ANOTHER_WAY),
    /// Too many wait to be compared.
    BUSY(Reason.BUSY, Then.ANOTHER_WAY),
    /// Nothing is kept of them that this sensor could be compared with.
    NOT_ENROLLED(Reason.NOT_ENROLLED, Then.ANOTHER_WAY),
    /// They have not agreed, or agree no more: nothing was compared.
    NO_CONSENT(Reason.NO_CONSENT, Then.ANOTHER_WAY),
    /// The sensor is gone, or whatever compares cannot work.
    DOWN(Reason.DEVICE_FAULT, Then.ANOTHER_WAY);

    /// What it leads to.
    enum Then {
        PROVED,
        /// They may try once more, if they have a try left.
        AGAIN,
        /// What else may prove it is asked for at once.
        ANOTHER_WAY
    }

    private final Reason reason;
    private final Then then;

    Likeness(Reason reason, Then then) {
        this.reason = reason;
        this.then = then;
    }

    /// As events say it.
    public Reason reason() {
        return reason;
    }

    Then then() {
        return then;
    }

    /// Whether somebody failed to prove what they claimed: it counts towards a lock-out. Whoever
    /// was seen badly, or could not be compared, has claimed nothing wrong.
    public boolean isWrongTry() {
        return switch (this) {
            case DIFFERENT, SPOOF -> true;
            case SAME, POOR, TIMEOUT, BUSY, NOT_ENROLLED, NO_CONSENT, DOWN -> false;
        };
    }
}
