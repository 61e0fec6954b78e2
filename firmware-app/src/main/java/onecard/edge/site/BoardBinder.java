package onecard.edge.site;

import static onecard.edge.words.Message.CHIP_UNSUPPORTED;
import static onecard.edge.words.Message.LINE_TAKEN;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.site.Board;

/// Binds the section `board`: its chip, its devices, and no line used twice.
final class BoardBinder {

    private final Settings board;
    private final Set<String> layouts;
    private final Problems problems;

    /// The path of what is wired to each line.
    private final Map<Long, String> lines = new HashMap<>();

    /// @param layouts names of the site's own card layouts
    BoardBinder(Settings board, Set<String> layouts, Problems problems) {
        this.board = board;
        this.layouts = layouts;
        this.problems = problems;
    }

    Board bind() {
        chip();
        var modules = new ModulesBinder(board, problems).bind();
        var serial = new SerialLines(problems);
        var readers = new ReadersBinder(board, layouts, serial, problems).bind();
        var scanners = new ScannersBinder(board, readers.keySet(), serial, problems).bind();
        var relays = new HashMap<String, Board.Relay>();
        var contacts = new HashMap<String, Board.Contact>();
        board.entries("relays").forEach((name, relay) -> relays.put(name, relay(relay)));
        board.entries("contacts").forEach((name, contact) -> contacts.put(name, contact(contact)));
        scanners.keySet().removeAll(readers.keySet()); // said already
        return new Board(Board.SIM, modules, readers, scanners, relays, contacts);
    }

    private void chip() {
        var gpio = board.section("gpio");
        if (!gpio.is("chip", Board.SIM)) {
            problems.add(gpio, "chip", "unsupported", CHIP_UNSUPPORTED.with());
        }
    }

    private Board.Relay relay(Settings relay) {
        return new Board.Relay(
                line(relay),
                relay.is("active", "high"),
                Duration.ofMillis(relay.whole("max_on_ms")),
                relay.is("at_stop", "on"),
                relay.is("hold_at_hang", "on"));
    }

    private Board.Contact contact(Settings contact) {
        return new Board.Contact(
                line(contact),
                contact.is("closed_when", "high"),
                Duration.ofMillis(contact.whole("debounce_ms")));
    }

    private Optional<Integer> line(Settings device) {
        if (device.at("line").isEmpty()) {
            return Optional.empty();
        }
        long line = device.whole("line");
        var other = lines.putIfAbsent(line, device.path());
        if (other != null) {
            problems.add(device, "line", "line_used_twice", LINE_TAKEN.with(other));
            return Optional.empty(); // a board refuses to be made with two things on one line
        }
        return Optional.of((int) line);
    }
}
