package onecard.point;

/// What moved a point; part of every state event, so no actuation is without a cause.
public enum Cause {
    TAP,
    EXIT_BUTTON,
    FIRE,
    SCHEDULE,
    COMMAND,
    CONTACT,
    TIMER,
    FAULT;

    /// The name in events.
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
