package onecard.edge.site;

import static onecard.edge.words.Message.LINE_TAKEN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.site.Board;

/// Binds `board.keypads`: each has one driver, a device of its own, and a name that nothing has
/// that reads.
final class KeypadsBinder {

    private final Settings board;
    private final Set<String> reading;
    private final Problems problems;

    /// The path of what uses each device.
    private final Map<String, String> devices = new HashMap<>();

    /// @param reading names of the board's readers and scanners: in events all are readers
    KeypadsBinder(Settings board, Set<String> reading, Problems problems) {
        this.board = board;
        this.reading = reading;
        this.problems = problems;
    }

    Map<String, Board.Keypad> bind() {
        var keypads = new HashMap<String, Board.Keypad>();
        board.entries("keypads")
                .forEach(
                        (name, keypad) -> {
                            var source = source(keypad);
                            if (reading.contains(name)) {
                                problems.nameTaken(keypad, name);
                            } else {
                                keypads.put(name, source);
                            }
                        });
        return keypads;
    }

    private Board.Keypad source(Settings keypad) {
        var driver = new Driver(keypad, List.of("input", "sim"), problems);
        if (!driver.chosen().equals("input")) {
            return new Board.Keypad.Sim();
        }
        var device = keypad.text("input");
        var other = devices.putIfAbsent(device, keypad.path());
        if (other != null) {
            problems.add(keypad, "input", "line_used_twice", LINE_TAKEN.with(other));
        }
        return new Board.Keypad.Input(device);
    }
}
