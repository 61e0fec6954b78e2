package onecard.hal.sim;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.hal.Bands;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;
import onecard.hal.SupervisedLine;
import onecard.hal.SupervisedLine.Measured;

/// A supervised input of the simulated board, pulled by writing into `NAME.pull`: millivolts, or
/// `closed`, `open`, `short`, `cut`. Guarded by its own lock.
public final class SimSupervised implements Contact {

    /// No converter of a board measures more.
    private static final int REFERENCE_MILLIVOLTS = 5_000;

    private final SimBoard board;
    private final String name;
    private final Bands bands;
    private final SupervisedLine line;
    private Optional<Consumer<DeviceEvent>> events = Optional.empty();
    private boolean level;

    SimSupervised(SimBoard board, String name, Bands bands, Duration debounce) {
        this.board = board;
        this.name = name;
        this.bands = bands;
        this.line = new SupervisedLine(name, bands, debounce);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void open(Consumer<DeviceEvent> listener) {
        events = Optional.of(listener);
        listener.accept(line.first(measure(), board.nanos()));
        level = line.active();
    }

    @Override
    public synchronized boolean active() {
        return line.active();
    }

    synchronized void tick(long nowNanos) {
        events.ifPresent(
                listener ->
                        line.next(measure(), nowNanos)
                                .ifPresent(
                                        event -> {
                                            trace();
                                            listener.accept(event);
                                        }));
    }

    private void trace() {
        if (line.active() != level) {
            level = line.active();
            board.changed(name, level, "pull");
        }
    }

    /// Unpulled, it rests where nothing is wrong: open.
    private Measured measure() {
        var pulled = board.pulled(name);
        return switch (pulled) {
            case "", "open" -> new Measured.Millivolts(bands.open().middleMillivolts());
            case "closed" -> new Measured.Millivolts(bands.closed().middleMillivolts());
            case "short" -> new Measured.Millivolts(0);
            case "cut" -> new Measured.Millivolts(REFERENCE_MILLIVOLTS);
            default ->
                    pulled.matches("[0-9]{1,5}")
                            ? new Measured.Millivolts(Integer.parseInt(pulled))
                            : new Measured.Unread("no number is in " + name + ".pull");
        };
    }

    @Override
    public synchronized void close() {
        events = Optional.empty();
    }
}
