package onecard.edge.counter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Pair;
import onecard.hal.Receipt.Part;
import onecard.hal.Receipt.Rule;
import onecard.hal.Receipt.Size;
import onecard.hal.Receipt.Text;
import onecard.money.Account;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.Legs;
import onecard.money.Pickup;
import onecard.money.Refund;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.money.Totals;
import onecard.money.Under;

/// What stands on a till's slips of paper, below the name of the site.
final class Slips {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// Listed on one slip, which has room for so many beside the totals.
    private static final int UNKNOWN_MAX = 40;

    private Slips() {}

    static List<Part> paid(Sale sale, Optional<Fen> left, ZoneId zone) {
        var parts = new ArrayList<Part>();
        training(parts, sale.under());
        parts.add(new Pair("终端 Till", sale.id().point()));
        parts.add(new Pair("单号 No.", Long.toString(sale.id().number())));
        parts.add(new Pair("营业日 Day", sale.serving().businessDate().toString()));
        parts.add(new Pair("餐次 Meal", sale.serving().meal()));
        parts.add(new Pair("时间 Time", time(sale.at(), zone)));
        parts.add(new Rule());
        legs(parts, sale.legs());
        if (sale.basis().order().isPresent()) {
            handedOut(parts, sale.basis().order().get());
        }
        if (left.isPresent() || !sale.amount().isZero()) {
            parts.add(new Pair("实付 Paid", sale.amount().yuan(), Size.DOUBLE));
        } else if (sale.basis().order().isEmpty()) {
            parts.add(new Text("已计次 Counted", Align.LEFT, Size.DOUBLE));
        }
        left.ifPresent(rest -> parts.add(new Pair("余额 Left", rest.yuan())));
        return parts;
    }

    /// What lies on the counter, and whether it was paid for before.
    private static void handedOut(List<Part> parts, Pickup order) {
        order.items().forEach(item -> parts.add(new Text(item, Align.LEFT, Size.NORMAL)));
        parts.add(
                new Text(
                        order.paid() ? "取餐 Picked up, 已付 paid" : "取餐 Picked up",
                        Align.LEFT,
                        Size.NORMAL));
    }

    static List<Part> back(Reversal reversal, Instant now, ZoneId zone) {
        var parts = new ArrayList<Part>();
        switch (reversal) {
            case Reversal.Void(var sale) -> {
                training(parts, sale.under());
                parts.add(new Pair("撤销 Void of", sale.id().toString()));
                parts.add(new Pair("时间 Time", time(now, zone)));
            }
            case Refund refund -> {
                training(parts, refund.under());
                parts.add(new Pair("退款 Refund", refund.id().toString()));
                parts.add(new Pair("原单 Of", refund.of().toString()));
                parts.add(new Pair("时间 Time", time(refund.at(), zone)));
            }
        }
        parts.add(new Rule());
        legs(parts, reversal.legs());
        parts.add(new Pair("退回 Back", reversal.legs().total().yuan(), Size.DOUBLE));
        return parts;
    }

    static List<Part> settled(Settlement settled, ZoneId zone) {
        return report("结账单 Settlement", settled, zone);
    }

    static List<Part> soFar(Settlement running, ZoneId zone) {
        return report("未结账汇总 Not settled", running, zone);
    }

