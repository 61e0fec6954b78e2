package onecard.edge.loop;

import java.time.Duration;
import java.util.Optional;
import onecard.edge.store.journal.Draft;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Compares each reading of the clocks with the one before. The first sync of a boot becomes a
/// record, so that earlier records of that boot can be dated: by the distance of their `mono_us`
/// from that record's. A step while running is a record too. Owned by the edge loop.
final class ClockWatch {

    /// A time server's slewing moves the wall by at most a tenth of the time between two
    /// readings, a second; a busy board's hiccup between reading the two clocks by less.
    static final Duration STEP = Duration.ofMillis(500);

    private Optional<Moment> start = Optional.empty();
    private Optional<Moment> last = Optional.empty();
    private boolean synced;

    /// The record this reading calls for.
    ///
    /// @param read what the clocks say, not raised to the time floor: a step back is one too
    Optional<Draft> seen(Moment read) {
        if (last.isEmpty()) {
            synced = read.trust() == ClockTrust.SYNCED;
            start = Optional.of(read);
            last = start;
            return Optional.empty();
        }
        var before = last.get();
        last = Optional.of(read);
        boolean firstSync = !synced && read.trust() == ClockTrust.SYNCED;
        boolean stepped = moved(before, read).abs().compareTo(STEP) >= 0;
        if (!firstSync && !stepped) {
            return Optional.empty();
        }
        synced |= firstSync;
        var offset = moved(start.orElse(before), read);
        start = last;
        return Optional.of(Events.clock(firstSync ? "sync" : "step", offset, before.trust(), read));
    }

    /// How far the wall went ahead of the monotonic clock.
    private static Duration moved(Moment from, Moment to) {
        return Duration.between(from.wall(), to.wall()).minus(to.mono().since(from.mono()));
    }
}
