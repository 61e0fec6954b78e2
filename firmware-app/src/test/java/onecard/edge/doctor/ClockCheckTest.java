package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.Json;
import onecard.site.SiteProfile.ClockMode;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;

/// What `doctor` says of the clock.
class ClockCheckTest {

    private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = BUILT.plusSeconds(1);

    @Test
    void itSaysHowFarTheClockIsBelieved() {
        assertEquals(
                "Ok clock: synchronised, wrong by at most 12 ms",
                said(NOW, ClockMode.KERNEL, ClockTrust.SYNCED));
        assertEquals(
                "Warn clock: from a clock chip, not synchronised",
                said(NOW, ClockMode.KERNEL, ClockTrust.RTC));
        assertEquals(
                "Warn clock: nothing tells whether it is right",
                said(NOW, ClockMode.KERNEL, ClockTrust.UNTRUSTED));
        assertEquals(
                "Warn clock: clock: assume_synced, believed as it stands",
                said(NOW, ClockMode.ASSUME_SYNCED, ClockTrust.UNTRUSTED));
        assertEquals(
                "Warn clock: clock: simulated, this machine's and the milliseconds in sim/clock",
                said(NOW, ClockMode.SIMULATED, ClockTrust.UNTRUSTED));
    }

    /// The time floor knows better than any time source.
    @Test
    void aDaemonMayBelieveItLessThanTheKernel() {
        var daemon = Optional.of(new Running(Json.Obj.EMPTY.with("clock", "untrusted")));
        var check = new ClockCheck(NOW, BUILT, daemon);

        assertEquals(
                "Warn clock: the kernel calls it synchronised, the daemon believes it as untrusted",
                Findings.text(check.check(ClockMode.KERNEL, ClockTrust.SYNCED, Optional.empty())));
    }

    @Test
    void noClockIsRightBeforeTheSoftwareWasBuilt() {
        assertEquals(
                "Fail clock: shows 1970-01-01T00:00:00Z, before this software was built",
                said(Instant.EPOCH, ClockMode.ASSUME_SYNCED, ClockTrust.SYNCED));
    }

    private static String said(Instant now, ClockMode mode, ClockTrust trust) {
        var read = Optional.of(new KernelClock.Reading(true, 3, 12_900));
        return Findings.text(new ClockCheck(now, BUILT, Optional.empty()).check(mode, trust, read));
    }
}
