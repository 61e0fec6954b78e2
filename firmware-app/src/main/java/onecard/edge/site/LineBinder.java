package onecard.edge.site;

import static onecard.edge.words.Message.LINE_TAKEN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.site.Board;

/// Binds where an output or input is; no line is used twice.
final class LineBinder {

    private final String chip;
    private final Optional<PinBinder> pins;
    private final Problems problems;

    /// The path of what is wired to each line.
    private final Map<String, String> lines = new HashMap<>();

    /// @param chip of lines that name no other
    /// @param pins of the board, where it is a known one
    LineBinder(String chip, Optional<PinBinder> pins, Problems problems) {
        this.chip = chip;
        this.pins = pins;
        this.problems = problems;
    }

    /// On a board with a chip, what is simulated says so: a lock that somebody forgot to wire must
    /// not seem to work.
    ///
    /// @param ofChips keys that mean nothing to what is simulated
    Board.Line line(Settings device, String... ofChips) {
        var at = place(device);
        boolean free = at.map(place -> claim(device, place)).orElse(true);
        if (device.find("chip").orElse(chip).equals(Board.SIM)) {
            return new Board.Line.Sim();
        }
        var driver = new Driver(device, List.of("line", "sim"), problems);
        driver.only("line", ofChips);
        return driver.chosen().equals("line") && free // a board is not made with one line twice
                ? at.<Board.Line>map(place -> place).orElseGet(Board.Line.Sim::new)
                : new Board.Line.Sim();
    }

    /// An entry that names its chip is taken at its word; any other is of the board's pins, if
    /// these are known. Empty also where a wrong pin was told of.
    private Optional<Board.Line.OfChip> place(Settings device) {
        var line = device.find("line");
        if (pins.isPresent() && device.at("chip").isEmpty()) {
            return line.flatMap(named -> pins.get().line(device, named));
        }
        var where = device.find("chip").orElse(chip);
        return line.map(named -> new Board.Line.OfChip(where, named));
    }

    private boolean claim(Settings device, Board.Line.OfChip at) {
        var other = lines.putIfAbsent(at.chip() + " " + at.line(), device.path());
        if (other != null) {
            problems.add(device, "line", "line_used_twice", LINE_TAKEN.with(other));
        }
        return other == null;
    }
}
