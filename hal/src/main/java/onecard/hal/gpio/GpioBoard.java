package onecard.hal.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;
import onecard.hal.Relay;
import onecard.hal.RelayGuard;

/// The board's own lines: relays and contacts on GPIO chips, and the one thread that looks after
/// them all. Built and closed by one thread.
///
/// Every output has its level at rest from the request on; a start and a stop set nothing. After
/// the close, and after a crash, the hardware decides: a resistor at the line, or what the chip
/// makes of a line nobody holds.
public final class GpioBoard implements AutoCloseable {

    private final LongSupplier nanos;
    private final Context pi4j;
    private final LineThread thread;
    private final List<GpioRelay> relays = new ArrayList<>();
    private final List<GpioContact> contacts = new ArrayList<>();
    private final AtomicLong missed = new AtomicLong();
    private volatile Consumer<DeviceEvent> events = _ -> {};
    private boolean started;
    private int lines;

    /// The lines of the machine this process runs on.
    ///
    /// @param nanos the monotonic clock, the one the kernel stamps edges with: `System::nanoTime`
    /// @throws GpioException where Java has no way to the kernel that was ever tried
    public static GpioBoard open(LongSupplier nanos) throws GpioException {
        return new GpioBoard(kernel(), nanos);
    }

    GpioBoard(Kernel kernel, LongSupplier nanos) throws GpioException {
        this.nanos = nanos;
        thread = new LineThread(kernel, nanos);
        pi4j =
                Pi4J.newContextBuilder()
                        .noAutoDetect()
                        .disableShutdownHook() // the order in which relays drop is ours
                        .add(new LineOutputProvider(kernel), new LineInputProvider(kernel))
                        .build();
    }

    static Kernel kernel() throws GpioException {
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            throw new GpioException(
                    new LineFault.Unsupported(
                            "GPIO lines are not supported on 32-bit machines (armhf): nobody has"
                                    + " shown that Java reaches the kernel there; install a 64-bit"
                                    + " system, or set chip: sim"));
        }
        return new LinuxKernel();
    }

    /// What there is at a place, without asking for it.
    ///
    /// @throws GpioException that says why nothing can be had there
    public static LineInfo look(Wire wire) throws GpioException {
        return look(kernel(), wire);
    }

    /// Whether a line is there and may be asked for, or is ours already; changes nothing.
    ///
    /// @throws GpioException also where another program or a driver has it
    public static void check(Wire wire) throws GpioException {
        check(kernel(), wire);
    }

    static void check(Kernel kernel, Wire wire) throws GpioException {
        var line = look(kernel, wire);
        if (line.used() && !line.consumer().startsWith(Line.OURS)) {
            throw new GpioException(new LineFault.InUse(line.chip(), line.text(), line.consumer()));
        }
    }

    static LineInfo look(Kernel kernel, Wire wire) throws GpioException {
        try (var chip = Chip.find(kernel, wire.chip())) {
            return chip.line(wire.line());
        }
    }

    /// An output, at its stop level from this moment on.
    ///
    /// @param energisedAtStop its level while no daemon runs
    /// @param maxOn longest release, whatever is asked
    /// @param holdAtHang a hold does not end when nobody renews it
    public Relay relay(
            String name,
            Wire wire,
            Drive drive,
            boolean energisedAtStop,
            Duration maxOn,
            boolean holdAtHang)
            throws GpioException {
        var config = new OutputConfig(name, wire, drive, energisedAtStop, lines++);
        var output = (LineOutput) asked(config, () -> pi4j.create(config));
        var relay =
                new GpioRelay(
                        output,
                        thread,
                        new RelayGuard(maxOn, holdAtHang),
                        energisedAtStop,
                        nanos,
                        event -> events.accept(event));
        relays.add(relay);
        thread.attend(relay);
        relay.rehearse();
        return relay;
    }

    /// An input. Its listener must not block: it is called by the thread that ends releases.
    ///
    /// @param wire active is closed
    public Contact contact(String name, Wire wire, Duration debounce) throws GpioException {
        var config = new InputConfig(name, wire, debounce, lines++);
        var input = (LineInput) asked(config, () -> pi4j.create(config));
        var contact = new GpioContact(input, thread, nanos, missed);
        contacts.add(contact);
        thread.attend(contact);
        return contact;
    }

    private static <T> T asked(LineConfig<?> config, Supplier<T> create) throws GpioException {
        try {
            return create.get();
        } catch (LineException failed) {
            throw new GpioException(config.id(), failed.why());
        }
    }

    /// Lets go of every contact; others may be asked for. Relays are still held, and go to their
    /// stop level unless they have it.
    public void closeContacts() {
        contacts.forEach(GpioContact::close);
        contacts.clear();
        relays.forEach(GpioRelay::reset);
    }

    /// Starts the thread; once it runs, only the listener is another one.
    ///
    /// @param listener told of relays that are or were lost, and are back; must not block
    public void start(Consumer<DeviceEvent> listener) {
        events = listener;
        if (started) {
            relays.forEach(GpioRelay::tellAgain);
            return;
        }
        started = true;
        thread.start();
    }

    /// Edges so far that came faster than the kernel could keep them for us.
    public long missedEdges() {
        return missed.get();
    }

    /// Nanoseconds on the monotonic clock when the thread last made progress; now, while it sleeps
    /// and nothing is overdue.
    public long progressNanos() {
        return thread.progressNanos();
    }

    /// Relays first, to their stop level; then everything is let go of.
    @Override
    public void close() {
        relays.forEach(GpioRelay::rest);
        thread.close();
        relays.forEach(GpioRelay::close);
        contacts.forEach(GpioContact::close);
        pi4j.shutdown();
    }
}
