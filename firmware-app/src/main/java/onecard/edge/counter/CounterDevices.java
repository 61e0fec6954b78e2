package onecard.edge.counter;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import onecard.edge.intake.Stimulus.AtCounter.NotPrinted;
import onecard.edge.loop.Counter;
import onecard.edge.loop.DeskCounter;
import onecard.edge.loop.Guard;
import onecard.edge.loop.LogCounter;
import onecard.edge.watch.Device.Kind;
import onecard.edge.watch.Vitals;
import onecard.hal.CustomerDisplay;
import onecard.hal.Printer;
import onecard.hal.Scale;
import onecard.hal.TrayReader;
import onecard.hal.TrayStability;
import onecard.hal.Voice;
import onecard.hal.sim.SimWitness;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import onecard.site.SiteVisitors;
import onecard.words.Lang;

/// What stands on the counters of a site's tills, by its name. Made before the tills, and opened
/// after them.
///
/// @param trays antennas under the trays of plates
public record CounterDevices(
        Map<String, CustomerDisplay> displays,
        Map<String, Voice> voices,
        Map<String, Printer> printers,
        Map<String, Antenna> trays,
        Map<String, Scale> scales)
        implements AutoCloseable {

    public CounterDevices {
        displays = Map.copyOf(displays);
        voices = Map.copyOf(voices);
        printers = Map.copyOf(printers);
        trays = Map.copyOf(trays);
        scales = Map.copyOf(scales);
    }

    /// Each by its name; none is opened yet.
    ///
    /// @param witness of what simulated ones do
    /// @param nanos the monotonic clock
    public static CounterDevices of(SiteProfile site, SimWitness witness, LongSupplier nanos) {
        var board = site.board().countertop();
        return new CounterDevices(
                each(
                        board.displays(),
                        (name, it) -> CounterDrivers.display(name, it, witness, nanos)),
                each(board.voices(), (name, it) -> CounterDrivers.voice(name, it, witness, nanos)),
                each(
                        board.printers(),
                        (name, it) -> CounterDrivers.printer(name, it, witness, nanos)),
                each(board.trays(), (name, it) -> CounterDrivers.tray(name, it, nanos)),
                each(board.scales(), (name, it) -> CounterDrivers.scale(name, it, nanos)));
    }

    private static <S, D> Map<String, D> each(Map<String, S> board, BiFunction<String, S, D> made) {
        var devices = new HashMap<String, D>();
        board.forEach((name, it) -> devices.put(name, made.apply(name, it)));
        return devices;
    }

    /// An antenna, and what it takes for a tray on it to rest.
    public record Antenna(TrayReader reader, TrayStability.Rules rules) {}

    /// What stands on the counter of that point; the log where nothing does.
    ///
    /// @param point of that site, a till
    /// @param refused hears of receipts that no printer took, on the loop's thread
    public Counter at(SitePoint point, SiteProfile site, Consumer<NotPrinted> refused) {
        var there = point.till().map(SiteTill::counter).orElseThrow();
        var meals = point.profile().sells().orElseThrow().meals();
        Optional<Counter> display =
                there.display().map(name -> new OnDisplay(known(displays, name), meals));
        Optional<Counter> operators =
                there.operators().map(name -> new OnDisplay(known(displays, name), meals));
        Optional<Counter> voice =
                there.voice().map(name -> new Aloud(known(voices, name), lang(site, name)));
        Optional<Counter> paper =
                there.printer()
                        .map(
                                name ->
                                        new OnPaper(
                                                known(printers, name),
                                                site.site(),
                                                site.timezone(),
                                                refused));
        var customers = Stream.of(display, voice, paper).flatMap(Optional::stream).toList();
        if (operators.isPresent()) {
            var theirs = Stream.of(operators, paper).flatMap(Optional::stream).toList();
            return new Together(customers, theirs);
        }
        return customers.isEmpty() ? new LogCounter(point.id()) : new Together(customers);
    }

    /// What the guard of that point reads; nothing where nobody watches, or visits.
    ///
    /// @param refused hears of slips that no printer took, on the loop's thread
    public Guard guard(SitePoint point, SiteProfile site, Consumer<NotPrinted> refused) {
        var visitors = point.visitors();
        return new AtGuard(
                visitors.flatMap(SiteVisitors::display).map(name -> known(displays, name)),
                visitors.flatMap(SiteVisitors::printer).map(name -> known(printers, name)),
                site.site(),
                site.timezone(),
                refused);
    }

    /// What stands on that desk.
    ///
    /// @param point of that site, a desk
    /// @param refused hears of reports that no printer took, on the loop's thread
    public DeskCounter desk(SitePoint point, SiteProfile site, Consumer<NotPrinted> refused) {
        var there = point.desk().orElseThrow();
        return new OnDesk(
                there.display().map(name -> known(displays, name)),
                there.printer().map(name -> known(printers, name)),
                site.site(),
                site.timezone(),
                refused);
    }

    private static Lang lang(SiteProfile site, String voice) {
        return known(site.board().countertop().voices(), voice).lang();
    }

    private static <T> T known(Map<String, T> devices, String name) {
        return Objects.requireNonNull(devices.get(name), name);
    }

    /// Every device of theirs.
    public Stream<?> all() {
        return Stream.of(
                        displays.values().stream(),
                        voices.values().stream(),
                        printers.values().stream(),
                        trays.values().stream().map(Antenna::reader),
                        scales.values().stream())
                .flatMap(devices -> devices);
    }

    public void open(CounterSource source) {
        displays.values().forEach(display -> display.open(source::display));
        voices.values().forEach(voice -> voice.open(source::voice));
        printers.values().forEach(printer -> printer.open(source::printer));
        trays.values().forEach(tray -> tray.reader().open(source.tray(tray.rules())));
        scales.values().forEach(scale -> scale.open(source::scale));
    }

    /// None of them is a part that the process ends for: it sells without.
    public void watchedBy(Vitals vitals) {
        displays.forEach((name, it) -> vitals.device(Kind.DISPLAY, name, it::progressNanos));
        voices.forEach((name, it) -> vitals.device(Kind.VOICE, name, it::progressNanos));
        printers.forEach((name, it) -> vitals.device(Kind.PRINTER, name, it::progressNanos));
        trays.forEach((name, it) -> vitals.device(Kind.TRAY, name, it.reader()::progressNanos));
        scales.forEach((name, it) -> vitals.device(Kind.SCALE, name, it::progressNanos));
    }

    @Override
    public void close() {
        scales.values().forEach(Scale::close);
        trays.values().forEach(tray -> tray.reader().close());
        printers.values().forEach(Printer::close);
        voices.values().forEach(Voice::close);
        displays.values().forEach(CustomerDisplay::close);
    }
}
