package onecard.edge.doctor;

import static onecard.edge.words.Message.CONTACT_LINE;
import static onecard.edge.words.Message.LINE_FREE;
import static onecard.edge.words.Message.LINE_HELD;
import static onecard.edge.words.Message.LINE_SAME;
import static onecard.edge.words.Message.LINE_SAME_NEXT;
import static onecard.edge.words.Message.LINE_SIMULATED;
import static onecard.edge.words.Message.RELAY_KEEPS_NEXT;
import static onecard.edge.words.Message.RELAY_LINE;
import static onecard.edge.words.Message.RELAY_ON_NEXT;
import static onecard.edge.words.Message.RELAY_UNKNOWN_NEXT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import onecard.edge.lines.LineWords;
import onecard.edge.lines.Wires;
import onecard.hal.gpio.GpioException;
import onecard.hal.gpio.LineFault;
import onecard.hal.gpio.LineInfo;
import onecard.hal.gpio.Wire;
import onecard.site.Board;
import onecard.words.Words;

/// The board's lines: whether each is there and free, and what becomes of an output while nobody
/// decides anything. Asks for none, so it may run beside the daemon.
public final class LinesCheck {

    private final Look look;

    /// The part that each line was found for.
    private final Map<String, String> found = new HashMap<>();

    /// What there is at a place.
    @FunctionalInterface
    public interface Look {
        /// @throws GpioException that says why nothing can be had there
        LineInfo at(Wire wire) throws GpioException;
    }

    /// @param look at the lines of this machine
    public LinesCheck(Look look) {
        this.look = look;
    }

    /// One finding a line, relays first, by name.
    public List<Finding> check(Board board) {
        var findings = new ArrayList<Finding>();
        new TreeMap<>(board.relays())
                .forEach((name, relay) -> findings.add(relay("board.relays." + name, relay)));
        new TreeMap<>(board.contacts())
                .forEach(
                        (name, contact) ->
                                findings.add(contact("board.contacts." + name, contact)));
        return findings;
    }

    private Finding relay(String part, Board.Relay relay) {
        return switch (relay.line()) {
            case Board.Line.Sim() -> new Finding.Ok(part, LINE_SIMULATED.with());
            case Board.Line.OfChip line -> {
                try {
                    var info = info(part, line, relay.activeHigh(), relay.bias());
                    yield taken(part, info) ? same(part, info) : resting(part, info, relay.rest());
                } catch (GpioException failed) {
                    yield failed(part, failed);
                }
            }
        };
    }

    private Finding contact(String part, Board.Contact contact) {
        return switch (contact.line()) {
            case Board.Line.Sim() -> new Finding.Ok(part, LINE_SIMULATED.with());
            case Board.Line.OfChip line -> {
                try {
                    var info = info(part, line, contact.closedWhenHigh(), contact.bias());
                    yield taken(part, info)
                            ? same(part, info)
                            : new Finding.Ok(
                                    part, CONTACT_LINE.with(info.chip(), info.text(), held(info)));
                } catch (GpioException failed) {
                    yield failed(part, failed);
                }
            }
        };
    }

    /// A line that somebody else has is as good as none.
    private LineInfo info(String part, Board.Line.OfChip line, boolean activeHigh, Board.Bias bias)
            throws GpioException {
        var info = look.at(Wires.of(line, activeHigh, bias));
        var busy = new LineFault.InUse(info.chip(), info.text(), info.consumer());
        if (info.used() && !busy.by(part.substring(part.lastIndexOf('.') + 1))) {
            throw new GpioException(busy);
        }
        return info;
    }

    /// One line may have two names.
    private boolean taken(String part, LineInfo info) {
        return !found.merge(info.chip() + info.offset(), part, (first, _) -> first).equals(part);
    }

    private Finding same(String part, LineInfo info) {
        var other = found.getOrDefault(info.chip() + info.offset(), part);
        return new Finding.Fail(
                part, LINE_SAME.with(info.chip(), info.text(), other), LINE_SAME_NEXT.with());
    }

    private static Finding resting(String part, LineInfo info, Board.Rest rest) {
        var words =
                RELAY_LINE.with(
                        info.chip(),
                        info.text(),
                        held(info),
                        rest.energisedAtStop() ? "on" : "off",
                        wire(rest.atCrash()),
                        wire(rest.atPowerUp()));
        if (rest.atCrash() == Board.Fallback.UNKNOWN
                || rest.atPowerUp() == Board.Fallback.UNKNOWN) {
            return new Finding.Warn(part, words, RELAY_UNKNOWN_NEXT.with());
        }
        if (rest.atCrash() == Board.Fallback.KEEPS) {
            return new Finding.Warn(part, words, RELAY_KEEPS_NEXT.with());
        }
        return rest.energised()
                ? new Finding.Warn(part, words, RELAY_ON_NEXT.with())
                : new Finding.Ok(part, words);
    }

    private static Finding failed(String part, GpioException failed) {
        return new Finding.Fail(
                part, LineWords.what(failed.fault()), LineWords.next(failed.fault()));
    }

    private static Words held(LineInfo info) {
        return info.used() ? LINE_HELD.with() : LINE_FREE.with();
    }

    private static String wire(Board.Fallback fallback) {
        return fallback.name().toLowerCase(Locale.ROOT);
    }
}
