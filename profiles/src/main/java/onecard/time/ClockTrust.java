package onecard.time;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// How far the wall clock may be believed; part of every moment, event and decision.
public enum ClockTrust {
    /// Disciplined by a time source right now.
    SYNCED("synced", Optional.of(Duration.ZERO)),
    /// Read from a clock chip at boot, not yet confirmed.
    RTC("rtc", Optional.of(Duration.ofMinutes(2))),
    /// Anything may be true; 1970 is common.
    UNTRUSTED("untrusted", Optional.empty());

    private final String wire;
    private final Optional<Duration> uncertainty;

    ClockTrust(String wire, Optional<Duration> uncertainty) {
        this.wire = wire;
        this.uncertainty = uncertainty;
    }

    /// By its name in events; empty for any other.
    public static Optional<ClockTrust> ofWire(String wire) {
        return Arrays.stream(values()).filter(trust -> trust.wire.equals(wire)).findFirst();
    }

    /// The name in events.
    public String wire() {
        return wire;
    }

    /// How far the wall may be off, either way; absent where nobody can say. A clock chip drifts
    /// by up to a minute a month.
    public Optional<Duration> uncertainty() {
        return uncertainty;
    }
}
