package onecard.edge.counter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.intake.Stimulus.AtCounter.NotPrinted;
import onecard.edge.loop.Counter;
import onecard.edge.loop.Slip;
import onecard.hal.Printer;
import onecard.hal.Receipt;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Rule;
import onecard.hal.Receipt.Size;
import onecard.hal.Receipt.Text;
import onecard.money.Account;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Refund;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;

/// What a printer prints: a receipt of each sale, by which it is found again, and of what goes
/// back; the reports of a settlement and of what one would say; what the host counted otherwise;
/// what was printed last once more; what somebody asked of their own. Never a name, and no number
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
        print(name(reversal), Slips.back(reversal, now.wall(), zone));
    }

    private static String name(Reversal reversal) {
        return switch (reversal) {
            case Reversal.Void(var sale) -> sale.id() + " void";
            case Refund refund -> refund.id().toString();
        };
    }

    @Override
    public void tell(Settlement settled, Moment now) {
        print(name(settled), Slips.settled(settled, zone));
    }

    private static String name(Settlement settled) {
        return settled.point() + " batch " + settled.batch().number();
    }

    @Override
    public void totals(Settlement soFar, Moment now) {
        print(name(soFar) + " so far", Slips.soFar(soFar, zone));
    }

    @Override
    public void tell(Difference difference, Moment now) {
        print(name(difference.settled()) + " differs", Slips.differs(difference, now.wall(), zone));
    }

    /// Marked, so that nobody takes it for a second sale.
    @Override
    public void again(Slip slip, Moment now) {
        switch (slip) {
            case Slip.Paid(var sale, var left) ->
                    copy(sale.id().toString(), Slips.paid(sale, left, zone));
            case Slip.Back(var reversal, var at) ->
                    copy(name(reversal), Slips.back(reversal, at, zone));
            case Slip.Settled(var settled) -> copy(name(settled), Slips.settled(settled, zone));
        }
    }

    private void copy(String id, List<Receipt.Part> parts) {
        var all = new ArrayList<Receipt.Part>();
        all.add(new Text("副本 COPY", Align.CENTRE, Size.DOUBLE));
        all.addAll(parts);
        print(id + " copy", all);
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
