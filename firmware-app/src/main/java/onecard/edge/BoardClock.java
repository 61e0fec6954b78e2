package onecard.edge;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// The only place that reads clocks for the core. The wall never shows less than the persisted
/// time floor, plus what the monotonic clock counted since it was loaded: a clock set back
/// revives nothing that had expired. Thread-safe.
final class BoardClock implements Supplier<Moment> {

    private final LongSupplier monoNanos;
    private final Supplier<Instant> wall;
    private final Supplier<ClockTrust> trust;
    private final AtomicReference<Floor> floor;

    BoardClock(
            LongSupplier monoNanos,
            Supplier<Instant> wall,
            Supplier<ClockTrust> trust,
            Instant persistedFloor) {
        this.monoNanos = monoNanos;
        this.wall = wall;
        this.trust = trust;
        this.floor = new AtomicReference<>(new Floor(persistedFloor, monoNanos.getAsLong()));
    }

    @Override
    public Moment get() {
        long mono = monoNanos.getAsLong();
        var read = wall.get();
        var least = floor.get().at(mono);
        boolean behind = read.isBefore(least);
        // A wall behind the floor is wrong whatever its source says.
        return new Moment(
                new Mono(mono), behind ? least : read, behind ? ClockTrust.UNTRUSTED : trust.get());
    }

    /// The floor rises to `atLeast`; it never falls.
    void raise(Instant atLeast) {
        long mono = monoNanos.getAsLong();
        floor.updateAndGet(old -> old.at(mono).isBefore(atLeast) ? new Floor(atLeast, mono) : old);
    }

    private record Floor(Instant wall, long monoNanos) {
        Instant at(long nowNanos) {
            return wall.plusNanos(nowNanos - monoNanos);
        }
    }
}
