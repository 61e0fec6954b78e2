package onecard.edge.counter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import onecard.edge.loop.Slip;
import onecard.edge.words.Phrase;
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
        return report(Phrase.LABEL_SETTLED, settled);
    }

    static List<DisplayText> soFar(Settlement running) {
        return report(Phrase.LABEL_SO_FAR, running);
    }

    private static List<DisplayText> report(Phrase word, Settlement report) {
        var batch = report.batch();
        var totals = batch.totals();
        var pages = new ArrayList<DisplayText>();
        pages.add(
                amounts(
                        word.latin(),
                        number(batch.number()),
                        Phrase.LABEL_NET.latin(),
                        totals.netFen(),
                        Lamp.TOTAL));
        pages.add(sum(Phrase.LABEL_SALES, totals.of(Totals.Kind.SALE)));
        for (var kind : List.of(Totals.Kind.VOID, Totals.Kind.REFUND)) {
            if (totals.of(kind).count() > 0) {
                pages.add(
                        sum(
                                kind == Totals.Kind.VOID
                                        ? Phrase.LABEL_VOIDS
                                        : Phrase.LABEL_REFUNDS,
                                totals.of(kind)));
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
                                                Phrase.LABEL_NET.latin(),
                                                totals.netFen(wallet),
                                                Lamp.TOTAL)));
        if (batch.trained() > 0) {
            pages.add(
                    DisplayText.of(
                            Phrase.LABEL_TRAINING.latin(), Phrase.TRAINED.latin(batch.trained())));
        }
        pages.addAll(unknown(report));
        return pages;
    }

    private static List<DisplayText> unknown(Settlement report) {
        var sales = report.unknown();
        var shown =
                sales.stream()
                        .limit(UNKNOWN_MAX)
                        .map(
                                sale ->
                                        DisplayText.of(
                                                Phrase.LABEL_UNKNOWN.latin(),
                                                Phrase.SALE_NUMBER.latin(sale.number())));
        var more = sales.size() - UNKNOWN_MAX;
        var rest =
                more > 0
                        ? Stream.of(
                                DisplayText.of(
                                        Phrase.LABEL_UNKNOWN.latin(), Phrase.MORE.latin(more)))
                        : Stream.<DisplayText>empty();
        return Stream.concat(shown, rest).toList();
    }

    static List<DisplayText> of(Difference difference) {
        var batch = number(difference.settled().batch().number());
        var pages = new ArrayList<DisplayText>();
        pages.add(DisplayText.of(Phrase.BATCH.latin(batch), Phrase.DIFFERS.latin()));
        for (var member : difference.members()) {
            pages.add(
                    DisplayText.of(
                            ends(word(member), said(member, member.here())),
                            ends(Phrase.LABEL_HOST.latin(), said(member, member.host()))));
        }
        return pages;
    }

    private static String word(Difference.Member member) {
        return switch (member.name()) {
            case Difference.SALES -> Phrase.LABEL_SALES.latin();
            case Difference.NET -> Phrase.LABEL_NET.latin();
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
                            DisplayText.of(
                                    Phrase.COPY_NUMBER.latin(sale.id().number()),
                                    Phrase.LABEL_COUNTED.latin());
                    case Slip.Paid(var sale, _) ->
                            amounts(
                                    Phrase.LABEL_COPY.latin(),
                                    number(sale.id().number()),
                                    (sale.under().training()
                                                    ? Phrase.LABEL_TRAINING
                                                    : Phrase.LABEL_PAID)
                                            .latin(),
                                    sale.amount().fen(),
                                    Lamp.TOTAL);
                    case Slip.Back(var reversal, _) ->
                            amounts(
                                    Phrase.LABEL_COPY_BACK.latin(),
                                    number(reversal.of().number()),
                                    Phrase.LABEL_CNY.latin(),
                                    reversal.legs().total().fen(),
                                    Lamp.CHANGE);
                    case Slip.Settled(var settled) ->
                            amounts(
                                    Phrase.LABEL_COPY_BATCH.latin(),
                                    number(settled.batch().number()),
                                    Phrase.LABEL_NET.latin(),
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

    private static DisplayText sum(Phrase word, Totals.Sum sum) {
        return amounts(
                word.latin(),
                number(sum.count()),
                Phrase.LABEL_CNY.latin(),
                sum.amount().fen(),
                Lamp.TOTAL);
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
