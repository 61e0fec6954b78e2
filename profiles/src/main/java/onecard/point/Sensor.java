package onecard.point;

/// What a lane or a barrier is watched with.
public enum Sensor {
    /// Tells that somebody has passed inwards.
    PASSED_IN,
    /// Tells that somebody has passed outwards.
    PASSED_OUT,
    /// Tells that somebody has passed, in whichever way the lane was open: the one contact of a
    /// tripod.
    PASSED,
    /// Occupied while somebody stands where wing or arm moves; a barrier's safety loop.
    SAFETY,
    /// Active while wing or arm is at its home position.
    HOME,
    /// A barrier's loop before the arm, for those who come in.
    ARRIVAL_IN,
    /// A barrier's loop before the arm, for those who leave.
    ARRIVAL_OUT,
    /// A barrier's limit contact: active while the arm is up.
    UP,
    /// A barrier's limit contact: active while the arm is down.
    DOWN,
    /// A meter's contact. Whether it is observed matters here; its pulses are counted beside it.
    METER;

    /// The name in site files and events.
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
