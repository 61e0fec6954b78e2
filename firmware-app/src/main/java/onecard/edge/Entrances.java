package onecard.edge;

import static onecard.edge.watch.Device.Kind.PANEL;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.code.Codes;
import onecard.hal.CardReader;
import onecard.hal.Keypad;
import onecard.hal.Scanner;
import onecard.hal.pcsc.ReaderPanel;

/// What people meet at the points: everything that reads, shows, or is typed on, by its name. Made
/// first and opened last.
///
/// @param codes of each scanner's own; absent where nothing scans
record Entrances(
        Map<String, ReaderPanel> lights,
        CardProofs proofs,
        Map<String, CardReader> readers,
        Map<String, Scanner> scanners,
        Optional<Supplier<Codes>> codes,
        Map<String, Keypad> keypads) {

    Entrances {
        lights = Map.copyOf(lights);
        readers = Map.copyOf(readers);
        scanners = Map.copyOf(scanners);
        keypads = Map.copyOf(keypads);
    }

    void watchedBy(Vitals vitals) {
        readers.forEach((name, reader) -> vitals.reader(name, reader::progressNanos));
        scanners.forEach((name, scanner) -> vitals.reader(name, scanner::progressNanos));
        keypads.forEach((name, keypad) -> vitals.reader(name, keypad::progressNanos));
        lights.forEach((name, light) -> vitals.device(PANEL, name, light::progressNanos));
        proofs.vitals().forEach(vitals::add);
    }
}
