package onecard.site;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A board that can be bought: where the pins of its header lead.
///
/// @param name as a site file writes it
/// @param title as its maker calls it
/// @param chip the label of the GPIO chip of most pins, `sim` for one whose lines are files
/// @param pins in order, the first is pin 1
public record BoardModel(String name, String title, String chip, List<Pin> pins) {

    public BoardModel {
        pins = List.copyOf(pins);
        var lines = lines(pins).toList();
        if (lines.size() != lines.stream().map(Pin.Gpio::name).distinct().count()
                || lines.size() != lines.stream().map(Pin.Gpio::wire).distinct().count()) {
            throw new IllegalArgumentException("two pins share a name or a line: " + lines);
        }
    }

    /// What is at one pin of a header.
    public sealed interface Pin {
        /// A supply, or ground.
        ///
        /// @param volts as the silk print says, `3V3`, `5V`, `GND`
        record Power(String volts) implements Pin {}

        /// Neither a supply nor a line: an input that measures, a button.
        record Other(String name) implements Pin {}

        /// A line.
        ///
        /// @param name as the silk print or the maker's table says
        /// @param chip label of its chip
        /// @param line its number there
        /// @param use what the board does with it besides
        record Gpio(String name, String chip, int line, Pull pull, Optional<Use> use)
                implements Pin {
            /// Chip and number: two pins with one wire are one.
            public String wire() {
                return chip + " " + line;
            }
        }
    }

    /// Where a pin is pulled from power-up until somebody sets it.
    public enum Pull {
        UP,
        DOWN,
        /// No public document says.
        UNKNOWN
    }

    /// What a board does with a line besides, which makes it a bad one for a lock.
    public enum Use {
        /// Resistors on the board pull it up, harder than any chip pulls down.
        I2C,
        /// A console that talks while the board starts.
        CONSOLE,
        /// Where a board on top is asked who it is, at each start.
        EEPROM
    }

    /// The number of the pin of that name, `GPIO17` or `PIN11`, or of that number on the one chip;
    /// empty if this is no line here.
    public Optional<Integer> pin(String wanted) {
        return IntStream.rangeClosed(1, pins.size())
                .filter(number -> called(number, wanted))
                .boxed()
                .findFirst();
    }

    private boolean called(int number, String wanted) {
        return pins.get(number - 1) instanceof Pin.Gpio gpio
                && (gpio.name().equals(wanted)
                        || wanted.equals("PIN" + number)
                        || (oneChip() && wanted.equals(String.valueOf(gpio.line()))));
    }

    /// What is at pin `number`, counted from 1.
    public Pin at(int number) {
        return pins.get(number - 1);
    }

    /// Whether a bare number says which line is meant.
    public boolean oneChip() {
        return lines(pins).map(Pin.Gpio::chip).distinct().count() == 1;
    }

    /// The names of all lines, as the silk print has them and by their pins.
    public List<String> names() {
        return IntStream.rangeClosed(1, pins.size())
                .filter(number -> at(number) instanceof Pin.Gpio)
                .boxed()
                .flatMap(number -> Stream.of(((Pin.Gpio) at(number)).name(), "PIN" + number))
                .toList();
    }

    private static Stream<Pin.Gpio> lines(List<Pin> pins) {
        return pins.stream().filter(Pin.Gpio.class::isInstance).map(Pin.Gpio.class::cast);
    }
}
