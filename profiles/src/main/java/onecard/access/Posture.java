package onecard.access;

import java.util.Locale;

/// What a point is up to at large; the first thing a decision looks at after fire.
public enum Posture {
    /// Cards decide.
    NORMAL,
    /// Held open by schedule or command: everybody passes, taps are still recorded.
    FREE,
    /// Closed to everybody at entrances; exits stay free.
    LOCKDOWN,
    /// Fire: every egress stands open.
    FIRE,
    /// Out of service.
    DISABLED;

    /// The name in events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
