package onecard.edge.site;

import java.util.Map;
import java.util.Set;
import onecard.site.Board;

/// Everything that a point may refer to by name.
///
/// @param names of the file, by what they are of
record Known(Board board, Map<Thing, Set<String>> names, Problems problems) {

    static Known of(Board board, Times times, Areas areas, Set<String> lists, Problems problems) {
        var counter = board.countertop();
        return new Known(
                board,
                Map.ofEntries(
                        Map.entry(Thing.READER, board.readers().keySet()),
                        Map.entry(Thing.SCANNER, board.scanners().keySet()),
                        Map.entry(Thing.CAMERA, board.cameras().keySet()),
                        Map.entry(Thing.KEYPAD, board.keypads().keySet()),
                        Map.entry(Thing.SENSOR, board.biometrics().keySet()),
                        Map.entry(Thing.DISPLAY, counter.displays().keySet()),
                        Map.entry(Thing.VOICE, counter.voices().keySet()),
                        Map.entry(Thing.PRINTER, counter.printers().keySet()),
                        Map.entry(Thing.TRAY, counter.trays().keySet()),
                        Map.entry(Thing.SCALE, counter.scales().keySet()),
                        Map.entry(Thing.PURSE, board.purses().keySet()),
                        Map.entry(Thing.MODULE, board.modules().keySet()),
                        Map.entry(Thing.RELAY, board.relays().keySet()),
                        Map.entry(Thing.CONTACT, board.observing()),
                        Map.entry(Thing.SCHEDULE, times.schedules().keySet()),
                        Map.entry(Thing.CALENDAR, times.calendars().keySet()),
                        Map.entry(Thing.AREA, areas.byName().keySet()),
                        Map.entry(Thing.LIST, lists)),
                problems);
    }

    Names of(Thing thing) {
        return new Names(thing, names, problems);
    }

    /// Whether what a side names is there, as what its key says.
    boolean has(Side.Device device) {
        return named(device.key()).known().contains(device.name());
    }

    /// What a key that says a device names one of.
    Names named(String key) {
        return of(
                switch (key) {
                    case "reader", "more_readers" -> Thing.READER;
                    case "scanner" -> Thing.SCANNER;
                    case "plates" -> Thing.CAMERA;
                    case "finger", "face", "vein" -> Thing.SENSOR;
                    case "keypad" -> Thing.KEYPAD;
                    case "display", "operator_display" -> Thing.DISPLAY;
                    case "voice" -> Thing.VOICE;
                    case "printer" -> Thing.PRINTER;
                    case "tray" -> Thing.TRAY;
                    case "scale" -> Thing.SCALE;
                    case "purse" -> Thing.PURSE;
                    case "relay", "raise", "lower", "stop", "valve" -> Thing.RELAY;
                    default -> throw new IllegalArgumentException("names no device: " + key);
                });
    }
}
