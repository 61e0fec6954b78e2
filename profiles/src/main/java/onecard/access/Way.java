package onecard.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How somebody of a visit comes and goes: who drove in and walked out has left a vehicle behind.
public enum Way {
    FOOT,
    VEHICLE;

    /// The name in events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// By its name in events; empty for any other.
    public static Optional<Way> ofWire(String wire) {
        return Arrays.stream(values()).filter(way -> way.wire().equals(wire)).findFirst();
    }
}
