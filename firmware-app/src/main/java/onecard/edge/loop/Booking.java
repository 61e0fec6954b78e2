package onecard.edge.loop;

import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Difference;
import onecard.money.Ledger;
import onecard.money.Place;
import onecard.money.Reading;
import onecard.money.Refund;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Settlement;
import onecard.point.Input;

/// A record of money on its way to the journal, and what its till hears of the answer.
sealed interface Booking {

    PointSlot<?> slot();

    /// The same for that till.
    Booking at(PointSlot<?> other);

    /// What its till hears once it is durable; empty where none waits.
    default Optional<Input.AtTill> booked() {
        return Optional.empty();
    }

    /// And where it will not be.
    default Optional<Input.AtTill> notBooked(Reason why) {
        return Optional.empty();
    }

    /// The books with it.
    Ledger in(Ledger ledger, Place where);

    /// A sale, a step further.
    record OfSale(PointSlot<?> slot, Sale sale) implements Booking {
        @Override
        public Booking at(PointSlot<?> other) {
            return new OfSale(other, sale);
        }

        @Override
        public Optional<Input.AtTill> booked() {
            return Optional.of(new Input.AtTill.Booked(sale));
        }

        @Override
        public Optional<Input.AtTill> notBooked(Reason why) {
            return Optional.of(new Input.AtTill.NotBooked(sale, why));
        }

        @Override
        public Ledger in(Ledger ledger, Place where) {
            return ledger.after(sale, Optional.of(where));
        }
    }

    /// A sale of before that its card has paid, as it says now; no till waits for it.
    ///
    /// @param slot where the card was shown
    record OfSettled(PointSlot<?> slot, Sale sale) implements Booking {
        @Override
        public Booking at(PointSlot<?> other) {
            return new OfSettled(other, sale);
        }

        @Override
        public Ledger in(Ledger ledger, Place where) {
            return ledger.after(sale, Optional.of(where));
        }
    }

    /// Money that goes back; meanwhile no more of that sale does.
    record OfReversal(PointSlot<?> slot, Reversal reversal) implements Booking {
        @Override
        public Booking at(PointSlot<?> other) {
            return new OfReversal(other, reversal);
        }

        @Override
        public Optional<Input.AtTill> booked() {
            return Optional.of(new Input.AtTill.Reversed(reversal));
        }

        @Override
        public Optional<Input.AtTill> notBooked(Reason why) {
            return Optional.of(new Input.AtTill.NotReversed(reversal.of(), why));
        }

        @Override
        public Ledger in(Ledger ledger, Place where) {
            return switch (reversal) {
                case Reversal.Void(var sale) -> ledger.after(sale, Optional.of(where));
                case Refund refund -> ledger.refunded(refund, Optional.of(where));
            };
        }

        boolean isOf(SaleId sale) {
            return reversal.of().equals(sale);
        }
    }

    /// How much was drawn. Its point hears only that it will not be there.
    record OfReading(PointSlot<?> slot, Reading reading) implements Booking {
        @Override
        public Booking at(PointSlot<?> other) {
            return new OfReading(other, reading);
        }

        @Override
        public Optional<Input.AtTill> notBooked(Reason why) {
            return Optional.of(new Input.AtTill.OfMeter.NotRead(reading, why));
        }

        @Override
        public Ledger in(Ledger ledger, Place where) {
            return ledger.read(reading);
        }
    }

    /// A batch is closed: no till waits for it, and it is offered until the journal has it.
    record OfSettlement(PointSlot<?> slot, Settlement settled) implements Booking {
        @Override
        public Booking at(PointSlot<?> other) {
            return new OfSettlement(other, settled);
        }

        @Override
        public Ledger in(Ledger ledger, Place where) {
            return ledger.settled(settled);
        }
    }

    /// How a meal was. No till waits for it; one that the journal will not hold is not said twice.
    record OfRating(PointSlot<?> slot, int stars) implements Told {
        @Override
        public Booking at(PointSlot<?> other) {
            return new OfRating(other, stars);
        }
    }

    /// The host counted something else. It has said so, and may say it again.
    record OfDifference(PointSlot<?> slot, Difference difference) implements Told {
        @Override
        public Booking at(PointSlot<?> other) {
            return new OfDifference(other, difference);
        }
    }

    /// Moves no money, and no till hears of it.
    sealed interface Told extends Booking {
        @Override
        default Optional<Input.AtTill> booked() {
            return Optional.empty();
        }

        @Override
        default Optional<Input.AtTill> notBooked(Reason why) {
            return Optional.empty();
        }

        @Override
        default Ledger in(Ledger ledger, Place where) {
            return ledger;
        }
    }
}
