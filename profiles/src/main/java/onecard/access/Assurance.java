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

    public boolean atLeast(Assurance least) {
        return compareTo(least) >= 0;
    }
}
