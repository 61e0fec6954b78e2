package onecard.edge.site;

import static onecard.edge.words.Message.LINE_TAKEN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecard.site.Board;

/// Binds where an output or input is; no line is used twice.
final class LineBinder {

    private final String chip;
    private final Problems problems;

    /// The path of what is wired to each line.
    private final Map<String, String> lines = new HashMap<>();

    /// @param chip of lines that name no other
    LineBinder(String chip, Problems problems) {
        this.chip = chip;
        this.problems = problems;
    }

    /// On a board with a chip, what is simulated says so: a lock that somebody forgot to wire must
    /// not seem to work.
    ///
    /// @param ofChips keys that mean nothing to what is simulated
    Board.Line line(Settings device, String... ofChips) {
        var where = device.find("chip").orElse(chip);
        var line = device.find("line");
        boolean free = line.map(named -> claim(device, where, named)).orElse(true);
        if (where.equals(Board.SIM)) {
            return new Board.Line.Sim();
        }
        var driver = new Driver(device, List.of("line", "sim"), problems);
        driver.only("line", ofChips);
        return driver.chosen().equals("line") && free // a board is not made with one line twice
                ? new Board.Line.OfChip(where, line.orElseThrow())
                : new Board.Line.Sim();
    }

    private boolean claim(Settings device, String where, String line) {
        var other = lines.putIfAbsent(where + " " + line, device.path());
        if (other != null) {
            problems.add(device, "line", "line_used_twice", LINE_TAKEN.with(other));
        }
        return other == null;
    }
}
