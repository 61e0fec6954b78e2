package onecard.edge.site;

import static onecard.edge.words.Message.BANDS_MEET;
import static onecard.edge.words.Message.LINE_TAKEN;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.WRITE_BAND;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import onecard.site.Board;

/// Binds `board.contacts`: each is a level of a line, or, where it says what it measures, a
/// supervised line.
final class ContactsBinder {

    private static final List<String> SUPERVISED =
            List.of("adc", "channel", "closed_mv", "open_mv");

    private static final List<String> OF_LEVELS = List.of("closed_when", "chip", "bias");

    private static final Board.Band NOTHING = new Board.Band(0, 0);
    private static final Board.Band SOMETHING = new Board.Band(1, 1);

    private final LineBinder lines;
    private final boolean simulated;
    private final Problems problems;
    private final Map<String, Board.Contact> contacts = new HashMap<>();
    private final Map<String, Board.Supervised> supervised = new HashMap<>();

    /// The path of what is wired to each channel.
    private final Map<String, String> channels = new HashMap<>();

    /// @param simulated the board's lines are files
    ContactsBinder(LineBinder lines, boolean simulated, Problems problems) {
        this.lines = lines;
        this.simulated = simulated;
        this.problems = problems;
    }

    void bind(Map<String, Settings> entries) {
        entries.forEach(
                (name, contact) -> {
                    if (SUPERVISED.stream().anyMatch(key -> contact.at(key).isPresent())) {
                        supervised.put(name, supervised(contact));
                    } else {
                        contacts.put(name, level(contact));
                    }
                });
    }

    Map<String, Board.Contact> contacts() {
        return contacts;
    }

    Map<String, Board.Supervised> supervised() {
        return supervised;
    }

    private Board.Contact level(Settings contact) {
        required(contact, "closed_when");
        return new Board.Contact(
                lines.line(contact, "chip", "bias"),
                contact.is("closed_when", "high"),
                Board.Bias.valueOf(contact.text("bias").toUpperCase(Locale.ROOT)),
                debounce(contact));
    }

    private Board.Supervised supervised(Settings contact) {
        if (contact.at("line").isEmpty()) {
            for (var key : OF_LEVELS) {
                if (contact.at(key).isPresent()) {
                    problems.add(contact, key, "without_effect", key, ONLY_WITH.with("line"));
                }
            }
        }
        var channel = channel(contact);
        var closed = band(contact, "closed_mv");
        var open = band(contact, "open_mv");
        if (closed.isPresent() && open.isPresent() && closed.get().meets(open.get())) {
            problems.add(contact, "open_mv", "bands_meet", "a sequence", BANDS_MEET.with());
            open = Optional.empty();
        }
        return closed.isPresent() && open.isPresent()
                ? new Board.Supervised(channel, closed.get(), open.get(), debounce(contact))
                : new Board.Supervised(channel, NOTHING, SOMETHING, debounce(contact)); // said
    }

    private Optional<Board.Channel> channel(Settings contact) {
        if (simulated) {
            return Optional.empty();
        }
        var driver = new Driver(contact, List.of("adc", "line", "sim"), problems);
        driver.only("adc", "channel");
        if (!driver.chosen().equals("adc")) {
            return Optional.empty();
        }
        required(contact, "channel");
        var channel = contact.find("channel").map(Integer::parseInt).orElse(0);
        var adc = contact.text("adc");
        if (contact.at("channel").isPresent()) {
            claim(contact, adc + " " + channel);
        }
        return Optional.of(new Board.Channel(adc, channel));
    }

    private void claim(Settings contact, String channel) {
        var other = channels.putIfAbsent(channel, contact.path());
        if (other != null) {
            problems.add(contact, "channel", "line_used_twice", LINE_TAKEN.with(other));
        }
    }

    private Optional<Board.Band> band(Settings contact, String key) {
        required(contact, key);
        if (contact.at(key).isEmpty()) {
            return Optional.empty();
        }
        var ends = contact.items(key).stream().map(Integer::parseInt).toList();
        if (ends.size() != 2 || ends.getFirst() > ends.getLast()) {
            problems.add(contact, key, "band", "a sequence", WRITE_BAND.with());
            return Optional.empty();
        }
        return Optional.of(new Board.Band(ends.getFirst(), ends.getLast()));
    }

    private void required(Settings contact, String key) {
        if (contact.at(key).isEmpty()) {
            problems.required(contact, key);
        }
    }

    private static Duration debounce(Settings contact) {
        return Duration.ofMillis(contact.whole("debounce_ms"));
    }
}
