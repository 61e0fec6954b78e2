package onecard.edge.state;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import onecard.edge.store.PublishedLists;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Metrics;
import org.tinylog.Logger;

/// The thread `lists`: takes published lists from the broker, so that neither a tap nor its
/// publication waits for a signature or a transaction.
public final class ListIntake implements Inbound, AutoCloseable {

    /// Packed; the greatest head has 150 KB, and nearly all of it is hashes.
    private static final int BYTES_MAX = 1 << 18;

    /// What may wait for the thread; what finds no room comes again.
    private static final int WAITING_MAX = 32;

    private static final long LOOK_SECONDS = 1;
    private static final long STOP_MILLIS = 2_000;

    private final Topics topics;
    private final Set<String> lists;
    private final ListFeed feed;
    private final LongSupplier nanoTime;
    private final Metrics metrics;
    private final BlockingQueue<Arrived> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Thread thread;
    private volatile Set<String> buckets = Set.of();
    private Runnable interestChanged = () -> {};

    /// @param lists that the site file names
    ListIntake(
            Topics topics,
            Collection<String> lists,
            ListFeed feed,
            LongSupplier nanoTime,
            Metrics metrics) {
        this.topics = topics;
        this.lists = Set.copyOf(lists);
        this.feed = feed;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        thread = Thread.ofPlatform().name("lists").unstarted(this::run);
    }

    /// @param interest is told when other buckets are wanted than before
    public void start(Runnable interest) {
        interestChanged = interest;
        thread.start();
    }

    @Override
    public Set<String> filters() {
        var wanted = new HashSet<>(buckets);
        wanted.add(topics.deny());
        lists.forEach(list -> wanted.add(topics.listHead(list)));
        return wanted;
    }

    @Override
    public boolean wants(String topic) {
        return topic.equals(topics.deny())
                || (topics.isList(topic) && lists.contains(topic.split("/", -1)[4]));
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        return waiting.offer(message);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var message = waiting.poll(LOOK_SECONDS, TimeUnit.SECONDS);
                look(message == null ? feed::tryAgain : () -> take(message));
            }
        } catch (InterruptedException _) {
            // The one way it is asked to stop.
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /// A list that cannot be taken leaves the one in force, and the daemon goes on.
    private void look(Work work) {
        try {
            work.run();
        } catch (PublishedLists.Malformed bad) {
            metrics.list("malformed");
            Logger.warn("a list is signed and yet none: {}", bad.getMessage());
        } catch (IOException failed) {
            metrics.list("failed");
            Logger.warn("a list cannot be stored: {}", failed.getMessage());
        } catch (RuntimeException bug) {
            metrics.list("failed");
            Logger.error(bug, "a list could not be taken");
        }
        var wanted = new HashSet<String>();
        feed.wanted(nanoTime.getAsLong())
                .forEach(it -> wanted.add(topics.listBucket(it.list(), it.sha256())));
        if (!wanted.equals(buckets)) {
            buckets = Set.copyOf(wanted);
            interestChanged.run();
        }
    }

    private void take(Arrived message) throws IOException {
        var levels = message.topic().split("/", -1);
        long now = nanoTime.getAsLong();
        var outcome =
                switch (levels.length) {
                    case 4 -> feed.deny(message.payload());
                    case 6 -> feed.head(levels[4], message.payload(), now);
                    default -> feed.bucket(levels[4], levels[6], message.payload(), now);
                };
        metrics.list(outcome.name().toLowerCase(Locale.ROOT));
    }

    /// Ends after what it is at: a transaction of a large list, at most 2 s; what is not switched
    /// then is as it was.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
