package onecard.point.canteen;

import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Fen;
import onecard.money.Reading;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.point.TapId;
import onecard.point.canteen.Phase.Paying;
import onecard.time.Mono;

/// What is going on at a valve; only while somebody draws is it open.
public sealed interface Flow {

    /// Nobody draws anything.
    record Shut() implements Flow {}

    /// The intent is on its way to the journal: nothing is debited.
    ///
    /// @param doomed why it becomes void once it is durable: the journal has not even its tap
    record Beginning(Paying paying, Optional<Reason> doomed) implements Flow {}

    /// So is the end of it: the most is debited, and the valve is shut still.
    record Closing(Paying paying) implements Flow {}

    /// The valve is open.
    ///
    /// @param now what was drawn so far
    /// @param read what was recorded of it last
    /// @param next not before then is more of it recorded
    /// @param until when they are taken to have left, if the meter goes on resting
    /// @param end when that is so in any case
    record Drawing(TapId tap, Sale sale, Reading now, Reading read, Mono next, Mono until, Mono end)
            implements Flow {

        boolean isUsedUp() {
            return now.drawn().equals(sale.amount());
        }
    }

    /// The valve is shut, and what was paid and not drawn is on its way back.
    ///
    /// @param tap by which it was ended; absent: by none
    /// @param again when that is tried once more; absent: the journal has yet to answer
    record Settling(SaleId sale, Fen drawn, Optional<TapId> tap, Optional<Mono> again)
            implements Flow {}

    /// As the drawing and the events call it.
    default String name() {
        return switch (this) {
            case Shut() -> "shut";
            case Beginning _ -> "beginning";
            case Closing _ -> "closing";
            case Drawing _ -> "drawing";
            case Settling _ -> "settling";
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Drawing drawing -> Optional.of(drawing.until());
            case Settling(_, _, _, var again) -> again;
            case Shut(), Beginning _, Closing _ -> Optional.empty();
        };
    }
}
