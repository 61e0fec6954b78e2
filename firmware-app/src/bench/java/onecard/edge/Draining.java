package onecard.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import onecard.edge.process.Await;
import onecard.edge.process.Commits;
import onecard.edge.uplink.Backoff;
import onecard.edge.uplink.Brokers;
import onecard.edge.uplink.Tally;

/// A copy of a journal on its way to a broker, from the moment the link is up.
final class Draining implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration TAP_EVERY = Duration.ofMillis(100);

    /// @param madeNanos when it was made, by the monotonic clock
    /// @param durableNanos when the journal had answered
    record Tap(long seq, long madeNanos, long durableNanos) {}

    private final Path directory;
    private final UplinkedJournal journal;
    private final long commitsBefore;
    private final long beginNanos;

    Draining(Path backlog, int port) throws IOException {
        directory = Files.createTempDirectory(backlog.getParent(), "draining-");
        for (var name : List.of("journal.db", "device.pem")) {
            Files.copy(backlog.resolve(name), directory.resolve(name));
        }
        journal =
                new UplinkedJournal(
                        directory,
                        Brokers.at("mqtt://127.0.0.1:" + port),
                        Backoff.jittered(new SplittableRandom()),
                        (alarm, active, detail) -> System.out.println(alarm + " " + detail));
        commitsBefore = commitsEver();
        Await.until("the link", PATIENCE, () -> journal.uplink().health().online());
        beginNanos = System.nanoTime();
    }

    /// Nanoseconds until the last record was marked as sent, on disk.
    long untilMarked() {
        Await.until("the last mark", PATIENCE, () -> journal.unsent() == 0);
        return System.nanoTime() - beginNanos;
    }

    /// A tap every 100 ms, durable before the next, until so many events are sent.
    List<Tap> tapsUntil(long sent) throws InterruptedException {
        var taps = new ArrayList<Tap>();
        for (long next = beginNanos + TAP_EVERY.toNanos();
                journal.uplink().tally().of(Tally.Count.EVENTS_SENT) < sent;
                next += TAP_EVERY.toNanos()) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            long made = System.nanoTime();
            taps.add(new Tap(journal.tap(1), made, System.nanoTime()));
        }
        return taps;
    }

    /// Transactions of whatever kind since the journal was opened.
    long commits() {
        return commitsEver() - commitsBefore;
    }

    private long commitsEver() {
        try {
            return Commits.of(directory.resolve("journal.db"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
