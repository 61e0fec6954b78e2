package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.edge.clock.BoardClock;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.SqliteJournal;
import onecard.time.Moment;

/// The clock as the edge loop reads it, each turn: what the journal must know of it goes there
/// before anything that is stamped with it. Owned by the edge loop.
public final class LoopClock implements Supplier<Moment> {

    /// The kept floor may be so old after a crash; each keeping is a write to the card.
    private static final Duration FLOOR_STEP = Duration.ofMinutes(1);

    private final BoardClock clock;
    private final Consumer<Draft> journal;
    private final BiConsumer<String, String> keep;
    private final ClockWatch watch = new ClockWatch();
    private Instant kept;

    /// @param keep a named value that must survive
    public LoopClock(BoardClock clock, Consumer<Draft> journal, BiConsumer<String, String> keep) {
        this.clock = clock;
        this.journal = journal;
        this.keep = keep;
        this.kept = Instant.EPOCH;
    }

    @Override
    public Moment get() {
        var read = clock.read();
        var shown = clock.shown(read);
        watch.seen(read).ifPresent(journal);
        var floor = clock.floor();
        if (floor.isAfter(kept.plus(FLOOR_STEP))) {
            kept = floor;
            keep.accept(SqliteJournal.TIME_FLOOR, Long.toString(floor.toEpochMilli()));
        }
        return shown;
    }
}
