package onecard.hal.sim;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import onecard.hal.Bands;

/// A board whose lines are files in one directory: `NAME.value` shows a line's level, `NAME.pull`
/// sets an input's, and `lines.trace` keeps every change with its cause, appended before the
/// change counts as done. Time comes from outside and passes in [#tick]; [#start] lets a thread
/// do that.
public final class SimBoard implements AutoCloseable {

    /// How soon a pull is seen and a deadline kept.
    private static final Duration TICK = Duration.ofMillis(10);

    private static final System.Logger LOG = System.getLogger(SimBoard.class.getName());
    private static final byte[] HIGH = {'1', '\n'};
    private static final byte[] LOW = {'0', '\n'};

    private final Path directory;
    private final LongSupplier nanos;

    // Streams, not channels: those close for good when the thread that writes is interrupted.
    private final FileOutputStream trace;
    // By the loop and the board's own thread, each of its own lines.
    private final Map<String, RandomAccessFile> values = new ConcurrentHashMap<>();
    private volatile boolean untraced; // told once; by the loop or the board's own thread

    private final List<SimRelay> relays = new ArrayList<>();
    private final List<SimContact> contacts = new ArrayList<>();
    private final List<SimSupervised> supervised = new ArrayList<>();
    private volatile long tickedNanos;
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    /// @param directory made if need be; the trace is appended to
    public SimBoard(Path directory, LongSupplier nanos) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.nanos = nanos;
        trace = new FileOutputStream(directory.resolve("lines.trace").toFile(), true);
    }

    /// An output, at its stop level from this moment on.
    ///
    /// @param energisedAtStop its level while no daemon runs
    /// @param maxOn longest release, whatever is asked
    /// @param holdAtHang a hold does not end when nobody renews it
    public synchronized SimRelay relay(
            String name, boolean energisedAtStop, Duration maxOn, boolean holdAtHang) {
        var relay = new SimRelay(this, name, energisedAtStop, maxOn, holdAtHang);
        relays.add(relay);
        return relay;
    }

    /// An input.
    ///
    /// @param closedWhenHigh the level that means active
    public synchronized SimContact contact(String name, boolean closedWhenHigh, Duration debounce) {
        var contact = new SimContact(this, name, closedWhenHigh, debounce);
        contacts.add(contact);
        return contact;
    }

    /// A supervised input: `NAME.pull` has millivolts in it, or `closed`, `open`, `short`, `cut`.
    public synchronized SimSupervised supervised(String name, Bands bands, Duration debounce) {
        var contact = new SimSupervised(this, name, bands, debounce);
        supervised.add(contact);
        return contact;
    }

    /// Everything that is due by now: ends of releases and holds, pulls and debounced levels.
    public synchronized void tick() {
        long now = nanos.getAsLong();
        relays.forEach(relay -> relay.tick(now));
        contacts.forEach(contact -> contact.tick(now));
        supervised.forEach(contact -> contact.tick(now));
        tickedNanos = now;
    }

    /// Nanoseconds on the monotonic clock when its lines were last looked at.
    public long progressNanos() {
        return tickedNanos;
    }

    /// Nothing is heard of its contacts any more; there may be others. Relays stay, and go to their
    /// stop level unless they have it.
    public synchronized void closeContacts() {
        contacts.forEach(SimContact::close);
        contacts.clear();
        supervised.forEach(SimSupervised::close);
        supervised.clear();
        relays.forEach(SimRelay::reset);
    }

    /// Lets a thread tick, unless one does.
    public void start() {
        if (thread.isAlive()) {
            return;
        }
        tickedNanos = nanos.getAsLong();
        thread = Thread.ofPlatform().name("sim-lines").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                tick();
                Thread.sleep(TICK);
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        }
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /// The trace first, then the value: a change nobody can look up has not happened. Both files
    /// stay open, as a real line would: to open one takes as long as a durable record. On a full
    /// disk the line changes all the same: a door must not stay shut for want of a trace.
    void changed(String line, boolean level, String cause) {
        var entry =
                "{\"mono_us\":%d,\"line\":\"%s\",\"level\":%d,\"cause\":\"%s\"}\n"
                        .formatted(nanos() / 1_000, line, level ? 1 : 0, cause);
        try {
            trace.write(entry.getBytes(StandardCharsets.UTF_8));
            var value = values.get(line);
            if (value == null) {
                value = new RandomAccessFile(directory.resolve(line + ".value").toFile(), "rw");
                values.put(line, value);
            }
            value.seek(0);
            value.write(level ? HIGH : LOW);
        } catch (IOException failed) {
            if (!untraced) {
                untraced = true;
                LOG.log(System.Logger.Level.ERROR, "changes of lines are not written down", failed);
            }
        }
    }

    /// What somebody pulls an input to; empty text if nobody ever did.
    String pulled(String line) {
        try {
            var file = directory.resolve(line + ".pull");
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException _) {
            // Being written this very moment: the next tick reads it.
            return "";
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            relays.forEach(SimRelay::close);
            try {
                for (var value : values.values()) {
                    value.close();
                }
                trace.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
