package onecard.time;

import java.time.Duration;
import java.util.Optional;

/// A reading of the monotonic clock: nanoseconds since an arbitrary start, comparable within one
/// boot only. Every duration (pass window, held-open limit, freshness) is measured with it, so a
/// clock step moves no timer.
public record Mono(long nanos) implements Comparable<Mono> {

    public Mono plus(Duration duration) {
        return new Mono(Math.addExact(nanos, duration.toNanos()));
    }

    public Mono minus(Duration duration) {
        return new Mono(Math.subtractExact(nanos, duration.toNanos()));
    }

    /// The time from `earlier` to this; negative if it lies ahead.
    public Duration since(Mono earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /// Whether `limit` is now or past: the guard that makes a stale timer harmless.
    public boolean reached(Mono limit) {
        return nanos >= limit.nanos;
    }

    public static Mono earlier(Mono one, Mono other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /// The earlier one of those that there are.
    public static Optional<Mono> sooner(Optional<Mono> one, Optional<Mono> other) {
        if (one.isEmpty()) {
            return other;
        }
        return other.isEmpty() || one.get().compareTo(other.get()) <= 0 ? one : other;
    }

    public static Mono later(Mono one, Mono other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public int compareTo(Mono other) {
        return Long.compare(nanos, other.nanos);
    }
}
