package onecard.money;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import onecard.access.Reason;
import onecard.time.Mono;

/// The decision over what is given back: pure, total. Who may ask for it was decided before.
///
/// What was never done, is void or forgotten cannot be given back (`NO_SUCH_SALE`); what was sold
/// in training only in training, and what was not, not. What the purse of a card paid is not given
/// back here (`NOT_ALLOWED`): no terminal can put money on it.
public final class RefundRules {

    private RefundRules() {}

    /// What becomes of it.
    public sealed interface Back {

        /// Nothing is booked yet.
        record Yes(Reversal reversal) implements Back {}

        record No(Reason why) implements Back {}
    }

    /// Who gives back, where and when.
    ///
    /// @param point the till that does
    /// @param today its business date
    /// @param mono the same as now, in this run; absent where no journey is ended
    public record Desk(
            String point, Staff staff, LocalDate today, Instant now, Optional<Mono> mono) {

        /// One at which no journey is ended.
        public Desk(String point, Staff staff, LocalDate today, Instant now) {
            this(point, staff, today, now, Optional.empty());
        }
    }

    /// A refund: in parts or whole, to the wallets that paid, the last one first; never more than
    /// is left of the sale (`REFUND_LIMIT`); of what was paid ahead and has ended
    /// nothing is.
    ///
    /// @param of a sale of any till of the device
    /// @param amount absent: all that is left of it
    public static Back refund(Ledger ledger, SaleId of, Optional<Fen> amount, Desk desk) {
        return line(ledger, of, desk.staff())
                .map(line -> refund(ledger, line, amount.orElseGet(line::rest), desk))
                .orElseGet(() -> new Back.No(Reason.NO_SUCH_SALE));
    }

    private static Back refund(Ledger ledger, Line line, Fen amount, Desk desk) {
        var sale = line.sale();
        if (sale.basis().purse().isPresent()) {
            return new Back.No(Reason.NOT_ALLOWED);
        }
        if (sale.basis().prepaid().isPresent() && !line.backs().isEmpty()) {
            return new Back.No(Reason.REFUND_LIMIT); // it ends once
        }
        var legs = sale.legs().giveBack(amount, line.given());
        if (amount.isZero() || legs.isEmpty()) {
            return new Back.No(Reason.REFUND_LIMIT);
        }
        return new Back.Yes(
                new Refund(
                        ledger.next(desk.point()),
                        sale.id(),
                        sale.diner(),
                        legs.get(),
                        sale.serving(),
                        desk.now(),
                        desk.today(),
                        ledger.under(desk.point(), desk.today(), desk.staff())));
    }

    /// A void: a sale is taken back whole, by whoever made it, in the same shift (`NOT_ALLOWED`),
    /// before it is settled (`SETTLED`) and before anything of it was given back (`REFUND_LIMIT`).
    public static Back takeBack(Ledger ledger, SaleId of, Staff staff) {
        var line = line(ledger, of, staff);
        if (line.isEmpty()) {
            return new Back.No(Reason.NO_SUCH_SALE);
        }
        var sale = line.get().sale();
        if (!sale.under().staff().equals(staff) || sale.basis().purse().isPresent()) {
            return new Back.No(Reason.NOT_ALLOWED);
        }
        if (!line.get().backs().isEmpty()) {
            return new Back.No(Reason.REFUND_LIMIT);
        }
        return ledger.batches().isOpen(of.point(), sale.under().batch())
                ? new Back.Yes(new Reversal.Void(sale.in(Sale.State.VOID)))
                : new Back.No(Reason.SETTLED);
    }

    private static Optional<Line> line(Ledger ledger, SaleId of, Staff staff) {
        return ledger.line(of)
                .filter(line -> line.sale().state() == Sale.State.DONE)
                .filter(line -> line.sale().under().training() == staff.training());
    }
}
