package onecard.edge.clock;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// The only place that reads clocks for the core. The wall never shows less than the time floor,
/// plus what the monotonic clock counted since: a clock set back revives nothing that had expired,
/// while running or over a restart. Thread-safe.
public final class BoardClock implements Supplier<Moment> {

    /// Both clocks are read within this, or the reading is tried again: a thread put aside between
    /// the two would see the wall leap, and the floor would keep that.
    private static final long TOGETHER_NANOS = 10_000_000;

    private static final int TRIES = 3;

    private final LongSupplier monoNanos;
    private final Supplier<Instant> wall;
    private final Supplier<ClockTrust> trust;
    private final AtomicReference<TimeFloor> floor;

    /// @param trust how far the wall is believed right now
    /// @param built when the software was; the floor of a first start
    public BoardClock(
            LongSupplier monoNanos,
            Supplier<Instant> wall,
            Supplier<ClockTrust> trust,
            Instant built) {
        this.monoNanos = monoNanos;
        this.wall = wall;
        this.trust = trust;
        this.floor = new AtomicReference<>(TimeFloor.of(built, new Mono(monoNanos.getAsLong())));
    }

    @Override
    public Moment get() {
        return shown(read());
    }

    /// What the clocks themselves say, floor or not; raises the floor where they may.
    public Moment read() {
        for (int again = TRIES; ; again--) {
            long before = monoNanos.getAsLong();
            var read = wall.get();
            boolean together = monoNanos.getAsLong() - before <= TOGETHER_NANOS;
            if (together || again == 0) {
                var now = new Moment(new Mono(before), read, trust.get());
                if (together && now.trust() == ClockTrust.SYNCED) {
                    floor.updateAndGet(old -> old.synced(now.wall(), now.mono()));
                }
                return now;
            }
        }
    }

    /// That reading as the core may see it.
    public Moment shown(Moment read) {
        var known = floor.get();
        var least = known.at(read.mono());
        // A wall behind the floor is wrong whatever its source says.
        return read.wall().isBefore(least)
                ? new Moment(read.mono(), least, ClockTrust.UNTRUSTED)
                // A leap that nothing has confirmed is worth no more than a clock chip's word.
                : known.leap().isPresent() && read.trust() == ClockTrust.SYNCED
                        ? new Moment(read.mono(), read.wall(), ClockTrust.RTC)
                        : read;
    }

    /// The floor that a former run kept.
    public void kept(Instant kept) {
        floor.updateAndGet(old -> old.kept(kept, new Mono(monoNanos.getAsLong())));
    }

    /// `issued` of a head whose signature was right: it cannot be earlier than that.
    public void headIssued(Instant issued) {
        floor.updateAndGet(old -> old.issued(issued, new Mono(monoNanos.getAsLong())));
    }

    /// The floor as it is now, to be kept.
    public Instant floor() {
        return floor.get().at(new Mono(monoNanos.getAsLong()));
    }
}
