package onecard.edge.entrance;

import static onecard.edge.watch.Device.Kind.PANEL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import onecard.edge.code.Codes;
import onecard.edge.counter.CounterDevices;
import onecard.edge.watch.Vitals;
import onecard.hal.CardReader;
import onecard.hal.Keypad;
import onecard.hal.PlateSource;
import onecard.hal.Pseudonym;
import onecard.hal.Scanner;
import onecard.hal.pcsc.ReaderPanel;
import onecard.hal.sim.SimPart;
import onecard.hal.sim.SimWitness;
import onecard.site.SiteProfile;

/// What people meet at the points: everything that reads, shows, speaks, prints, or is typed on, by
/// its name. Made first and opened last.
///
/// @param codes of each scanner's own; absent where nothing scans
public record Entrances(
        Map<String, ReaderPanel> lights,
        CardProofs proofs,
        Map<String, CardReader> readers,
        Map<String, Scanner> scanners,
        Optional<Supplier<Codes>> codes,
        Map<String, PlateSource> cameras,
        Map<String, Keypad> keypads,
        CounterDevices counters,
        Bodies bodies) {

    public Entrances {
        lights = Map.copyOf(lights);
        readers = Map.copyOf(readers);
        scanners = Map.copyOf(scanners);
        cameras = Map.copyOf(cameras);
        keypads = Map.copyOf(keypads);
    }

    /// Each by its name; none is opened yet.
    ///
    /// @param tokens where numbers go straight
    /// @param codes absent where nothing scans
    /// @param state the state directory
    /// @param witness of what simulated ones do
    /// @param nanos the monotonic clock
    public static Entrances of(
            SiteProfile site,
            Pseudonym tokens,
            Map<String, ReaderPanel> lights,
            CardProofs proofs,
            Optional<Supplier<Codes>> codes,
            CounterDevices counters,
            Bodies bodies,
            Path state,
            SimWitness witness,
            LongSupplier nanos)
            throws IOException {
        var board = site.board();
        return new Entrances(
                lights,
                proofs,
                Readers.of(site, tokens, proofs, witness, nanos),
                Scanners.of(board.scanners(), nanos),
                codes,
                Cameras.of(board.cameras(), state, nanos),
                Keypads.of(board.keypads(), nanos),
                counters,
                bodies);
    }

    /// Those that are simulated, whom somebody may do something to.
    public List<SimPart> simulated() {
        return Stream.of(
                        readers.values().stream(),
                        scanners.values().stream(),
                        cameras.values().stream(),
                        keypads.values().stream(),
                        bodies.sensors().values().stream(),
                        counters.all())
                .flatMap(devices -> devices)
                .filter(SimPart.class::isInstance)
                .map(SimPart.class::cast)
                .toList();
    }

    public void watchedBy(Vitals vitals) {
        readers.forEach((name, reader) -> vitals.reader(name, reader::progressNanos));
        scanners.forEach((name, scanner) -> vitals.reader(name, scanner::progressNanos));
        cameras.forEach((name, camera) -> vitals.reader(name, camera::progressNanos));
        keypads.forEach((name, keypad) -> vitals.reader(name, keypad::progressNanos));
        lights.forEach((name, light) -> vitals.device(PANEL, name, light::progressNanos));
        counters.watchedBy(vitals);
        bodies.watchedBy(vitals);
        proofs.vitals().forEach(vitals::add);
    }
}
