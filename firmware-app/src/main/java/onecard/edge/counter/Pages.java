package onecard.edge.counter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import onecard.edge.loop.Slip;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Amount;
import onecard.hal.DisplayText.Lamp;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.Settlement;
import onecard.money.Totals;
import onecard.words.Words;

/// What takes more than two lines, one after another.
final class Pages {

    /// More than eight figures hold: without them, on lines of text alone.
    private static final long FIGURES_MAX = 99_999_999;

    /// Sales of which nobody knows are shown one by one, as far as somebody reads on.
    private static final int UNKNOWN_MAX = 8;

    private Pages() {}

    static List<DisplayText> settled(Settlement settled) {
        return report("Settled, batch", settled);
    }

    static List<DisplayText> soFar(Settlement running) {
        return report("So far, batch", running);
    }

    private static List<DisplayText> report(String word, Settlement report) {
        var batch = report.batch();
        var totals = batch.totals();
        var pages = new ArrayList<DisplayText>();
        pages.add(amounts(word, number(batch.number()), "Net", totals.netFen(), Lamp.TOTAL));
        pages.add(sum("Sales", totals.of(Totals.Kind.SALE)));
        for (var kind : List.of(Totals.Kind.VOID, Totals.Kind.REFUND)) {
            if (totals.of(kind).count() > 0) {
                pages.add(sum(kind == Totals.Kind.VOID ? "Voids" : "Refunds", totals.of(kind)));
            }
        }
        totals.wallets().keySet().stream()
                .map(Totals.Drawn::wallet)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .forEach(
                        wallet ->
                                pages.add(
                                        amounts(
                                                wallet,
                                                "",
                                                "Net",
                                                totals.netFen(wallet),
                                                Lamp.TOTAL)));
        if (batch.trained() > 0) {
            pages.add(DisplayText.of("Training", number(batch.trained()) + ", not counted"));
        }
        pages.addAll(unknown(report));
        return pages;
    }

    private static List<DisplayText> unknown(Settlement report) {
        var sales = report.unknown();
        var shown =
                sales.stream()
                        .limit(UNKNOWN_MAX)
                        .map(sale -> DisplayText.of("Unknown", "No. " + sale.number()));
        var more = sales.size() - UNKNOWN_MAX;
        var rest =
                more > 0
                        ? Stream.of(DisplayText.of("Unknown", more + " more"))
                        : Stream.<DisplayText>empty();
        return Stream.concat(shown, rest).toList();
    }

    static List<DisplayText> of(Difference difference) {
        var batch = number(difference.settled().batch().number());
        var pages = new ArrayList<DisplayText>();
        pages.add(DisplayText.of("Batch " + batch, "differs at the host"));
        for (var member : difference.members()) {
            pages.add(
                    DisplayText.of(
                            ends(word(member), said(member, member.here())),
                            ends("Host", said(member, member.host()))));
        }
        return pages;
    }

    private static String word(Difference.Member member) {
        return switch (member.name()) {
            case Difference.SALES -> "Sales";
            case Difference.NET -> "Net";
            case String wallet -> wallet.substring(wallet.indexOf(' ') + 1);
        };
    }

    private static String said(Difference.Member member, long value) {
        return member.isMoney() ? yuan(value) : number(value);
    }

    static List<DisplayText> copy(Slip slip) {
        return List.of(
                switch (slip) {
                    case Slip.Paid(var sale, var left)
                            when left.isEmpty() && sale.amount().isZero() ->
                            DisplayText.of("Copy, no. " + sale.id().number(), "Counted");
                    case Slip.Paid(var sale, _) ->
                            amounts(
                                    "Copy, no.",
                                    number(sale.id().number()),
                                    sale.under().training() ? "Training" : "Paid",
                                    sale.amount().fen(),
                                    Lamp.TOTAL);
                    case Slip.Back(var reversal, _) ->
                            amounts(
                                    "Copy, back of",
                                    number(reversal.of().number()),
                                    "CNY",
                                    reversal.legs().total().fen(),
                                    Lamp.CHANGE);
                    case Slip.Settled(var settled) ->
                            amounts(
                                    "Copy, batch",
                                    number(settled.batch().number()),
                                    "Net",
                                    settled.batch().totals().netFen(),
                                    Lamp.TOTAL);
                });
    }

    /// A notice, on both lines where one is too short for its words.
    static List<DisplayText> notice(Words words) {
        var text = words.en();
        int end =
                text.length() <= DisplayText.COLUMNS
                        ? text.length()
                        : text.lastIndexOf(' ', DisplayText.COLUMNS);
        return List.of(
                end < 0
                        ? DisplayText.of(text, "")
                        : DisplayText.of(text.substring(0, end), text.substring(end).strip()));
    }

    /// Two lines, each of a word at the left and a number at the right, the lower one an amount.
    static DisplayText amounts(
            String upperWord, String upper, String lowerWord, long fen, Lamp lamp) {
        return Math.abs(fen) > FIGURES_MAX
                ? DisplayText.of(upperWord + " " + upper, lowerWord + " " + yuan(fen))
                : DisplayText.amounts(upperWord, upper, lowerWord, new Amount(lamp, yuan(fen)));
    }

    private static DisplayText sum(String word, Totals.Sum sum) {
        return amounts(word, number(sum.count()), "CNY", sum.amount().fen(), Lamp.TOTAL);
    }

    /// It is the word that gives way.
    private static String ends(String word, String value) {
        int room = Math.max(0, DisplayText.COLUMNS - 1 - value.length());
        var left = word.substring(0, Math.min(word.length(), room));
        return left
                + " ".repeat(Math.max(1, DisplayText.COLUMNS - left.length() - value.length()))
                + value;
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    /// Below zero, too.
    static String yuan(long fen) {
        return fen < 0 ? "-" + new Fen(-fen).yuan() : new Fen(fen).yuan();
    }
}
