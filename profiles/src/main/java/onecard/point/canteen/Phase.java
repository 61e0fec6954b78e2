package onecard.point.canteen;

import java.util.Optional;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.point.TapId;
import onecard.time.Mono;

/// What the till is doing.
public sealed interface Phase {

    /// Nothing is for sale.
    record Idle() implements Phase {}

    /// Whoever taps pays.
    ///
    /// @param until when what was keyed in is forgotten; absent: it stands
    record Armed(Price price, Optional<Mono> until) implements Phase {}

    /// The intent is on its way to the journal: nothing is debited.
    ///
    /// @param from what was for sale, in case the journal will not have it
    record Beginning(Phase from, Paying paying) implements Phase {}

    /// So is the end of it: it is debited, and nobody is told yet.
    record Closing(Paying paying) implements Phase {}

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
            case Beginning _ -> "beginning";
            case Closing _ -> "closing";
        };
    }

    /// What whoever taps is to pay.
    default Optional<Price> asks() {
        return switch (this) {
            case Armed(var price, _) -> Optional.of(price);
            case Idle(), Beginning _, Closing _ -> Optional.empty();
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Armed(_, var until) -> until;
            case Idle(), Beginning _, Closing _ -> Optional.empty();
        };
    }
}
