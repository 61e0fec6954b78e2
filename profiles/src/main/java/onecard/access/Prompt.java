package onecard.access;

/// What a granted tap tells its holder besides. It changes no verdict.
public enum Prompt {
    /// The card ends soon, or has ended and is still taken.
    RENEW("renew");

    private final String wire;

    Prompt(String wire) {
        this.wire = wire;
    }

    /// The name in events.
    public String wire() {
        return wire;
    }
}
