package onecard.point;

/// What a lane is watched with.
public enum Sensor {
    /// Tells that somebody has passed inwards.
    PASSED_IN,
    /// Tells that somebody has passed outwards.
    PASSED_OUT,
    /// Tells that somebody has passed, in whichever way the lane was open: the one contact of a
    /// tripod.
    PASSED,
    /// Occupied while somebody stands where wing or arm moves.
    SAFETY,
    /// Active while wing or arm is at its home position.
    HOME;

    /// The name in site files and events.
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
