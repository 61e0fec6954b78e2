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
        if (level < 0 || level >= values().length) {
            throw new IllegalArgumentException("a level must be 0..4, but was " + level);
        }
        return values()[level];
    }

    /// What it becomes with a biometric or PIN that was right: only what the chip or a module
    /// proved is raised, since a copied card with its owner's finger is still a copy.
    public Assurance withSecondFactor() {
        return switch (this) {
            case A0, A1 -> this;
            case A2, A3, A4 -> A4;
        };
    }

    public boolean atLeast(Assurance least) {
        return compareTo(least) >= 0;
    }
}
