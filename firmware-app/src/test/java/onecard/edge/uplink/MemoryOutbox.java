package onecard.edge.uplink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.journal.StoredEvent;

/// One epoch of rows in memory, marks included.
final class MemoryOutbox implements Outbox {
    static final String EPOCH = "7f3a19c2";

    private final List<StoredEvent> rows = new ArrayList<>();
    private final Set<Long> sent = new HashSet<>();
    private Runnable wake = () -> {};
    private long firstUnsent = 1;
    private long ackedTo;
    private int markings;

    StoredEvent add(long monoNanos) {
        return add("tap", monoNanos);
    }

    StoredEvent add(String kind, long monoNanos) {
        StoredEvent row;
        Runnable told;
        synchronized (this) {
            long seq = rows.size() + 1L;
            var hash = "%064x".formatted(seq);
            var json =
                    "{\"data\":{\"epoch\":\"%s\",\"hash\":\"%s\",\"seq\":%d},\"id\":\"bench:%s:%d\"}"
                            .formatted(EPOCH, hash, seq, EPOCH, seq);
            row =
                    new StoredEvent(
                            EPOCH,
                            seq,
                            "door-1",
                            kind,
                            json,
                            hash,
                            monoNanos,
                            "card=61000,decide=180");
            rows.add(row);
            told = wake;
        }
        told.run();
        return row;
    }

    @Override
    public synchronized List<StoredEvent> unsent(Position after, int limit) {
        var found = new ArrayList<StoredEvent>();
        for (long seq = Math.max(after.seq() + 1, firstUnsent);
                seq <= rows.size() && found.size() < limit;
                seq++) {
            if (!sent.contains(seq)) {
                found.add(rows.get((int) seq - 1));
            }
        }
        return found;
    }

    @Override
    public synchronized List<StoredEvent> range(String epoch, long fromSeq, long toSeq, int limit) {
        return rows.subList((int) fromSeq - 1, (int) Math.min(toSeq, fromSeq - 1 + limit));
    }

    @Override
    public synchronized void markSent(List<Position> marked) {
        markings++;
        marked.forEach(row -> sent.add(row.seq()));
        while (sent.contains(firstUnsent)) {
            firstUnsent++;
        }
        notifyAll();
    }

    @Override
    public synchronized boolean acked(Position upTo, String hash) {
        boolean held =
                upTo.seq() >= 1
                        && upTo.seq() <= rows.size()
                        && rows.get((int) upTo.seq() - 1).hash().equals(hash);
        if (held) {
            ackedTo = upTo.seq();
            notifyAll();
        }
        return held;
    }

    @Override
    public synchronized Optional<StoredEvent> head() {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
    }

    @Override
    public synchronized Optional<Position> oldest() {
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Position(EPOCH, 1));
    }

    @Override
    public synchronized long unsentCount() {
        return rows.size() - (long) sent.size();
    }

    @Override
    public synchronized void onCommit(Runnable told) {
        wake = told;
    }

    synchronized boolean sent(long seq) {
        return sent.contains(seq);
    }

    /// How often marks were handed over.
    synchronized int markings() {
        return markings;
    }

    synchronized long ackedTo() {
        return ackedTo;
    }

    /// Waits for the marks, not for time: false if they are not complete within the limit.
    synchronized boolean awaitAllSent(long limitMillis) throws InterruptedException {
        long end = System.nanoTime() + limitMillis * 1_000_000;
        while (unsentCount() > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized boolean awaitAckedTo(long seq, long limitMillis) throws InterruptedException {
        long end = System.nanoTime() + limitMillis * 1_000_000;
        while (ackedTo < seq) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
