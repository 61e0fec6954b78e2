package onecard.edge.counter;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.attendance.ClosingReport;
import onecard.attendance.Result;
import onecard.attendance.Sitting;
import onecard.attendance.Tally;
import onecard.edge.intake.Stimulus.AtCounter.NotPrinted;
import onecard.edge.loop.DeskCounter;
import onecard.edge.words.Phrase;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayText;
import onecard.hal.Printer;
import onecard.hal.Receipt;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Pair;
import onecard.hal.Receipt.Part;
import onecard.hal.Receipt.Rule;
import onecard.hal.Receipt.Size;
import onecard.hal.Receipt.Text;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// What a display on a desk shows, and its printer prints: the meeting that is on and how many are
/// there, for a moment what somebody was told, and at the end the report. Owned by the edge loop.
final class OnDesk implements DeskCounter {

    /// Time to read two lines.
    static final Duration TOLD = Duration.ofSeconds(4);

    private static final DisplayText REST = DisplayText.of(Phrase.WELCOME.latin(), "");

    private final Optional<CustomerDisplay> display;
    private final Optional<Printer> printer;
    private final String site;
    private final ZoneId zone;
    private final Consumer<NotPrinted> refused;
    private DisplayText standing = REST;
    private Optional<Told> told = Optional.empty();
    private DisplayText shown = DisplayText.BLANK;

    private record Told(List<DisplayText> pages, Mono since) {

        /// Empty once all of it was read.
        Optional<DisplayText> at(Moment now) {
            long page = now.mono().since(since).dividedBy(TOLD);
            return page < pages.size() ? Optional.of(pages.get((int) page)) : Optional.empty();
        }
    }

    /// @param site whose desk it is
    /// @param zone of the times on paper
    /// @param refused hears of a report that the printer does not take; does not block
    OnDesk(
            Optional<CustomerDisplay> display,
            Optional<Printer> printer,
            String site,
            ZoneId zone,
            Consumer<NotPrinted> refused) {
        this.display = display;
        this.printer = printer;
        this.site = site;
        this.zone = zone;
        this.refused = refused;
    }

    @Override
    public void tell(Words words, Moment now) {
        told = Optional.of(new Told(Pages.notice(words), now.mono()));
        show(now);
    }

    @Override
    public void stands(Sitting sitting, Tally tally, Moment now) {
        standing = DisplayText.of(sitting.session().meeting(), present(tally));
        show(now);
    }

    private static String present(Tally tally) {
        var expected = tally.expected();
        return expected.isPresent()
                ? Phrase.PRESENT_OF.latin(tally.present(), expected.getAsInt())
                : Phrase.PRESENT.latin(tally.present());
    }

    private static String count(Tally tally) {
        var expected = tally.expected();
        return tally.present() + (expected.isPresent() ? " of " + expected.getAsInt() : "");
    }

    @Override
    public void rests(Moment now) {
        standing = REST;
        show(now);
    }

    @Override
    public void due(Moment now) {
        show(now);
    }

    private void show(Moment now) {
        var page = told.flatMap(it -> it.at(now));
        if (page.isEmpty()) {
            told = Optional.empty();
        }
        var text = page.orElse(standing);
        if (!text.equals(shown)) {
            shown = text;
            display.ifPresent(it -> it.show(text));
        }
    }

    @Override
    public void report(ClosingReport report, Moment now) {
        printer.ifPresent(
                paper -> {
                    var receipt = new Receipt(name(report), parts(report, now));
                    paper.print(receipt)
                            .ifPresent(why -> refused.accept(new NotPrinted(receipt.id(), why)));
                });
    }

    private static String name(ClosingReport report) {
        return report.point() + " " + report.session();
    }

    private List<Part> parts(ClosingReport report, Moment now) {
        var tally = report.tally();
        var parts = new ArrayList<Part>();
        parts.add(new Text(site, Align.CENTRE, Size.DOUBLE));
        parts.add(new Rule());
        parts.add(new Text("签到汇总 Attendance", Align.CENTRE, Size.NORMAL));
        parts.add(new Pair("会议 Meeting", report.session().meeting()));
        parts.add(new Pair("日期 Date", report.session().date().toString()));
        report.session().from().ifPresent(from -> parts.add(new Pair("时段 From", from.toString())));
        parts.add(new Pair("签到处 Desk", report.point()));
        parts.add(new Pair("时间 Time", Slips.time(now.wall(), zone)));
        parts.add(new Rule());
        parts.add(new Pair("已到 Here", count(tally), Size.DOUBLE));
        parts.add(new Pair("准时 On time", number(tally.of(Result.ON_TIME))));
        parts.add(new Pair("迟到 Late", number(tally.of(Result.LATE))));
        parts.add(new Pair("严重迟到 Very late", number(tally.of(Result.VERY_LATE))));
        parts.add(new Pair("名册外 Walk-in", number(tally.of(Result.WALK_IN))));
        parts.add(new Pair("时间待核 Time unsure", number(tally.of(Result.UNTIMED))));
        parts.add(new Pair("代签 By hand", number(tally.manual())));
        parts.add(new Pair("签退 Signed out", number(tally.left())));
        parts.add(new Pair("早退 Left early", number(tally.early())));
        if (!report.heard().isEmpty()) {
            parts.add(new Rule());
            report.heard().forEach(other -> parts.add(new Pair("含 With", other)));
        }
        return parts;
    }

    private static String number(int number) {
        return Integer.toString(number);
    }
}
