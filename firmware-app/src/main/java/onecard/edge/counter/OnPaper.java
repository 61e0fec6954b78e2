package onecard.edge.counter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.loop.Counter;
import onecard.edge.loop.Stimulus.AtCounter.NotPrinted;
import onecard.hal.Printer;
import onecard.hal.Receipt;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Pair;
import onecard.hal.Receipt.Rule;
import onecard.hal.Receipt.Size;
import onecard.hal.Receipt.Text;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.time.Moment;

/// What a printer prints: a receipt of each sale, by which it is found again. Never a name, and no
/// number of a card: it is left lying about.
///
/// @param site whose canteen it is
/// @param zone of the times on it
/// @param refused hears of a receipt that the printer does not take; does not block
public record OnPaper(Printer printer, String site, ZoneId zone, Consumer<NotPrinted> refused)
        implements Counter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// Nothing is proved by what is not paid yet.
    @Override
    public void post(Optional<Price> price, Moment now) {}

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        var receipt = new Receipt(sale.id().toString(), parts(sale, left));
        printer.print(receipt).ifPresent(why -> refused.accept(new NotPrinted(receipt.id(), why)));
    }

    private List<Receipt.Part> parts(Sale sale, Optional<Fen> left) {
        var parts = new ArrayList<Receipt.Part>();
        parts.add(new Text(site, Align.CENTRE, Size.DOUBLE));
        parts.add(new Rule());
        parts.add(new Pair("终端 Till", sale.id().point()));
        parts.add(new Pair("单号 No.", Long.toString(sale.id().number())));
        parts.add(new Pair("营业日 Day", sale.serving().businessDate().toString()));
        parts.add(new Pair("餐次 Meal", sale.serving().meal()));
        parts.add(new Pair("时间 Time", time(sale.at())));
        parts.add(new Rule());
        sale.legs().legs().forEach(leg -> parts.add(new Pair(leg.wallet(), leg.amount().yuan())));
        if (left.isPresent()) {
            parts.add(new Pair("实付 Paid", sale.amount().yuan(), Size.DOUBLE));
            parts.add(new Pair("余额 Left", left.get().yuan()));
        } else {
            parts.add(new Text("已计次 Counted", Align.LEFT, Size.DOUBLE));
        }
        return parts;
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}
