package onecard.attendance;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a sign at a desk came to.
public enum Result {
    ON_TIME,
    LATE,
    VERY_LATE,
    /// Somebody who was not expected; recorded apart.
    WALK_IN,
    /// Recorded while nobody believed the clock: whether in time, nobody can say.
    UNTIMED,
    SIGNED_OUT,
    /// They left before the meeting was over.
    EARLY_LEAVE;

    /// The name in events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// By its name in events; empty for any other.
    public static Optional<Result> ofWire(String wire) {
        return Stream.of(values()).filter(result -> result.wire().equals(wire)).findFirst();
    }

    /// Whether somebody left by it.
    public boolean leaves() {
        return switch (this) {
            case SIGNED_OUT, EARLY_LEAVE -> true;
            case ON_TIME, LATE, VERY_LATE, WALK_IN, UNTIMED -> false;
        };
    }
}
