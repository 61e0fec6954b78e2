package onecard.edge.doctor;

import static onecard.edge.words.Message.ADC_FAULT_NEXT;
import static onecard.edge.words.Message.ADC_LINE;
import static onecard.edge.words.Message.ADC_UNREAD;
import static onecard.edge.words.Message.ADC_UNREAD_NEXT;
import static onecard.edge.words.Message.LINE_SIMULATED;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import onecard.edge.lines.Wires;
import onecard.hal.SupervisedLine.Measured;
import onecard.site.Board;

/// The board's supervised contacts: what each measures now, and what that means. May run beside the
/// daemon.
public final class ConvertersCheck {

    private final Look look;

    /// What there is at a channel.
    @FunctionalInterface
    public interface Look {
        Measured at(Board.Channel channel);
    }

    /// @param look at the converters of this machine
    public ConvertersCheck(Look look) {
        this.look = look;
    }

    /// One finding a contact, by name.
    public List<Finding> check(Board board) {
        return new TreeMap<>(board.supervised())
                .entrySet().stream()
                        .map(each -> contact("board.contacts." + each.getKey(), each.getValue()))
                        .toList();
    }

    private Finding contact(String part, Board.Supervised line) {
        return line.channel()
                .map(channel -> measured(part, line, channel))
                .orElseGet(() -> new Finding.Ok(part, LINE_SIMULATED.with()));
    }

    private Finding measured(String part, Board.Supervised line, Board.Channel channel) {
        return switch (look.at(channel)) {
            case Measured.Unread(var why) ->
                    new Finding.Fail(
                            part,
                            ADC_UNREAD.with(channel.converter(), channel.number(), why),
                            ADC_UNREAD_NEXT.with());
            case Measured.Millivolts(var millivolts) -> {
                var reading = Wires.bands(line).reading(millivolts);
                var found =
                        ADC_LINE.with(
                                channel.converter(),
                                channel.number(),
                                millivolts,
                                reading.name().toLowerCase(Locale.ROOT));
                yield switch (reading) {
                    case CLOSED, OPEN -> new Finding.Ok(part, found);
                    case SHORT, CUT, ODD -> new Finding.Fail(part, found, ADC_FAULT_NEXT.with());
                };
            }
        };
    }
}
