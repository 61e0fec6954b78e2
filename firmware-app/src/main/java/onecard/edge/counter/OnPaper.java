package onecard.edge.counter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.loop.Counter;
import onecard.edge.loop.Stimulus.AtCounter.NotPrinted;
import onecard.hal.Printer;
import onecard.hal.Receipt;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Rule;
import onecard.hal.Receipt.Size;
import onecard.hal.Receipt.Text;
import onecard.money.Account;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Refund;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;

/// What a printer prints: a receipt of each sale, by which it is found again, and of what goes
/// back; the report of a settlement; what somebody asked of their own. Never a name, and no number
/// of a card: it is left lying about.
///
/// @param site whose canteen it is
/// @param zone of the times on it
/// @param refused hears of a receipt that the printer does not take; does not block
public record OnPaper(Printer printer, String site, ZoneId zone, Consumer<NotPrinted> refused)
        implements Counter {

    /// Nothing is proved by what is not paid yet.
    @Override
    public void post(Optional<Price> price, Moment now) {}

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        print(sale.id().toString(), Slips.paid(sale, left, zone));
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        var name =
                switch (reversal) {
                    case Reversal.Void(var sale) -> sale.id() + " void";
                    case Refund refund -> refund.id().toString();
                };
        print(name, Slips.back(reversal, now.wall(), zone));
    }

    @Override
    public void tell(Settlement settled, Moment now) {
        print(settled.point() + " batch " + settled.batch().number(), Slips.settled(settled, zone));
    }

    @Override
    public void tell(Account account, Moment now) {
        print("account", Slips.account(account, zone));
    }

    private void print(String id, List<Receipt.Part> parts) {
        var receipt = new Receipt(id, headed(parts));
        printer.print(receipt).ifPresent(why -> refused.accept(new NotPrinted(receipt.id(), why)));
    }

    private List<Receipt.Part> headed(List<Receipt.Part> parts) {
        var all = new ArrayList<Receipt.Part>();
        all.add(new Text(site, Align.CENTRE, Size.DOUBLE));
        all.add(new Rule());
        all.addAll(parts);
        return all;
    }
}
