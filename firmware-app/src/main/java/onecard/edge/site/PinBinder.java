package onecard.edge.site;

import static onecard.edge.words.Message.PINS_KNOWN;
import static onecard.edge.words.Message.PIN_IS;
import static onecard.edge.words.Message.PIN_NEAR;
import static onecard.edge.words.Message.PIN_NUMBERS;
import static onecard.edge.words.Message.PIN_PULLED;
import static onecard.edge.words.Message.PIN_TALKS;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.site.Board;
import onecard.site.BoardModel;
import onecard.site.BoardModel.Pin;
import onecard.site.BoardModel.Pull;
import onecard.site.BoardModel.Use;
import onecard.site.Header;
import onecard.words.Words;

/// Binds lines of a board whose pins are known, and remembers what hangs on which pin.
final class PinBinder {

    private final BoardModel model;
    private final Optional<String> chip;
    private final Problems problems;
    private final Map<String, Integer> relays = new HashMap<>();
    private final Map<String, Integer> contacts = new HashMap<>();

    /// @param chip instead of the model's own
    PinBinder(BoardModel model, Optional<String> chip, Problems problems) {
        this.model = model;
        this.chip = chip;
        this.problems = problems;
    }

    /// What hangs on which pin, once all lines are bound.
    Header header() {
        return new Header(model, relays, contacts);
    }

    /// Where the line of that name is; empty, and said, where this board has none.
    Optional<Board.Line.OfChip> line(Settings device, String named) {
        var number = model.pin(named);
        if (number.isEmpty()) {
            problems.add(device, "line", "no_such_pin", instead(named));
            return Optional.empty();
        }
        var pin = gpio(number.get());
        var path = device.path();
        var name = path.substring(path.lastIndexOf('.') + 1);
        if (path.contains(".relays.")) {
            relays.put(name, number.get());
            relay(device, pin);
        } else {
            contacts.put(name, number.get());
        }
        var line = String.valueOf(pin.line());
        return Optional.of(new Board.Line.OfChip(chip.orElse(pin.chip()), line));
    }

    private Words instead(String named) {
        if (named.matches("PIN[0-9]{1,3}")) {
            int number = Integer.parseInt(named.substring(3));
            if (number >= 1 && number <= model.pins().size()) {
                return PIN_IS.with(named, called(model.at(number)), model.title());
            }
        }
        if (named.matches("[0-9]+") && !model.oneChip()) {
            return PIN_NUMBERS.with(model.title(), model.names().getFirst());
        }
        var capitals = named.toUpperCase(Locale.ROOT);
        if (model.pin(capitals).isPresent()) {
            return PIN_NEAR.with(model.title(), capitals);
        }
        return Nearest.of(named, model.names())
                .map(near -> PIN_NEAR.with(model.title(), near))
                .orElseGet(() -> PINS_KNOWN.with(model.title(), silk()));
    }

    private static String called(Pin pin) {
        return switch (pin) {
            case Pin.Power(var volts) -> volts;
            case Pin.Other(var name) -> name;
            case Pin.Gpio gpio -> gpio.name();
        };
    }

    private String silk() {
        return String.join(
                ", ", model.names().stream().filter(name -> !name.startsWith("PIN")).toList());
    }

    private Pin.Gpio gpio(int number) {
        return (Pin.Gpio) model.at(number);
    }

    /// What a relay must not hang on: a release that nobody decided opens a door at each start.
    private void relay(Settings relay, Pin.Gpio pin) {
        if (chip.filter(Board.SIM::equals).isPresent()) {
            return;
        }
        if (pin.use().filter(List.of(Use.CONSOLE, Use.EEPROM)::contains).isPresent()) {
            problems.add(relay, "line", "unsafe", PIN_TALKS.with(pin.name(), better(relay)));
        } else if (pin.pull() == energised(relay) && relay.is("at_power_up", "unknown")) {
            problems.add(
                    relay,
                    "line",
                    "unsafe",
                    PIN_PULLED.with(pin.name(), relay.text("active"), better(relay)));
        }
    }

    private static Pull energised(Settings relay) {
        return relay.is("active", "high") ? Pull.UP : Pull.DOWN;
    }

    /// The first pin that is pulled the right way, free or not.
    private String better(Settings relay) {
        var wrong = energised(relay);
        Predicate<Pin.Gpio> quiet =
                pin -> pin.use().isEmpty() && pin.pull() != Pull.UNKNOWN && pin.pull() != wrong;
        return model.pins().stream()
                .filter(Pin.Gpio.class::isInstance)
                .map(Pin.Gpio.class::cast)
                .filter(quiet)
                .map(Pin.Gpio::name)
                .findFirst()
                .orElse(model.names().getFirst());
    }
}
