package onecard.edge.site;

import static onecard.edge.words.Message.LINE_TAKEN;
import static onecard.edge.words.Message.WRITE_ONE_OF;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The serial lines of a board: each has one device, at a speed that such devices have.
final class SerialLines {

    private static final List<String> SPEEDS = List.of("9600", "19200", "38400", "57600", "115200");

    private final Problems problems;

    /// The path of what is wired to each line.
    private final Map<String, String> users = new HashMap<>();

    SerialLines(Problems problems) {
        this.problems = problems;
    }

    /// @param device a section with the keys `serial` and `baud`, which may have no preset
    void claim(Settings device) {
        var other = users.putIfAbsent(device.text("serial"), device.path());
        if (other != null) {
            problems.add(device, "serial", "line_used_twice", LINE_TAKEN.with(other));
        }
        if (device.find("baud").filter(it -> !SPEEDS.contains(it)).isPresent()) {
            problems.add(device, "baud", "speed", WRITE_ONE_OF.with(String.join(", ", SPEEDS)));
        }
    }
}
