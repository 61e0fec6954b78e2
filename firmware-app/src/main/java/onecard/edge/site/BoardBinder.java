package onecard.edge.site;

import static onecard.edge.words.Message.AT_STOP_AS_CRASH;
import static onecard.edge.words.Message.LINE_TAKEN;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import onecard.site.Board;

/// Binds the section `board`: its chip, its devices, and no line used twice.
final class BoardBinder {

    private final Settings board;
    private final Set<String> layouts;
    private final Problems problems;

    /// The path of what is wired to each line.
    private final Map<String, String> lines = new HashMap<>();

    /// @param layouts names of the site's own card layouts
    BoardBinder(Settings board, Set<String> layouts, Problems problems) {
        this.board = board;
        this.layouts = layouts;
        this.problems = problems;
    }

    Board bind() {
        var modules = new ModulesBinder(board, problems).bind();
        var serial = new SerialLines(problems);
        var readers = new ReadersBinder(board, layouts, serial, problems).bind();
        var scanners = new ScannersBinder(board, readers.keySet(), serial, problems).bind();
        var relays = new HashMap<String, Board.Relay>();
        var contacts = new HashMap<String, Board.Contact>();
        board.entries("relays").forEach((name, relay) -> relays.put(name, relay(relay)));
        board.entries("contacts").forEach((name, contact) -> contacts.put(name, contact(contact)));
        scanners.keySet().removeAll(readers.keySet()); // said already
        return new Board(
                board.section("gpio").text("chip"), modules, readers, scanners, relays, contacts);
    }

    private Board.Relay relay(Settings relay) {
        return new Board.Relay(
                line(relay, "chip", "bias", "drive", "at_crash", "at_power_up"),
                relay.is("active", "high"),
                Board.Bias.valueOf(upper(relay, "bias")),
                Board.Drive.valueOf(upper(relay, "drive")),
                Duration.ofMillis(relay.whole("max_on_ms")),
                rest(relay),
                relay.is("hold_at_hang", "on"));
    }

    private Board.Rest rest(Settings relay) {
        var crash = relay.text("at_crash");
        boolean decides = crash.equals("on") || crash.equals("off");
        if (decides && !relay.is("at_stop", crash)) {
            problems.add(relay, "at_crash", "contradicts", AT_STOP_AS_CRASH.with(crash));
        }
        return new Board.Rest(
                relay.is("at_stop", "on"),
                Board.Fallback.valueOf(upper(relay, "at_crash")),
                Board.Fallback.valueOf(upper(relay, "at_power_up")));
    }

    private Board.Contact contact(Settings contact) {
        return new Board.Contact(
                line(contact, "chip", "bias"),
                contact.is("closed_when", "high"),
                Board.Bias.valueOf(upper(contact, "bias")),
                Duration.ofMillis(contact.whole("debounce_ms")));
    }

    /// On a board with a chip, what is simulated says so: a lock that somebody forgot to wire must
    /// not seem to work.
    ///
    /// @param ofChips keys that mean nothing to what is simulated
    private Board.Line line(Settings device, String... ofChips) {
        var chip = device.find("chip").orElse(board.section("gpio").text("chip"));
        var line = device.find("line");
        boolean free = line.map(named -> claim(device, chip, named)).orElse(true);
        if (chip.equals(Board.SIM)) {
            return new Board.Line.Sim();
        }
        var driver = new Driver(device, List.of("line", "sim"), problems);
        driver.only("line", ofChips);
        return driver.chosen().equals("line") && free // a board is not made with one line twice
                ? new Board.Line.OfChip(chip, line.orElseThrow())
                : new Board.Line.Sim();
    }

    private boolean claim(Settings device, String chip, String line) {
        var other = lines.putIfAbsent(chip + " " + line, device.path());
        if (other != null) {
            problems.add(device, "line", "line_used_twice", LINE_TAKEN.with(other));
        }
        return other == null;
    }

    private static String upper(Settings section, String key) {
        return section.text(key).toUpperCase(Locale.ROOT);
    }
}
