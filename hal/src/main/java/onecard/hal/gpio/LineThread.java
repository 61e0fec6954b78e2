package onecard.hal.gpio;

import static onecard.hal.RelayGuard.NEVER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The thread `lines`: asleep in one `poll` over all lines until an edge comes, something is due,
/// or somebody wakes it; with nothing due it sleeps for ever. Ends of releases and holds are kept
/// here, so they come though every caller hangs.
final class LineThread implements AutoCloseable {

    /// [#sleepsUntil] of a thread that is awake: it looks for what is due before it sleeps.
    private static final long AWAKE = Long.MIN_VALUE;

    private static final ValueLayout.OfInt FD = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfShort EVENTS = ValueLayout.JAVA_SHORT;
    private static final long EVENTS_AT = 4;
    private static final long FOUND_AT = 6;

    /// Whoever lets go of a line waits so long for a thread that is stuck.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Kernel kernel;
    private final LongSupplier nanos;
    private final int wake;
    private final MemorySegment count = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looked = lock.newCondition();
    private final List<Attended> lines = new ArrayList<>(); // under the lock
    private long changes; // of the lines, under the lock
    private long changesSeen; // by the thread, under the lock
    private boolean running; // under the lock

    private volatile long sleepsUntil = AWAKE;
    private volatile long awakeSince;
    private volatile boolean closing;

    // Of the thread alone.
    private final Edges edges = new Edges();
    private Attended[] attended = {};
    private MemorySegment polled = MemorySegment.NULL;

    LineThread(Kernel kernel, LongSupplier nanos) throws GpioException {
        this.kernel = kernel;
        this.nanos = nanos;
        wake = kernel.eventfd();
        if (wake < 0) {
            throw new GpioException(new LineFault.Failed("no eventfd", kernel.error(-wake)));
        }
        thread = Thread.ofPlatform().name("lines").daemon().unstarted(this::run);
    }

    void start() {
        awakeSince = nanos.getAsLong();
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    void attend(Attended line) {
        lock.lock();
        try {
            lines.add(line);
            changes++;
            if (running) {
                kernel.wake(wake);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Not any more; afterwards its descriptor may be closed.
    void leave(Attended line) {
        lock.lock();
        try {
            if (!lines.remove(line)) {
                return;
            }
            long wanted = ++changes;
            if (!running || Thread.currentThread() == thread) {
                return;
            }
            kernel.wake(wake);
            long left = PATIENCE_NANOS;
            while (running && !closing && changesSeen < wanted && left > 0) {
                left = looked.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Something is due at that time, perhaps earlier than the thread knows of.
    void dueAt(long dueNanos) {
        if (dueNanos < sleepsUntil) {
            kernel.wake(wake);
        }
    }

    /// Now, while it sleeps and nothing is overdue; else when it last woke.
    long progressNanos() {
        long until = sleepsUntil;
        return until == AWAKE ? awakeSince : Math.min(until, nanos.getAsLong());
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
        } finally {
            lock.lock();
            try {
                running = false;
                looked.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void turn() {
        look();
        // First this, then the times: whoever sets one from here on wakes us.
        sleepsUntil = NEVER;
        long next = edges.kept() ? 0 : NEVER;
        for (var line : attended) {
            next = Math.min(next, line.unread() ? 0 : line.dueNanos());
        }
        sleepsUntil = next;
        int found = poll(untilThen(next));
        awakeSince = nanos.getAsLong();
        sleepsUntil = AWAKE;
        for (var line : attended) {
            if (line.dueNanos() <= awakeSince) {
                line.due(awakeSince);
            }
        }
        read(found);
        edges.tell(awakeSince);
    }

    private int poll(long waitNanos) {
        int found = kernel.poll(polled, 1 + attended.length, waitNanos);
        if (found < 0 && found != -Kernel.EINTR) {
            throw new IllegalStateException("poll: " + kernel.error(-found));
        }
        return found;
    }

    /// Every line that had something to tell when the thread woke.
    private void read(int found) {
        readFound();
        // What came to another line meanwhile may be older than what was read just now.
        if (found > 0 && attended.length > 1 && poll(0) > 0) {
            readFound();
        }
        if (polled.get(EVENTS, FOUND_AT) != 0) {
            kernel.read(wake, count);
        }
    }

    private void readFound() {
        for (int i = 0; i < attended.length; i++) {
            short seen = polled.get(EVENTS, (1L + i) * Kernel.POLLFD_BYTES + FOUND_AT);
            if (seen != 0 || attended[i].unread()) {
                attended[i].ready(seen, edges);
            }
        }
    }

    private long untilThen(long next) {
        if (next == NEVER) {
            return Kernel.FOREVER;
        }
        long now = nanos.getAsLong();
        return next <= now ? 0 : next - now;
    }

    /// Which lines there are, and what they wait for.
    private void look() {
        lock.lock();
        try {
            if (changesSeen != changes || polled.address() == 0) {
                attended = lines.toArray(Attended[]::new);
                polled = Arena.ofAuto().allocate((1L + attended.length) * Kernel.POLLFD_BYTES, 8);
                changesSeen = changes;
                looked.signalAll();
            }
        } finally {
            lock.unlock();
        }
        expect(0, wake, Kernel.POLLIN);
        for (int i = 0; i < attended.length; i++) {
            expect(1 + i, attended[i].fd(), attended[i].waitsFor());
        }
    }

    private void expect(int place, int fd, short events) {
        long at = (long) place * Kernel.POLLFD_BYTES;
        polled.set(FD, at, fd);
        polled.set(EVENTS, at + EVENTS_AT, events);
        polled.set(EVENTS, at + FOUND_AT, (short) 0);
    }

    /// Returns once the thread is gone, at most 1 s.
    @Override
    public void close() {
        closing = true;
        kernel.wake(wake);
        try {
            thread.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            kernel.close(wake);
        }
    }
}
