package onecard.edge.counter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.access.Token;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.Guard;
import onecard.edge.record.ClosedVisit;
import onecard.edge.words.Phrase;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayText;
import onecard.hal.Printer;
import onecard.hal.Receipt;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Pair;
import onecard.hal.Receipt.Rule;
import onecard.hal.Receipt.Size;
import onecard.hal.Receipt.Text;
import onecard.visit.Difference;
import onecard.words.Words;

/// What a guard reads when a visit is closed, when somebody leaves once more, when nobody knows
/// whether they came in, or a pass was used twice: on a display in English
/// until the next one, since displays have only Latin letters in common; on paper in both
/// languages. A visit is named by the first digits of its pass's token, as events name it: never a
/// name, and no number of a card.
///
/// @param display absent: there is none
/// @param printer absent: there is none
/// @param site whose gate it is
/// @param zone of the times on paper
/// @param refused hears of a slip that the printer does not take; does not block
public record AtGuard(
        Optional<CustomerDisplay> display,
        Optional<Printer> printer,
        String site,
        ZoneId zone,
        Consumer<Stimulus.AtCounter.NotPrinted> refused)
        implements Guard {

    /// As much of a token as tells the visits of a day apart.
    private static final int NAME_CHARS = 6;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Override
    public void closed(ClosedVisit visit) {
        tells(text(visit), new Receipt("visit " + name(visit.pass()), slip(visit)));
    }

    @Override
    public void usedTwice(UsedTwice twice) {
        tells(text(twice), new Receipt("twice " + name(twice.pass()), slip(twice)));
    }

    @Override
    public void leftAgain(LeftAgain again) {
        tells(text(again), new Receipt("again " + name(again.pass()), slip(again)));
    }

    @Override
    public void unseen(Unseen unseen) {
        tells(text(unseen), new Receipt("unseen " + name(unseen.pass()), slip(unseen)));
    }

    private void tells(DisplayText text, Receipt receipt) {
        display.ifPresent(it -> it.show(text));
        printer.ifPresent(
                it -> {
                    it.print(receipt)
                            .ifPresent(
                                    why ->
                                            refused.accept(
                                                    new Stimulus.AtCounter.NotPrinted(
                                                            receipt.id(), why)));
                });
    }

    /// Several differences are the number of them, and the first: all are on paper, and in events.
    static DisplayText text(ClosedVisit visit) {
        var differences = visit.differences();
        int more = differences.size() - 1;
        var lower =
                differences.isEmpty()
                        ? Phrase.VISIT_CLEAN.latin()
                        : word(differences.getFirst()) + (more > 0 ? " +" + more : "");
        return DisplayText.of(name(visit.pass()) + " " + dwell(visit), lower);
    }

    private static String word(Difference difference) {
        return Phrase.of(difference).en();
    }

    private static String both(Words words) {
        return words.zh() + " " + words.en();
    }

    List<Receipt.Part> slip(ClosedVisit visit) {
        var parts = new ArrayList<Receipt.Part>();
        parts.add(new Text(site, Align.CENTRE, Size.DOUBLE));
        parts.add(new Rule());
        parts.add(new Text("访客离场 Visit closed", Align.CENTRE, Size.NORMAL));
        parts.add(new Pair("点位 Point", visit.point()));
        parts.add(new Pair("通行证 Pass", name(visit.pass())));
        parts.add(new Pair("时间 Time", TIME.format(visit.at().atZone(zone))));
        parts.add(new Pair("停留 Stay", dwell(visit)));
        parts.add(new Rule());
        if (visit.differences().isEmpty()) {
            parts.add(new Text(both(Phrase.VISIT_CLEAN.with()), Align.LEFT, Size.DOUBLE));
        }
        for (var difference : visit.differences()) {
            parts.add(new Text(both(Phrase.of(difference))));
        }
        return parts;
    }

    /// A display has room for the first characters of the other device's name.
    static DisplayText text(UsedTwice twice) {
        return DisplayText.of(
                Phrase.PASS_TWICE.latin(name(twice.pass())),
                Phrase.PASS_ALSO_AT.latin(twice.device()));
    }

    List<Receipt.Part> slip(UsedTwice twice) {
        return List.of(
                new Text(site, Align.CENTRE, Size.DOUBLE),
                new Rule(),
                new Text("通行证重复使用 Pass used twice", Align.CENTRE, Size.NORMAL),
                new Pair("点位 Point", twice.point()),
                new Pair("另一设备 Also at", twice.device()),
                new Pair("通行证 Pass", name(twice.pass())),
                new Pair("时间 Time", TIME.format(twice.at().atZone(zone))));
    }

    static DisplayText text(LeftAgain again) {
        return DisplayText.of(
                Phrase.PASS_CLOSED.latin(name(again.pass())), word(Difference.EXIT_AGAIN));
    }

    List<Receipt.Part> slip(LeftAgain again) {
        return slip(Difference.EXIT_AGAIN, again.point(), again.pass(), again.at());
    }

    static DisplayText text(Unseen unseen) {
        return DisplayText.of(
                name(unseen.pass()) + (unseen.many() > 1 ? " x" + unseen.many() : ""),
                word(Difference.PASSAGE_UNKNOWN));
    }

    List<Receipt.Part> slip(Unseen unseen) {
        var parts =
                new ArrayList<>(
                        slip(
                                Difference.PASSAGE_UNKNOWN,
                                unseen.point(),
                                unseen.pass(),
                                unseen.at()));
        parts.add(new Pair("人次 Persons", String.valueOf(unseen.many())));
        return parts;
    }

    private List<Receipt.Part> slip(Difference what, String point, Token pass, Instant at) {
        return List.of(
                new Text(site, Align.CENTRE, Size.DOUBLE),
                new Rule(),
                new Text(both(Phrase.of(what)), Align.CENTRE, Size.NORMAL),
                new Pair("点位 Point", point),
                new Pair("通行证 Pass", name(pass)),
                new Pair("时间 Time", TIME.format(at.atZone(zone))));
    }

    private static String name(Token pass) {
        return pass.toString().substring(0, NAME_CHARS);
    }

    private static String dwell(ClosedVisit visit) {
        return visit.dwell().map(AtGuard::hours).orElse("-");
    }

    private static String hours(Duration stay) {
        return "%d:%02d".formatted(stay.toHours(), stay.toMinutesPart());
    }
}
