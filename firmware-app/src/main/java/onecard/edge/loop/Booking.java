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

    /// The till that sent it, by its id; the loop that hears the answer may know none of that name.
    String point();

    /// Whether it is a sale of that batch, or goes back in it: till it is answered nobody knows
    /// what the batch comes to.
    default boolean isIn(Settlement due) {
        return false;
    }

    /// Whether it takes the next number of its till, which is free again where the journal will
    /// not hold it.
    default boolean numbers() {
        return false;
    }

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

    private static boolean isIn(Sale sale, Settlement due) {
        return isOf(due, sale.id().point(), sale.under().batch());
    }

    private static boolean isOf(Settlement due, String point, long batch) {
        return due.point().equals(point) && due.batch().number() == batch;
    }

    /// A sale, a step further.
    record OfSale(String point, Sale sale) implements Booking {
        @Override
        public boolean isIn(Settlement due) {
            return Booking.isIn(sale, due);
        }

        @Override
        public boolean numbers() {
            return sale.state() == Sale.State.PENDING;
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
    /// @param point where the card was shown
    record OfSettled(String point, Sale sale) implements Booking {
        @Override
        public boolean isIn(Settlement due) {
            return Booking.isIn(sale, due);
        }

        @Override
        public Ledger in(Ledger ledger, Place where) {
            return ledger.after(sale, Optional.of(where));
        }
    }

    /// Money that goes back; meanwhile no more of that sale does.
    record OfReversal(String point, Reversal reversal) implements Booking {
        @Override
        public boolean isIn(Settlement due) {
            return switch (reversal) {
                case Reversal.Void(var sale) -> Booking.isIn(sale, due);
                case Refund refund ->
                        Booking.isOf(due, refund.id().point(), refund.under().batch());
            };
        }

        @Override
        public boolean numbers() {
            return switch (reversal) {
                case Reversal.Void _ -> false;
                case Refund _ -> true;
            };
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

    /// How much was drawn.
    record OfReading(String point, Reading reading) implements Booking {
        @Override
        public Optional<Input.AtTill> booked() {
            return Optional.of(new Input.AtTill.OfMeter.Read(reading));
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
    record OfSettlement(String point, Settlement settled) implements Booking {
        @Override
        public Ledger in(Ledger ledger, Place where) {
            return ledger.settled(settled);
        }
    }

    /// How a meal was. No till waits for it; one that the journal will not hold is not said twice.
    record OfRating(String point, int stars) implements Told {}

    /// The host counted something else. It has said so, and may say it again.
    record OfDifference(String point, Difference difference) implements Told {}

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
