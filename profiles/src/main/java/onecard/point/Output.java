package onecard.point;

/// What a point moves, whichever relay it is wired to.
public enum Output {
    /// A door's lock.
    LOCK,
    /// A lane's opening inwards.
    IN,
    /// A lane's opening outwards.
    OUT,
    /// A barrier's arm up.
    RAISE,
    /// A barrier's arm down.
    LOWER,
    /// A barrier's motor off.
    STOP,
    /// The valve that people draw through.
    VALVE
}
