package onecard.edge.store.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;

/// The uplink's side of the journal: reads on a connection of its own, and marks that wait for
/// the journal's thread. Thread-safe.
public final class JournalOutbox implements Outbox, AutoCloseable {

    /// Recording times of the newest rows not yet sent. An older one is beyond 5 s by then, and
    /// counts as replayed whatever its time.
    private static final int LIVE_MAX = 10_000;

    private final Connection connection;
    private final Map<Long, Live> live = Collections.synchronizedMap(new Newest());
    /// Those whose marks are not durable yet: until then nothing else tells that they were sent.
    private final ConcurrentSkipListSet<Long> sent = new ConcurrentSkipListSet<>();
    /// The furthest not yet written: it speaks for those before it.
    private final AtomicReference<Ack> acked = new AtomicReference<>(Ack.NONE);
    private Epoch known = Epoch.NONE;

    /// The newest row the journal's thread has told of. One that is durable but not yet told of
    /// is not shown: without its recording time it would pass for an old one.
    private final AtomicLong told = new AtomicLong();

    private volatile Runnable wake = () -> {}; // set once, by the uplink's start

    public JournalOutbox(Path journal) throws StoreFailed {
        connection = StoreFailed.unless(() -> Database.reader(journal));
        told.set(StoreFailed.unless(() -> Rows.last(connection).map(Rows.Row::pos).orElse(0L)));
    }

    @Override
    public synchronized List<StoredEvent> unsent(Position after, int limit) {
        long start = pos(after);
        // Looked at before the rows are: a mark that is durable by now is seen there. A backlog is
        // read in order, so that hardly any wait beyond its place.
        var waiting = new HashSet<>(sent.tailSet(start, false));
        return read(
                "SELECT pos, event FROM record WHERE pos > max("
                        + start
                        + ", coalesce((SELECT pos FROM mark WHERE name = 'sent'), 0))"
                        + " AND pos <= "
                        + told.get()
                        + " AND pos NOT IN (SELECT pos FROM sent) ORDER BY pos",
                waiting,
                limit);
    }

    @Override
    public synchronized List<StoredEvent> range(String epoch, long fromSeq, long toSeq, int limit) {
        long from = pos(new Position(epoch, Math.max(0, fromSeq)));
        long to = pos(new Position(epoch, Math.min(toSeq, Pos.SEQ_MAX)));
        if (from == 0 || to == 0) {
            return List.of();
        }
        return read(
                "SELECT pos, event FROM record WHERE pos BETWEEN "
                        + from
                        + " AND "
                        + to
                        + " ORDER BY pos",
                Set.of(),
                limit);
    }

    @Override
    public synchronized void markSent(List<Position> rows) {
        rows.forEach(
                row -> {
                    sent.add(pos(row));
                    live.remove(pos(row));
                });
    }

