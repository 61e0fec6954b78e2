package onecard.edge.lines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import onecard.edge.words.Failed;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;
import onecard.hal.Relay;
import onecard.hal.gpio.GpioBoard;
import onecard.hal.gpio.GpioException;
import onecard.hal.gpio.Wire;
import onecard.hal.iio.IioBoard;
import onecard.hal.sim.SimBoard;
import onecard.site.Board;

/// The board's outputs and inputs, each by its name: lines of GPIO chips and files of a simulated
/// board, side by side as the site file says. Built and closed by one thread.
public final class Lines implements AutoCloseable {

    private final LongSupplier nanos;
    private final SimBoard sim;
    private Optional<GpioBoard> gpio;
    private IioBoard converters;
    private boolean wired;
    private final Map<String, Relay> relays = new HashMap<>();
    private final Map<String, Contact> contacts = new HashMap<>();

    private Lines(Optional<GpioBoard> gpio, SimBoard sim, LongSupplier nanos) {
        this.gpio = gpio;
        this.sim = sim;
        this.nanos = nanos;
        converters = new IioBoard(IioBoard.DEVICES, nanos);
    }

    /// Asks for the outputs; each has its level at rest from then on.
    ///
    /// @param simulated where the files of simulated lines are
    /// @throws Failed that names the line which cannot be had, and what to do
    public static Lines open(Board board, Path simulated, LongSupplier nanos) throws IOException {
        var lines = new Lines(gpio(board, nanos), new SimBoard(simulated, nanos), nanos);
        try {
            for (var relay : board.relays().entrySet()) {
                lines.add(relay.getKey(), relay.getValue());
            }
            return lines;
        } catch (Failed failed) {
            lines.close();
            throw failed;
        }
    }

    /// Asks for the contacts of a site file whose relays these are, and lets go of those of another
    /// first. A level changes only where a relay is not at its stop level then.
    ///
    /// @throws Failed that names the contact which cannot be had
    public void wire(Board board) throws Failed {
        if (wired) {
            gpio.ifPresent(GpioBoard::closeContacts);
            sim.closeContacts();
            converters.close();
            contacts.clear();
            converters = new IioBoard(IioBoard.DEVICES, nanos);
        }
        wired = true;
        if (gpio.isEmpty()) {
            gpio = gpio(board, nanos);
        }
        for (var contact : board.contacts().entrySet()) {
            add(contact.getKey(), contact.getValue());
        }
        board.supervised().forEach((name, line) -> contacts.put(name, supervised(name, line)));
    }

    /// Where relays on lines of chips are wired to, by their names.
    public static Map<String, Wire> wires(Map<String, Board.Relay> relays) {
        var wires = new HashMap<String, Wire>();
        relays.forEach(
                (name, relay) -> {
                    if (relay.line() instanceof Board.Line.OfChip line) {
                        wires.put(name, Wires.of(line, relay.activeHigh(), relay.bias()));
                    }
                });
        return wires;
    }

    /// Whether such contacts may be had, while they, or those of another site file, are held: what
    /// is missing or taken is better known before that one lets go of its own.
    ///
    /// @throws Failed that names the contact which cannot be had
    public static void look(Board board) throws Failed {
        for (var contact : board.contacts().entrySet()) {
            if (contact.getValue().line() instanceof Board.Line.OfChip line) {
                var at = contact.getValue();
                try {
                    GpioBoard.check(Wires.of(line, at.closedWhenHigh(), at.bias()));
                } catch (GpioException failed) {
                    throw failed("board.contacts." + contact.getKey(), failed);
                }
            }
        }
    }

    private void add(String name, Board.Relay relay) throws Failed {
        try {
            relays.put(name, relay(name, relay));
        } catch (GpioException failed) {
            throw failed("board.relays." + name, failed);
        }
    }

    private void add(String name, Board.Contact contact) throws Failed {
        try {
            contacts.put(name, contact(name, contact));
        } catch (GpioException failed) {
            throw failed("board.contacts." + name, failed);
        }
    }

    private static Optional<GpioBoard> gpio(Board board, LongSupplier nanos) throws Failed {
        boolean wanted =
                Stream.concat(
                                board.relays().values().stream().map(Board.Relay::line),
                                board.contacts().values().stream().map(Board.Contact::line))
                        .anyMatch(Board.Line.OfChip.class::isInstance);
        try {
            return wanted ? Optional.of(GpioBoard.open(nanos)) : Optional.empty();
        } catch (GpioException failed) {
            throw failed("board.gpio", failed);
        }
    }

    private static Failed failed(String part, GpioException failed) {
        return new Failed(LineWords.of(part, failed.fault()), failed);
    }

    private Relay relay(String name, Board.Relay relay) throws GpioException {
        var rest = relay.rest();
        return switch (relay.line()) {
            case Board.Line.Sim() ->
                    sim.relay(name, rest.energisedAtStop(), relay.maxOn(), relay.holdAtHang());
            case Board.Line.OfChip line ->
                    gpio.orElseThrow()
                            .relay(
                                    name,
                                    Wires.of(line, relay.activeHigh(), relay.bias()),
                                    Wires.drive(relay.drive()),
                                    rest.energisedAtStop(),
                                    relay.maxOn(),
                                    relay.holdAtHang());
        };
    }

    private Contact contact(String name, Board.Contact contact) throws GpioException {
        return switch (contact.line()) {
            case Board.Line.Sim() ->
                    sim.contact(name, contact.closedWhenHigh(), contact.debounce());
            case Board.Line.OfChip line ->
                    gpio.orElseThrow()
                            .contact(
                                    name,
                                    Wires.of(line, contact.closedWhenHigh(), contact.bias()),
                                    contact.debounce());
        };
    }

    private Contact supervised(String name, Board.Supervised line) {
        var bands = Wires.bands(line);
        return line.channel()
                .map(
                        at ->
                                converters.contact(
                                        name, at.converter(), at.number(), bands, line.debounce()))
                .orElseGet(() -> sim.supervised(name, bands, line.debounce()));
    }

    /// What tells when a line was last observed: the thread of its driver.
    public LongSupplier progress(Board.Line line) {
        return switch (line) {
            case Board.Line.Sim() -> sim::progressNanos;
            case Board.Line.OfChip _ -> gpio.orElseThrow()::progressNanos;
        };
    }

    /// What tells when a supervised line was last measured.
    public LongSupplier progress(Board.Supervised line) {
        return line.channel().isPresent() ? converters::progressNanos : sim::progressNanos;
    }

    public Map<String, Relay> relays() {
        return Map.copyOf(relays);
    }

    /// None is opened yet.
    public Map<String, Contact> contacts() {
        return Map.copyOf(contacts);
    }

    /// Lets time pass for them: from here on releases end.
    ///
    /// @param listener told of relays that were lost and are back; must not block
    public void start(Consumer<DeviceEvent> listener) {
        sim.start();
        converters.start();
        gpio.ifPresent(board -> board.start(listener));
    }

    /// The lines of chips; absent where all are simulated.
    public Optional<GpioBoard> gpio() {
        return gpio;
    }

    /// Measures the supervised lines that are not simulated.
    public IioBoard converters() {
        return converters;
    }

    /// Relays to their stop level first.
    @Override
    public void close() {
        gpio.ifPresent(GpioBoard::close);
        converters.close();
        sim.close();
    }
}
