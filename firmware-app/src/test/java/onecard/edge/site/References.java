package onecard.edge.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys that refer to something by the name that it has elsewhere in the file.
final class References {

    /// By key, the section where that has its name.
    private static final Map<String, String> SECTIONS =
            Map.ofEntries(
                    Map.entry("reader", "board.readers"),
                    Map.entry("more_readers", "board.readers"),
                    Map.entry("returns", "board.readers"),
                    Map.entry("scanner", "board.scanners"),
                    Map.entry("plates", "board.plates"),
                    Map.entry("keypad", "board.keypads"),
                    Map.entry("finger", "board.biometrics"),
                    Map.entry("face", "board.biometrics"),
                    Map.entry("vein", "board.biometrics"),
                    Map.entry("display", "board.displays"),
                    Map.entry("operator_display", "board.displays"),
                    Map.entry("voice", "board.voices"),
                    Map.entry("printer", "board.printers"),
                    Map.entry("tray", "board.trays"),
                    Map.entry("scale", "board.scales"),
                    Map.entry("purse", "board.purses"),
                    Map.entry("module", "board.modules"),
                    Map.entry("relay", "board.relays"),
                    Map.entry("raise", "board.relays"),
                    Map.entry("lower", "board.relays"),
                    Map.entry("stop", "board.relays"),
                    Map.entry("valve", "board.relays"),
                    Map.entry("contact", "board.contacts"),
                    Map.entry("exit_button", "board.contacts"),
                    Map.entry("fire", "board.contacts"),
                    Map.entry("passed", "board.contacts"),
                    Map.entry("safety", "board.contacts"),
                    Map.entry("home", "board.contacts"),
                    Map.entry("arrival", "board.contacts"),
                    Map.entry("up", "board.contacts"),
                    Map.entry("down", "board.contacts"),
                    Map.entry("meter", "board.contacts"),
                    Map.entry("schedule", "schedules"),
                    Map.entry("free_schedule", "schedules"),
                    Map.entry("lockdown_schedule", "schedules"),
                    Map.entry("disabled_schedule", "schedules"),
                    Map.entry("second_factor_schedule", "schedules"),
                    Map.entry("late_schedule", "schedules"),
                    Map.entry("calendar", "calendars"),
                    Map.entry("area", "areas"),
                    Map.entry("from_area", "areas"),
                    Map.entry("lists", "lists"),
                    Map.entry("list", "lists"),
                    Map.entry("accounts", "lists"),
                    Map.entry("prices", "lists"),
                    Map.entry("orders", "lists"),
                    Map.entry("roster", "lists"),
                    Map.entry("applications", "cards"));

    private References() {}

    /// Where what a key refers to has its name; empty of a key that refers to nothing. The root and
    /// the board have sections that are called like some of these.
    static Optional<String> section(SchemaKeys.Entry entry) {
        boolean refers =
                entry.path().startsWith("points[") || entry.path().startsWith("board.readers");
        return Optional.ofNullable(SECTIONS.get(entry.key().name())).filter(_ -> refers);
    }

    /// Those names in one file.
    static List<String> names(String section, SiteText tree) {
        return tree.entries().getOrDefault(section, List.of()).stream()
                .flatMap(it -> Nodes.text(it.key()).stream())
                .toList();
    }

    static boolean refers(Shape.Key key) {
        return SECTIONS.containsKey(key.name());
    }
}
