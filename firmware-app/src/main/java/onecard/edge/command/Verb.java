package onecard.edge.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can be asked: of a point, and at the end of the device.
public enum Verb {
    /// Opens it for one to pass.
    RELEASE,
    /// Holds it open.
    HOLD,
    /// Takes back what was ordered; with a time, lets cards decide so long, whatever the schedule
    /// says.
    NORMAL,
    /// Lets nobody in.
    LOCKDOWN,
    /// Takes it out of service.
    DISABLE,
    /// Forgets wrong tries, or where somebody is.
    FORGIVE,
    /// Closes the batch of a till.
    SETTLE,
    /// Compares what the host counted of a till's batch with what was settled.
    RECONCILE,
    /// Signs somebody in at a desk, whose card is forgotten.
    ATTEND,
    /// Says anew what the device is and how it is.
    SYNC,
    /// Sends records again.
    REPLAY,
    /// Shows which point, or which device, it is.
    IDENTIFY,
    /// Begins anew, and moves no relay by it.
    RESTART;

    /// By its name in commands; empty for any other.
    public static Optional<Verb> ofWire(String wire) {
        return Arrays.stream(values()).filter(verb -> verb.wire().equals(wire)).findFirst();
    }

    /// The name in commands, answers and events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
