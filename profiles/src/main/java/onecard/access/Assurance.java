package onecard.access;

/// What a reading proves, weakest first. A0 and A1 can be cloned.
public enum Assurance {
    /// A serial number answered by the card or reader.
    A0,
    /// Static application data.
    A1,
    /// Authenticated by a PSAM or HSM.
    A2,
    /// A certificate and a fresh challenge.
    A3,
    /// A2 or A3, and a biometric or PIN.
    A4;

    /// @param level 0 to 4
    public static Assurance ofLevel(int level) {
        return switch (level) {
            case 0 -> A0;
            case 1 -> A1;
            case 2 -> A2;
            case 3 -> A3;
            case 4 -> A4;
            default -> throw new IllegalArgumentException("a level must be 0..4, but was " + level);
        };
    }

    public boolean atLeast(Assurance least) {
        return compareTo(least) >= 0;
    }
}
