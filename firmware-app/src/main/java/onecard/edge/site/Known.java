package onecard.edge.site;

import java.util.Set;
import onecard.site.Board;

/// Everything that a point may refer to by name.
///
/// @param lists names of the lists held here
record Known(
        Board board,
        Names readers,
        Names scanners,
        Names cameras,
        Names keypads,
        Names sensors,
        Names displays,
        Names voices,
        Names printers,
        Names trays,
        Names scales,
        Names purses,
        Names relays,
        Names contacts,
        Names schedules,
        Names calendars,
        Names areas,
        Set<String> lists) {

    /// The lists, for what refers to one.
    Names listNames() {
        return new Names("list", lists, readers.problems());
    }

    /// Whether what a side names is there, as what its key says.
    boolean has(Side.Device device) {
        return named(device.key()).known().contains(device.name());
    }

    /// What a key that says a device names one of.
    Names named(String key) {
        return switch (key) {
            case "reader", "more_readers" -> readers;
            case "scanner" -> scanners;
            case "plates" -> cameras;
            case "finger", "face", "vein" -> sensors;
            case "keypad" -> keypads;
            case "display", "operator_display" -> displays;
            case "voice" -> voices;
            case "printer" -> printers;
            case "tray" -> trays;
            case "scale" -> scales;
            case "purse" -> purses;
            case "relay", "raise", "lower", "stop", "valve" -> relays;
            default -> throw new IllegalArgumentException("names no device: " + key);
        };
    }

    static Known of(Board board, Times times, Areas areas, Set<String> lists, Problems problems) {
        return new Known(
                board,
                new Names("reader", board.readers().keySet(), problems),
                new Names("scanner", board.scanners().keySet(), problems),
                new Names("camera", board.cameras().keySet(), problems),
                new Names("keypad", board.keypads().keySet(), problems),
                new Names("sensor", board.biometrics().keySet(), problems),
                new Names("display", board.countertop().displays().keySet(), problems),
                new Names("voice", board.countertop().voices().keySet(), problems),
                new Names("printer", board.countertop().printers().keySet(), problems),
                new Names("tray", board.countertop().trays().keySet(), problems),
                new Names("scale", board.countertop().scales().keySet(), problems),
                new Names("purse", board.purses().keySet(), problems),
                new Names("relay", board.relays().keySet(), problems),
                new Names("contact", board.observing(), problems),
                new Names("schedule", times.schedules().keySet(), problems),
                new Names("calendar", times.calendars().keySet(), problems),
                new Names("area", areas.byName().keySet(), problems),
                lists);
    }
}
