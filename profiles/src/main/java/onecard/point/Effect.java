package onecard.point;

import java.util.Optional;
import java.util.Set;
import onecard.access.Reason;
import onecard.attendance.Signing;
import onecard.money.Account;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reading;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.time.Mono;

/// What a point wants done. Data, run in order by the edge loop; relay effects are idempotent
/// levels, never toggles.
public sealed interface Effect {

    /// Put the tap into the journal; [Input.Recorded] or [Input.NotRecorded] answers.
    record Record(TapId tap) implements Effect {}

    /// Put a fact into the journal that nobody waits for.
    ///
    /// @param cause the tap or press it follows from
    record Note(Fact fact, Optional<TapId> cause) implements Effect {
        public static Note of(Fact fact) {
            return new Note(fact, Optional.empty());
        }

        public static Note of(Fact fact, TapId cause) {
            return new Note(fact, Optional.of(cause));
        }
    }

    /// Energise the output until `until`; it drops by itself then, even if nobody is left to say
    /// so.
    record Release(Output output, Mono until) implements Effect {}

    /// Energise the output for as long as this is its last relay effect. The runner renews
    /// it every second, and the driver drops it 3 s after the last renewal unless the line
    /// declares otherwise.
    record Hold(Output output, Cause cause) implements Effect {}

    /// De-energise the output.
    record Relock(Output output) implements Effect {}

    /// Light, beep and text to whoever made this tap, where it was made: `OK` or why not.
    record Show(TapId tap, Reason reason) implements Effect {}

    /// The local held-open warning tone, on or off.
    record Warn(boolean on) implements Effect {}

    /// What only a desk wants.
    sealed interface AtDesk extends Effect {

        /// Put the sign into the journal; [Input.AtDesk.Entered] or [Input.AtDesk.NotEntered]
        /// answers.
        ///
        /// @param tap by which it was made
        record Enter(TapId tap, Signing.Yes signing) implements AtDesk {}

        /// Tell whoever signed that they are welcome, and where they sit.
        record Welcome(TapId tap, Signing.Yes signing) implements AtDesk {}

        /// Tell whoever signed before the same.
        record Greet(TapId tap, Signing.Already already) implements AtDesk {}
    }

    /// What only a till wants.
    sealed interface AtTill extends Effect {

        /// Put the sale, in this state, into the journal; [Input.AtTill.Booked] or
        /// [Input.AtTill.NotBooked] answers. What is void is offered until the journal has it.
        ///
        /// @param tap it follows from
        record Book(Sale sale, TapId tap) implements AtTill {}

        /// What is asked of a card with a purse.
        sealed interface OfPurse extends AtTill {}

        /// Let the card that made that tap and the till's module agree on the debit that pays the
        /// sale; [Input.AtTill.Opened] or [Input.AtTill.NotOpened] answers. Nothing is debited.
        record Open(TapId tap, Sale sale) implements OfPurse {}

        /// Debit the card by what was agreed on, once; its intent is durable.
        /// [Input.AtTill.Debited], [Input.AtTill.NotDebited] or [Input.AtTill.Torn] answers.
        record Debit(TapId tap, Sale sale) implements OfPurse {}

        /// Tell whoever paid that it is done: tone, voice, text, receipt.
        ///
        /// @param left in their wallets; absent where nothing is paid
        record Tell(TapId tap, Sale sale, Optional<Fen> left) implements AtTill {}

        /// Show both sides what whoever taps now is to pay; empty: nothing is for sale.
        record Post(Optional<Price> price) implements AtTill {}

        /// Give money back, if it may be: [Input.AtTill.Reversed] or [Input.AtTill.NotReversed]
        /// answers.
        record Reverse(Wish wish, Staff staff) implements AtTill {}

        /// Tell that it is.
        record TellReversed(Reversal reversal) implements AtTill {}

        /// Settle what was sold since the last time.
        record Settle(Staff staff) implements AtTill {}

        /// Tell what a settlement would say now, and close nothing.
        record TellTotals() implements AtTill {}

        /// Print once more what was printed last, as a copy.
        record Reprint() implements AtTill {}

        /// Put into the journal how that meal was, and thank for it. Nobody waits for that.
        ///
        /// @param stars 1 to 5, the best
        record Rate(SaleId sale, int stars) implements AtTill {}

        /// Tell whoever asked what stands in their wallets.
        record TellAccount(TapId tap, Account account) implements AtTill {}

        /// Tell whoever works at the till.
        sealed interface Say extends AtTill {

            /// What is to be done, or was.
            record That(Notice notice) implements Say {}

            /// Why something is not.
            record Why(Reason reason) implements Say {}
        }

        /// Put into the journal how much was drawn; [Input.AtTill.OfMeter.Read] or
        /// [Input.AtTill.OfMeter.NotRead] answers.
        record Read(Reading reading) implements AtTill {}

        /// What is to be given back.
        sealed interface Wish {

            /// Whether it is of that sale.
            default boolean isOf(SaleId sale) {
                return switch (this) {
                    case Void(var last) -> last.equals(sale);
                    case Refund(var number, _) -> number == sale.number();
                    case Rest(var journey, _) -> journey.equals(sale);
                };
            }

            /// All of it.
            record Void(SaleId sale) implements Wish {}

            /// @param number of a sale of this till
            /// @param amount absent: all that is left of it
            record Refund(long number, Optional<Fen> amount) implements Wish {}

            /// What was paid ahead and is too much, even if that is nothing.
            ///
            /// @param sale that it was paid by
            /// @param fare what it has cost
            record Rest(SaleId sale, Fen fare) implements Wish {}
        }

        /// Tell the operator of plates that nobody has a price for; none: of those told before
        /// nothing is left to do.
        ///
        /// @param tags of them
        record Unpriced(Set<String> tags) implements AtTill {
            public Unpriced {
                tags = Set.copyOf(tags);
            }
        }
    }
}