    private static List<Part> report(String head, Settlement settled, ZoneId zone) {
        var batch = settled.batch();
        var totals = batch.totals();
        var parts = new ArrayList<Part>();
        parts.add(new Text(head, Align.CENTRE, Size.NORMAL));
        parts.add(new Pair("终端 Till", settled.point()));
        parts.add(new Pair("批次 Batch", Long.toString(batch.number())));
        parts.add(new Pair("营业日 Day", batch.businessDate().toString()));
        parts.add(new Pair("班次 Shift", Long.toString(batch.shift())));
        parts.add(new Pair("时间 Time", time(settled.at(), zone)));
        parts.add(new Rule());
        sum(parts, "消费 Sales", totals.of(Totals.Kind.SALE));
        sum(parts, "撤销 Voids", totals.of(Totals.Kind.VOID));
        sum(parts, "退款 Refunds", totals.of(Totals.Kind.REFUND));
        parts.add(new Rule());
        totals.wallets().entrySet().stream()
                .sorted(Comparator.comparing(sum -> name(sum.getKey())))
                .forEach(sum -> sum(parts, name(sum.getKey()), sum.getValue()));
        totals.counts().entrySet().stream()
                .sorted(Comparator.comparing(Slips::name))
                .forEach(sum -> sum(parts, name(sum), sum.getValue()));
        settled.unknown().stream()
                .limit(UNKNOWN_MAX)
                .forEach(sale -> parts.add(new Pair("未明 Unknown", sale.toString())));
        if (settled.unknown().size() > UNKNOWN_MAX) {
            long more = (long) settled.unknown().size() - UNKNOWN_MAX;
            parts.add(new Pair("未明 Unknown", "+" + more));
        }
        if (batch.trained() > 0) {
            parts.add(new Pair("训练 Training", Long.toString(batch.trained())));
        }
        parts.add(new Pair("净额 Net", yuan(totals.netFen()), Size.DOUBLE));
        return parts;
    }

    static List<Part> differs(Difference difference, Instant now, ZoneId zone) {
        var settled = difference.settled();
        var parts = new ArrayList<Part>();
        parts.add(new Text("对账不符 Differs", Align.CENTRE, Size.DOUBLE));
        parts.add(new Pair("终端 Till", settled.point()));
        parts.add(new Pair("批次 Batch", Long.toString(settled.batch().number())));
        parts.add(new Pair("时间 Time", time(now, zone)));
        for (var member : difference.members()) {
            parts.add(new Rule());
            parts.add(new Text(name(member)));
            parts.add(new Pair("本机 Here", said(member, member.here())));
            parts.add(new Pair("主机 Host", said(member, member.host())));
        }
        return parts;
    }

    private static String name(Difference.Member member) {
        return switch (member.name()) {
            case Difference.SALES -> "消费 Sales";
            case Difference.NET -> "净额 Net";
            case String wallet -> wallet.substring(wallet.indexOf(' ') + 1);
        };
    }

    private static String said(Difference.Member member, long value) {
        return member.isMoney() ? yuan(value) : Long.toString(value);
    }

    static List<Part> account(Account account, ZoneId zone) {
        var parts = new ArrayList<Part>();
        parts.add(new Pair("余额 Left", account.left().map(Fen::yuan).orElse("-"), Size.DOUBLE));
        account.statement()
                .flatMap(
                        said ->
                                said.balances().values().stream()
                                        .map(balance -> balance.asOf())
                                        .max(Comparator.naturalOrder()))
                .ifPresent(asOf -> parts.add(new Pair("截至 As of", time(asOf, zone))));
        for (var sale : account.last()) {
            parts.add(new Pair(time(sale.at(), zone), sale.paid().yuan()));
        }
        return parts;
    }

    /// Nobody is to take it for one that was paid.
    private static void training(List<Part> parts, Under under) {
        if (under.training()) {
            parts.add(new Text("训练 TRAINING", Align.CENTRE, Size.DOUBLE));
        }
    }

    private static void legs(List<Part> parts, Legs legs) {
        legs.legs().forEach(leg -> parts.add(new Pair(leg.wallet(), leg.amount().yuan())));
    }

    private static void sum(List<Part> parts, String name, Totals.Sum sum) {
        parts.add(new Pair(name + " " + sum.count(), sum.amount().yuan()));
    }

    private static String name(Totals.Drawn drawn) {
        return drawn.wallet() + word(drawn.kind());
    }

    private static String name(Map.Entry<Totals.Cell, Totals.Sum> count) {
        var cell = count.getKey();
        var who = cell.operator().map(token -> " " + token.toString().substring(0, 6)).orElse("");
        return cell.meal() + who + word(cell.kind());
    }

    private static String word(Totals.Kind kind) {
        return switch (kind) {
            case SALE -> "";
            case VOID -> " 撤";
            case REFUND -> " 退";
        };
    }

    private static String yuan(long fen) {
        return Pages.yuan(fen);
    }

    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
