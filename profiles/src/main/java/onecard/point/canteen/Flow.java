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
    /// @param read what the journal was last told of it
    /// @param answer until then it may take to hold that; absent: it does
    /// @param next not before then is it told more
    /// @param until when they are taken to have left, if the meter goes on resting
    /// @param end when that is so in any case
    record Drawing(
            TapId tap,
            Sale sale,
            Reading now,
            Reading read,
            Optional<Mono> answer,
            Mono next,
            Mono until,
            Mono end)
            implements Flow {

        boolean isUsedUp() {
            return now.drawn().equals(sale.amount());
        }

        /// Whether more fen were drawn than the journal was told.
        boolean isAhead() {
            return now.drawn().compareTo(read.drawn()) > 0;
        }

        /// What it must hold yet before what is left goes back; empty: it holds all of it.
        Optional<Reading> unread() {
            return isAhead() ? Optional.of(now) : answer.map(_ -> read);
        }

        /// The journal holds what it was told.
        Drawing durable() {
            return new Drawing(tap, sale, now, read, Optional.empty(), next, until, end);
        }

        /// The journal will not hold it: it is told anew.
        Drawing untold() {
            var nothing = new Reading(sale.id(), 0, Fen.ZERO);
            return new Drawing(tap, sale, now, nothing, Optional.empty(), next, until, end);
        }
    }

    /// The valve is shut, and what was paid and not drawn goes back: first the journal holds how
    /// much was drawn, and then what goes back of it, so that the one tells of the other.
    ///
    /// @param unread what it must hold first; absent: it does, and the rest is on its way
    /// @param tap by which it was ended; absent: by none
    /// @param again when that is tried once more; absent: the journal has yet to answer
    record Settling(
            SaleId sale,
            Fen drawn,
            Optional<Reading> unread,
            Optional<TapId> tap,
            Optional<Mono> again)
            implements Flow {

        boolean awaits(Reading reading) {
            return unread.filter(reading::equals).isPresent();
        }

        /// It holds how much was drawn.
        Settling read() {
            return new Settling(sale, drawn, Optional.empty(), tap, Optional.empty());
        }

        /// Nobody waits for it any more.
        Settling again(Optional<Mono> then) {
            return new Settling(sale, drawn, unread, Optional.empty(), then);
        }
    }

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
            case Drawing drawing -> Mono.sooner(drawing.answer(), Optional.of(drawing.until()));
            case Settling(_, _, _, _, var again) -> again;
            case Shut(), Beginning _, Closing _ -> Optional.empty();
        };
    }
}
