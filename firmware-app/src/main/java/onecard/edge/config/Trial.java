package onecard.edge.config;

import java.time.Duration;
import java.util.Optional;

/// Whether a device is well by a new site file. No single moment tells: a broker may take a
/// connection and drop it, and what hangs was well when it began. So it must be well for a while
/// without a break, and this must have begun within a minute. Owned by the thread that looks.
public final class Trial {

    /// From the beginning of the start until the device must be well.
    public static final Duration LIMIT = Duration.ofSeconds(60);

    /// How long it must be well: longer than a part may stand still before it counts as stuck.
    public static final Duration WELL_FOR = Duration.ofSeconds(15);

    private final long beganNanos;
    private Optional<Long> wellSinceNanos = Optional.empty();

    /// What is known by now.
    public sealed interface Outcome {

        record Open() implements Outcome {}

        record Kept() implements Outcome {}

        /// @param why what was wrong last
        record GivenUp(String why) implements Outcome {}
    }

    /// @param nowNanos on the monotonic clock
    public Trial(long nowNanos) {
        beganNanos = nowNanos;
    }

    /// One look; many a second.
    ///
    /// @param wrong what the device lacks to be well at this moment; absent: nothing
    public Outcome look(Optional<String> wrong, long nowNanos) {
        if (wrong.isPresent()) {
            wellSinceNanos = Optional.empty();
            return nowNanos - beganNanos >= LIMIT.toNanos()
                    ? new Outcome.GivenUp(wrong.get())
                    : new Outcome.Open();
        }
        long since = wellSinceNanos.orElse(nowNanos);
        wellSinceNanos = Optional.of(since);
        return nowNanos - since >= WELL_FOR.toNanos() ? new Outcome.Kept() : new Outcome.Open();
    }
}
