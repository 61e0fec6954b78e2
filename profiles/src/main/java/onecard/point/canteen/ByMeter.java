package onecard.point.canteen;

import java.time.Duration;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Reading;
import onecard.money.SaleId;

/// How what runs through a valve is sold.
///
/// @param draw what it costs
/// @param least whoever may not spend so much draws nothing
/// @param most paid as it begins, by whoever may spend it
/// @param step so much more was drawn: that is recorded
/// @param away the meter has rested for so long: whoever drew has left
/// @param longest nobody draws for longer
public record ByMeter(Draw draw, Fen least, Fen most, Fen step, Duration away, Duration longest) {

    /// @throws IllegalArgumentException if nobody needs money, or has time
    public ByMeter {
        if (least.isZero() || step.isZero() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException(least + " to " + most + " by " + step);
        }
        if (away.isNegative() || away.isZero() || longest.compareTo(away) < 0) {
            throw new IllegalArgumentException("away after " + away + ", at most " + longest);
        }
    }

    /// @param paid for that sale: nobody is charged more
    Reading reading(SaleId sale, Fen paid, long pulses) {
        return new Reading(sale, pulses, Fen.least(draw.costs(pulses), paid));
    }
}
