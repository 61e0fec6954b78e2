package onecard.access;

/// The steps of a decision, in their order. Events name them by their place, so the order never
/// changes.
public enum Check {
    FIRE,
    POSTURE,
    CREDENTIAL,
    SIGNATURE,
    DENY,
    KNOWN,
    VALIDITY,
    STALENESS,
    CLOCK,
    SCHEDULE,
    LOCK_OUT,
    USES,
    PASSBACK,
    OCCUPANCY,
    INTERLOCK,
    FIRST_PERSON,
    ESCORT,
    SECOND_PERSON,
    SECOND_FACTOR,
    SALE,
    ATTENDANCE,
    SHARED;

    /// From 1.
    public int number() {
        return ordinal() + 1;
    }
}
