package onecard.time;

/// How far the wall clock may be believed; part of every moment, event and decision.
public enum ClockTrust {
    /// Disciplined by a time source right now.
    SYNCED("synced"),
    /// Read from a clock chip at boot, not yet confirmed.
    RTC("rtc"),
    /// Anything may be true; 1970 is common.
    UNTRUSTED("untrusted");

    private final String wire;

    ClockTrust(String wire) {
        this.wire = wire;
    }

    /// The name in events.
    public String wire() {
        return wire;
    }
}
