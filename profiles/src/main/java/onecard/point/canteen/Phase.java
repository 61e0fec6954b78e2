package onecard.point.canteen;

import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.point.Call;
import onecard.point.TapId;
import onecard.time.Mono;

/// What the till is doing.
public sealed interface Phase {

    /// Nothing is for sale.
    record Idle() implements Phase {}

    /// Whoever taps pays.
    ///
    /// @param until when what was keyed in is forgotten; absent: it stands
    /// @param by what it is sold by
    record Armed(Price price, Optional<Mono> until, Prices by) implements Phase {}

    /// Something was called for, and a card or a number is awaited.
    ///
    /// @param sale number of the one to be given back; absent: not asked, or not said yet
    /// @param until when it is forgotten
    record Asking(Call call, Optional<Long> sale, Mono until) implements Phase {}

    /// The intent is on its way to the journal: nothing is debited.
    ///
    /// @param from what was for sale, in case the journal will not have it
    /// @param doomed why it becomes void once it is durable: the journal has not even its tap
    record Beginning(Phase from, Paying paying, Optional<Reason> doomed) implements Phase {}

    /// So is the end of it: it is debited, and nobody is told yet.
    record Closing(Paying paying) implements Phase {}

    /// Money is on its way back.
    record Reversing() implements Phase {}

    /// One sale in hand.
    ///
    /// @param left in their wallets after it; absent where nothing is paid
    record Paying(TapId tap, Sale sale, Optional<Fen> left) {

        boolean is(Sale other) {
            return sale.id().equals(other.id());
        }
    }

    /// As the drawing and the events call it.
    default String name() {
        return switch (this) {
            case Idle() -> "idle";
            case Armed _ -> "armed";
            case Asking _ -> "asking";
            case Beginning _ -> "beginning";
            case Closing _ -> "closing";
            case Reversing() -> "reversing";
        };
    }

    /// What whoever taps is to pay.
    default Optional<Price> asks() {
        return switch (this) {
            case Armed(var price, _, _) -> Optional.of(price);
            case Idle(), Asking _, Beginning _, Closing _, Reversing() -> Optional.empty();
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Armed(_, var until, _) -> until;
            case Asking(_, _, var until) -> Optional.of(until);
            case Idle(), Beginning _, Closing _, Reversing() -> Optional.empty();
        };
    }

    /// Whether the journal's answer is awaited: nothing else begins meanwhile.
    default boolean isBusy() {
        return switch (this) {
            case Beginning _, Closing _, Reversing() -> true;
            case Idle(), Armed _, Asking _ -> false;
        };
    }

    /// What a card is to answer; empty: that it pays.
    default Optional<Call> awaits() {
        return this instanceof Asking(var call, _, _) && call.awaitsCard()
                ? Optional.of(call)
                : Optional.empty();
    }
}