    @Override
    public synchronized boolean acked(Position upTo, String hash) {
        var ack = new Ack(pos(upTo), hash);
        try {
            if (Rows.at(connection, ack.pos()).filter(row -> row.hash().equals(hash)).isEmpty()) {
                return false;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        acked.accumulateAndGet(ack, Ack::furthest);
        return true;
    }

    @Override
    public synchronized Optional<StoredEvent> head() {
        return first(
                "SELECT pos, event FROM record WHERE pos <= " + told.get() + " ORDER BY pos DESC");
    }

    @Override
    public synchronized Optional<Position> oldest() {
        return first("SELECT pos, event FROM record ORDER BY pos").map(StoredEvent::position);
    }

    /// By the keys, which have no gaps but those a salvage left: to count 100,000 rows one by one
    /// takes half a second, and the uplink waits.
    @Override
    public synchronized long unsentCount() {
        try {
            long sentTo = Rows.mark(connection, "sent");
            long count = -Database.number(connection, "SELECT count(*) FROM sent");
            for (int epoch : Rows.epochs(connection).keySet()) {
                long base = Pos.of(epoch, 0);
                var within =
                        " FROM record WHERE pos > "
                                + Math.max(base, sentTo)
                                + " AND pos < "
                                + Pos.of(epoch + 1, 0);
                long first = Database.number(connection, "SELECT coalesce(min(pos), 0)" + within);
                long last = Database.number(connection, "SELECT coalesce(max(pos), 0)" + within);
                count += first == 0 ? 0 : last - first + 1;
            }
            return count;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void onCommit(Runnable wake) {
        this.wake = wake;
    }

    /// Rows that became durable just now; on the journal's thread.
    public void committed(List<Committed> rows) {
        if (rows.isEmpty()) {
            return;
        }
        for (var row : rows) {
            live.put(
                    row.pos(),
                    new Live(row.draft().at().mono().nanos(), row.draft().latencyMicros()));
        }
        told.set(rows.getLast().pos());
        wake.run();
    }

    /// Writes the marks that wait; on the journal's thread. Those that cannot be written now wait
    /// on.
    ///
    /// @return whether any waited
    public boolean applyMarks(JournalFile file) throws SQLException {
        var rows = List.copyOf(sent);
        if (!rows.isEmpty()) {
            file.markSent(rows);
            sent.removeAll(rows);
        }
        var ack = acked.get();
        if (ack.pos() > 0) {
            file.acked(ack.pos(), ack.hash());
            boolean _ = acked.compareAndSet(ack, Ack.NONE); // or a further one came
        }
        return !rows.isEmpty() || ack.pos() > 0;
    }

    private Optional<StoredEvent> first(String sql) {
        return read(sql, Set.of(), 1).stream().findFirst();
    }

    /// Rows come from the file one by one: no more than are wanted, and those left out.
    private List<StoredEvent> read(String sql, Set<Long> without, int limit) {
        var names = epochs();
        var rows = new ArrayList<StoredEvent>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (rows.size() < limit && result.next()) {
                if (without.contains(result.getLong(1))) {
                    continue;
                }
                var row = new Rows.Row(result.getLong(1), result.getString(2));
                var seen = live.getOrDefault(row.pos(), Live.UNKNOWN);
                rows.add(
                        new StoredEvent(
                                names.getOrDefault(row.epochIndex(), ""),
                                row.seq(),
                                EventText.subject(row.event()),
                                EventText.kind(row.event()),
                                row.event(),
                                row.hash(),
                                seen.monoNanos(),
                                seen.latencyMicros()));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<Integer, String> epochs() {
        try {
            return Rows.epochs(connection);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// The key of a place; 0 for the start, and for a place that cannot be held.
    private long pos(Position position) {
        if (!position.epoch().equals(known.name())) {
            known =
                    epochs().entrySet().stream()
                            .filter(epoch -> epoch.getValue().equals(position.epoch()))
                            .findFirst()
                            .map(epoch -> new Epoch(epoch.getKey(), epoch.getValue()))
                            .orElse(Epoch.NONE);
        }
        // A seq that does not fit would run into the next epoch's places.
        return known.index() == 0 || position.seq() < 0 || position.seq() > Pos.SEQ_MAX
                ? 0
                : Pos.of(known.index(), position.seq());
    }

    /// The epoch asked for last: nearly always the one asked for next.
    private record Epoch(int index, String name) {
        static final Epoch NONE = new Epoch(0, "");
    }

    @Override
    public synchronized void close() throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () -> {
                            connection.close();
                            return true;
                        });
    }

    private record Ack(long pos, String hash) {
        static final Ack NONE = new Ack(0, "");

        static Ack furthest(Ack one, Ack other) {
            return one.pos() > other.pos() ? one : other;
        }
    }

    /// Drops its oldest, so that after a long outage the live rows are still known as such.
    private static final class Newest extends LinkedHashMap<Long, Live> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Live> eldest) {
            return size() > LIVE_MAX;
        }
    }

    private record Live(long monoNanos, String latencyMicros) {
        static final Live UNKNOWN = new Live(Long.MIN_VALUE, "");
    }
}
