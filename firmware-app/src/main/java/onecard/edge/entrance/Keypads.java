package onecard.edge.entrance;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import onecard.hal.Keypad;
import onecard.hal.input.InputKeypad;
import onecard.hal.sim.SimKeypad;
import onecard.site.Board;

/// What the site file says of keypads, in the words of their drivers.
final class Keypads {

    private Keypads() {}

    /// Each by its name; none is opened yet.
    static Map<String, Keypad> of(Map<String, Board.Keypad> board, LongSupplier nanos) {
        var keypads = new HashMap<String, Keypad>();
        board.forEach((name, keypad) -> keypads.put(name, keypad(name, keypad, nanos)));
        return keypads;
    }

    private static Keypad keypad(String name, Board.Keypad keypad, LongSupplier nanos) {
        return switch (keypad) {
            case Board.Keypad.Input(var device) -> new InputKeypad(name, Path.of(device), nanos);
            case Board.Keypad.Sim() -> new SimKeypad(name, nanos);
        };
    }
}
