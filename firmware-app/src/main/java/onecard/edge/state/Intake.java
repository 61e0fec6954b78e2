package onecard.edge.state;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import onecard.edge.lists.Packed;
import onecard.edge.uplink.Inbound;
import onecard.edge.watch.Ending;
import onecard.edge.watch.Metrics;
import org.tinylog.Logger;

/// A thread that takes one sort of published message from the broker, so that neither a tap nor its
/// publication waits for a signature or a transaction. What finds no room, or cannot be stored, is
/// asked for again. Once the site file is given up whose keys vouch for it, nothing is taken any
/// more, and nothing that waits comes into force: that is left to the run that follows.
public final class Intake implements Inbound, AutoCloseable {

    /// What may wait for the thread.
    private static final int WAITING_MAX = 32;
    private static final int WAITING_BYTES_MAX = 1 << 20;

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Who takes the messages, on the thread; [#topics] from any.
    interface Desk {

        /// The topics it wants now, without wildcards.
        Set<String> topics();

        /// Whether it has a use for what comes under that topic; from any thread.
        default boolean wants(String topic) {
            return topics().contains(topic);
        }

        Outcome take(Arrived message, long nowNanos) throws IOException;

        /// Goes on with what could not be ended; each second, however much arrives.
        ///
        /// @return topics that should have brought something by now
        Set<String> look(long nowNanos) throws IOException;
    }

    private final Desk desk;
    private final LongSupplier nanoTime;
    private final Metrics metrics;
    private final BooleanSupplier believed;
    private final BlockingQueue<Arrived> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final Thread thread;
    private Set<String> told = Set.of();
    private long lookedNanos;
    private volatile long progressNanos; // read by the watchdog
    private volatile Bringer bringer = new Nobody(); // set once, before anything arrives

    /// @param name of the thread
    /// @param believed whether the keys of the site file count; asked at each turn, while
    ///     `Registry.stopImports` gives up what is being written in one
    Intake(
            String name,
            Desk desk,
            LongSupplier nanoTime,
            Metrics metrics,
            BooleanSupplier believed) {
        this.desk = desk;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        this.believed = believed;
        told = desk.topics();
        lookedNanos = nanoTime.getAsLong();
        progressNanos = lookedNanos;
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /// @param bringer brings the messages from now on
    public void start(Bringer bringer) {
        broughtBy(bringer);
        progressNanos = nanoTime.getAsLong();
        thread.start();
    }

    void broughtBy(Bringer bringer) {
        this.bringer = bringer;
    }

    /// Monotonic time of the thread's last progress, but for steps of a large list. Any thread.
    public long progressNanos() {
        return progressNanos;
    }

    @Override
    public Set<String> filters() {
        return desk.topics();
    }

    /// However many topics those are, no event waits for them.
    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public boolean wants(String topic) {
        return desk.wants(topic);
    }

    @Override
    public int bytesMax() {
        return Packed.WIRE_BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        int length = message.payload().length;
        if (waitingBytes.addAndGet(length) <= WAITING_BYTES_MAX && waiting.offer(message)) {
            return true;
        }
        waitingBytes.addAndGet(-length);
        bringer.askAgain(message.topic());
        return false;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn(Optional.ofNullable(waiting.poll(LOOK_NANOS, TimeUnit.NANOSECONDS)));
            }
        } catch (InterruptedException _) {
            // The one way it is asked to stop.
        }
    }

    /// Takes what waits, as the thread does.
    void turns() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            turn(Optional.of(next));
        }
    }

    private void turn(Optional<Arrived> message) {
        message.ifPresent(it -> waitingBytes.addAndGet(-it.payload().length));
        if (believed.getAsBoolean()) {
            message.ifPresent(this::take);
            goOn();
        }
        progressNanos = nanoTime.getAsLong();
    }

    private void goOn() {
        long now = nanoTime.getAsLong();
        progressNanos = now;
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            look(now);
        }
        var topics = desk.topics();
        if (!topics.equals(told)) {
            told = topics;
            bringer.interestChanged();
        }
    }

    /// A list that cannot be taken leaves the one in force, and the daemon goes on.
    private void take(Arrived message) {
        try {
            var outcome = desk.take(message, nanoTime.getAsLong());
            metrics.list(outcome.name().toLowerCase(Locale.ROOT));
        } catch (IOException failed) {
            failed(failed);
            bringer.askAgain(message.topic());
        } catch (RuntimeException bug) {
            failed(bug);
        }
    }

    private void look(long now) {
        try {
            desk.look(now).forEach(bringer::askAgain);
        } catch (IOException failed) {
            failed(failed);
        } catch (RuntimeException bug) {
            failed(bug);
        }
    }

    private void failed(IOException failed) {
        metrics.list("failed");
        Logger.warn("a list cannot be stored: {}", failed.getMessage());
    }

    private void failed(RuntimeException bug) {
        metrics.list("failed");
        Logger.error(bug, "a list could not be taken");
    }

    /// Ends after what it is at; a large list is given up before by `Registry.stopImports`.
    @Override
    public void close() {
        Ending.of(thread);
    }

    private static final class Nobody implements Bringer {
        @Override
        public void interestChanged() {}

        @Override
        public void askAgain(String topic) {}
    }
}
