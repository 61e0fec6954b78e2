package onecard.attendance;

/// What becomes of somebody whom nobody expected.
public enum WalkIn {
    /// They are welcome, and count among those present.
    ALLOW,
    /// They are recorded apart and told to see the desk.
    RECORD,
    /// They are refused.
    REFUSE
}
