package onecard.hal.gpio;

import static onecard.hal.RelayGuard.NEVER;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;

/// An input on a line of the board, debounced by the kernel. Guarded by its own lock; told on the
/// thread of the lines, except for the first level.
///
/// The level is read after the request, when somebody begins to listen, and after edges that the
/// kernel could not keep. What is read is newer than any edge stamped before it, so such an edge
/// is part of it and no change of its own.
final class GpioContact implements Contact, Attended {

    private static final System.Logger LOG = System.getLogger(GpioContact.class.getName());

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final LineInput input;
    private final LineThread thread;
    private final LongSupplier nanos;
    private final AtomicLong missed;

    private Consumer<DeviceEvent> events = _ -> {};
    private boolean open;
    private volatile boolean closed; // without the lock: a listener may hang, and the stop must not

    private boolean active;
    private long readNanos;
    private int nextSeqno;
    private boolean unread; // edges, perhaps
    private boolean doubtful; // edges are missing: when all others are told, the level is read

    /// Why the line is not observed; its last level is not current then.
    private Optional<String> lost = Optional.empty();

    private long retryNanos = NEVER;

    /// @param input held
    /// @param missed counts edges that the kernel could not keep
    GpioContact(LineInput input, LineThread thread, LongSupplier nanos, AtomicLong missed) {
        this.input = input;
        this.thread = thread;
        this.nanos = nanos;
        this.missed = missed;
        observe();
    }

    @Override
    public String name() {
        return input.name();
    }

    @Override
    public synchronized void open(Consumer<DeviceEvent> listener) {
        events = listener;
        open = true;
        if (lost.isEmpty()) {
            read();
        }
        if (lost.isEmpty()) {
            tell(readNanos);
        } else {
            tellLoss();
        }
    }

    @Override
    public synchronized boolean active() {
        return active;
    }

    @Override
    public int fd() {
        return input.line().fd();
    }

    @Override
    public short waitsFor() {
        return Kernel.POLLIN;
    }

    @Override
    public synchronized void ready(short found, Edges edges) {
        if (closed || lost.isPresent()) {
            return;
        }
        if (!unread && (found & Kernel.POLLIN) == 0) {
            lose(input.line().gone());
            return;
        }
        try {
            unread = edges.read(this, input.line());
        } catch (GpioException failed) {
            lose(failed);
        }
    }

    @Override
    public synchronized boolean unread() {
        return unread;
    }

    /// One that was read just now, in its turn.
    synchronized void edge(LineEvent edge) {
        int gap = edge.seqno() - nextSeqno;
        nextSeqno = edge.seqno() + 1;
        if (gap != 0) {
            doubtful = true;
            missed.addAndGet(gap);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "contact {0}: {1} edges came faster than they could be read; its level is read"
                            + " again",
                    name(),
                    gap);
        }
        if (lost.isEmpty() && edge.nanos() >= readNanos && edge.rising() != active) {
            active = edge.rising();
            input.seen(active);
            tell(edge.nanos());
        }
    }

    /// All that was read was told; now a level in doubt can be read.
    synchronized void told() {
        if (!doubtful || unread || lost.isPresent()) {
            return;
        }
        doubtful = false;
        boolean before = active;
        read();
        if (active != before && lost.isEmpty()) {
            tell(readNanos);
        }
    }

    /// From a line that was just asked for.
    private void observe() {
        nextSeqno = 1;
        unread = false;
        doubtful = false;
        read();
    }

    private void read() {
        try {
            long before = nanos.getAsLong();
            active = input.line().get();
            readNanos = before;
            input.seen(active);
        } catch (GpioException failed) {
            lose(failed);
        }
    }

    private void lose(GpioException why) {
        input.line().close();
        retryNanos = nanos.getAsLong() + RETRY.toNanos();
        if (lost.isEmpty()) {
            lost = Optional.of(why.fault().text());
            LOG.log(System.Logger.Level.ERROR, "contact {0}: {1}", name(), lost.get());
            tellLoss();
            thread.dueAt(retryNanos);
        }
    }

    @Override
    public synchronized long dueNanos() {
        return closed || lost.isEmpty() ? NEVER : retryNanos;
    }

    @Override
    public synchronized void due(long nowNanos) {
        if (!closed && lost.isPresent()) {
            retry(nowNanos);
        }
    }

    private void retry(long nowNanos) {
        try {
            input.request();
            lost = Optional.empty();
            observe();
            if (lost.isEmpty()) {
                LOG.log(System.Logger.Level.INFO, "contact {0} is back", name());
                tell(readNanos);
            }
        } catch (GpioException still) {
            retryNanos = nowNanos + RETRY.toNanos();
        }
    }

    private void tell(long seenNanos) {
        if (open && !closed) {
            events.accept(new DeviceEvent.ContactChanged(name(), active, seenNanos));
        }
    }

    private void tellLoss() {
        if (open) {
            events.accept(new DeviceEvent.ContactLost(name(), lost.orElse(""), nanos.getAsLong()));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.leave(this);
        input.close();
    }
}
