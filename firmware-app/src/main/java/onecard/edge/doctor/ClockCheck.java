package onecard.edge.doctor;

import static onecard.edge.words.Message.CLOCK_ASSUMED;
import static onecard.edge.words.Message.CLOCK_ASSUMED_NEXT;
import static onecard.edge.words.Message.CLOCK_BEHIND;
import static onecard.edge.words.Message.CLOCK_CHIP;
import static onecard.edge.words.Message.CLOCK_DOUBTED;
import static onecard.edge.words.Message.CLOCK_DOUBTED_NEXT;
import static onecard.edge.words.Message.CLOCK_SIMULATED;
import static onecard.edge.words.Message.CLOCK_SYNCED;
import static onecard.edge.words.Message.CLOCK_UNKNOWN;

import java.time.Instant;
import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.clock.KernelClock;
import onecard.site.SiteProfile.ClockMode;
import onecard.time.ClockTrust;
import onecard.words.Words;

/// What time it is here, and how far that may be believed.
public final class ClockCheck {

    private static final String PART = "clock";

    private final Instant now;
    private final Instant built;
    private final Optional<Running> daemon;

    /// @param now the machine's clock
    /// @param built when the software was
    /// @param daemon that runs, and may believe it less than the kernel does
    public ClockCheck(Instant now, Instant built, Optional<Running> daemon) {
        this.now = now;
        this.built = built;
        this.daemon = daemon;
    }

    /// @param read what the kernel says of it; empty if nobody may ask
    public Finding check(ClockMode mode, ClockTrust trust, Optional<KernelClock.Reading> read) {
        if (now.isBefore(built)) {
            return new Finding.Fail(
                    PART, CLOCK_BEHIND.with(now), Advice.of(Reason.CLOCK_UNTRUSTED));
        }
        return switch (mode) {
            case KERNEL -> believed(trust, read);
            case ASSUME_SYNCED ->
                    new Finding.Warn(PART, CLOCK_ASSUMED.with(), CLOCK_ASSUMED_NEXT.with());
            case SIMULATED ->
                    new Finding.Warn(PART, CLOCK_SIMULATED.with(), CLOCK_ASSUMED_NEXT.with());
        };
    }

    private Finding believed(ClockTrust trust, Optional<KernelClock.Reading> read) {
        var less =
                daemon.map(Running::clock)
                        .filter(_ -> trust == ClockTrust.SYNCED)
                        .filter(believed -> !believed.equals(ClockTrust.SYNCED.wire()));
        if (less.isPresent()) {
            return new Finding.Warn(
                    PART, CLOCK_DOUBTED.with(less.get()), CLOCK_DOUBTED_NEXT.with());
        }
        return switch (trust) {
            case SYNCED ->
                    new Finding.Ok(
                            PART,
                            CLOCK_SYNCED.with(
                                    read.map(KernelClock.Reading::errorMicros).orElse(0L) / 1_000));
            case RTC -> unsure(CLOCK_CHIP.with());
            case UNTRUSTED -> unsure(CLOCK_UNKNOWN.with());
        };
    }

    private static Finding unsure(Words found) {
        return new Finding.Warn(PART, found, Advice.of(Reason.CLOCK_UNTRUSTED));
    }
}
