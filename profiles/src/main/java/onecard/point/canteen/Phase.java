package onecard.point.canteen;

import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.point.Call;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.TapId;
import onecard.time.Mono;

/// What the till is doing.
public sealed interface Phase {

    /// An answer of the journal or of a card is awaited: nothing else begins meanwhile.
    sealed interface Busy extends Phase {}

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
    record Beginning(Phase from, Paying paying, Optional<Reason> doomed) implements Busy {}

    /// So is the end of it: it is debited, and nobody is told yet.
    record Closing(Paying paying) implements Busy {}

    /// Card and module are to agree on a debit: nothing is recorded, and nothing debited.
    ///
    /// @param from what was for sale, in case they do not
    /// @param doomed why it is none even if they do: the journal has not even its tap
    record Opening(Phase from, Paying paying, Optional<Reason> doomed) implements Busy {}

    /// The intent is durable, and the card is being debited.
    ///
    /// @param from what was for sale, in case it is not
    record Debiting(Phase from, Paying paying) implements Busy {}

    /// The card left while it was debited. Only the same card can tell, and no other is taken.
    ///
    /// @param from what was for sale, in case it was not debited
    /// @param until when the till goes on without it; absent: when an operator says so
    record Torn(Phase from, Paying paying, Optional<Mono> until) implements Busy {}

    /// Money is on its way back.
    ///
    /// @param wish what was asked for: of another sale is another's answer
    record Reversing(Wish wish) implements Busy {}

    /// A journey has ended, and what was too much is on its way back.
    ///
    /// @param sale that it was paid by
    record Alighting(TapId tap, SaleId sale) implements Busy {}

    /// One sale in hand.
    ///
    /// @param left in their wallets after it; absent where nothing is paid
    record Paying(TapId tap, Sale sale, Optional<Fen> left) {

        /// The same, as card and module have agreed on it.
        Paying by(Sale agreed) {
            return new Paying(tap, agreed, agreed.leftInPurse().or(() -> left));
        }

        private Optional<Sale> byPurse() {
            return Optional.of(sale).filter(it -> it.basis().purse().isPresent());
        }

        boolean is(Sale other) {
            return sale.id().equals(other.id());
        }

        /// Whether that is the answer to its record of that state.
        boolean is(Sale other, Sale.State as) {
            return is(other) && other.state() == as;
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
            case Reversing _ -> "reversing";
            case Alighting _ -> "alighting";
            case Opening _ -> "opening";
            case Debiting _ -> "debiting";
            case Torn _ -> "torn";
        };
    }

    /// What whoever taps is to pay.
    default Optional<Price> asks() {
        return switch (this) {
            case Armed(var price, _, _) -> Optional.of(price);
            case Idle(), Asking _, Busy _ -> Optional.empty();
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Armed(_, var until, _) -> until;
            case Asking(_, _, var until) -> Optional.of(until);
            case Torn(_, _, var until) -> until;
            case Idle(), Busy _ -> Optional.empty();
        };
    }

    /// The sale that a card is about to pay, and of which it is not known yet whether it has.
    default Optional<Sale> paysByPurse() {
        return switch (this) {
            case Opening(_, var paying, _) -> Optional.of(paying.sale());
            case Beginning(_, var paying, _) -> paying.byPurse();
            case Debiting(_, var paying) -> paying.byPurse();
            case Closing(var paying) -> paying.byPurse();
            case Idle(), Armed _, Asking _, Reversing _, Alighting _, Torn _ -> Optional.empty();
        };
    }

    default boolean isBusy() {
        return this instanceof Busy;
    }

    /// What a card is to answer; empty: that it pays.
    default Optional<Call> awaits() {
        return this instanceof Asking(var call, _, _) && call.awaitsCard()
                ? Optional.of(call)
                : Optional.empty();
    }
}
