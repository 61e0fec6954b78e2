package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.attendance.ClosingReport;
import onecard.attendance.Result;
import onecard.attendance.Session;
import onecard.attendance.Sitting;
import onecard.attendance.Tally;
import onecard.edge.intake.Stimulus.AtCounter.NotPrinted;
import onecard.edge.words.Phrase;
import onecard.hal.PrinterEvent.Why;
import onecard.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What whoever signs in reads at a desk, for how long, and what its report says.
class OnDeskTest {

    private static final Session BOARD = Session.parse("board-7 2026-11-30").orElseThrow();
    private static final Instant NOON = Lunch.NOON;
    private static final Sitting SITTING =
            new Sitting(
                    BOARD,
                    NOON.minusSeconds(1_800),
                    NOON,
                    NOON.plusSeconds(3_600),
                    NOON.plusSeconds(7_200));
    private static final Words SEAT = new Words("签到成功 座位 A 1", "Signed in, seat A 1");

    private final Glass glass = new Glass();
    private final Paper paper = new Paper();
    private final List<NotPrinted> refused = new ArrayList<>();
    private final OnDesk desk =
            new OnDesk(
                    Optional.of(glass),
                    Optional.of(paper),
                    "langxi-hall",
                    Lunch.ZONE,
                    refused::add);

    // --- what is shown ---

    @Test
    void nobodyHasAnythingToReadWhileNoMeetingIsOn() {
        desk.due(at(0));
        assertEquals("Welcome|", glass.reads());
    }

    @Test
    void theMeetingThatIsOnIsShownWithHowManyAreThere() {
        desk.stands(SITTING, present(1, OptionalInt.of(3)), at(0));
        assertEquals("board-7|Here 1 of 3", glass.reads());
        desk.stands(SITTING, present(2, OptionalInt.empty()), at(1));
        assertEquals("board-7|Here 2", glass.reads(), "nobody is expected by list");
        desk.rests(at(2));
        assertEquals("Welcome|", glass.reads());
    }

    @Test
    void whatSomebodyIsToldIsThereForFourSeconds() {
        desk.stands(SITTING, present(1, OptionalInt.of(3)), at(0));
        desk.tell(SEAT, at(0));
        assertEquals("Signed in, seat A 1|", glass.reads());
        desk.due(at(3_999));
        assertEquals("Signed in, seat A 1|", glass.reads());
        desk.due(at(4_000));
        assertEquals("board-7|Here 1 of 3", glass.reads());
    }

    /// Told one after another: the one before them is over.
    @Test
    void whoeverComesNextReadsTheirOwn() {
        desk.tell(SEAT, at(0));
        desk.tell(new Words("座位 B 2", "Signed in, seat B 2"), at(3_000));
        assertEquals("Signed in, seat B 2|", glass.reads());
        desk.due(at(6_999));
        assertEquals("Signed in, seat B 2|", glass.reads());
        desk.due(at(7_000));
        assertEquals("Welcome|", glass.reads());
    }

    /// Somebody reads it still.
    @Test
    void nothingComesBetweenWhatIsToldAndWhoeverReadsIt() {
        desk.tell(SEAT, at(0));
        desk.stands(SITTING, present(2, OptionalInt.of(3)), at(1));
        desk.rests(at(2));
        desk.stands(SITTING, present(3, OptionalInt.of(3)), at(3));
        assertEquals("Signed in, seat A 1|", glass.reads());
        desk.due(at(4_000));
        assertEquals("board-7|Here 3 of 3", glass.reads());
    }

    @Test
    void whatIsTooLongForALineGoesOnBelow() {
        desk.tell(new Words("请到服务台", "Noted, see desk, here 10 of 12"), at(0));
        assertEquals("Noted, see desk,|here 10 of 12", glass.reads());
    }

    /// Whatever the desk says of a sign, with a seat of nine characters.
    @ParameterizedTest
    @EnumSource(
            names = {
                "SIGNED_IN",
                "SIGNED_IN_LATE",
                "SIGNED_IN_VERY_LATE",
                "NOTED",
                "NOTED_SEE_DESK",
                "NOTED_TIME_UNSURE",
                "SIGNED_OUT",
                "SIGNED_OUT_EARLY"
            })
    void aSeatIsReadWhole(Phrase came) {
        desk.tell(Phrase.SEATED.with(came.with(), "B-2-14-08"), at(0));
        assertEquals(came.latin() + ", seat B-2-14-08", glass.reads().replace('|', ' ').strip());
    }

    /// A display is slow, and somebody looks at it each second.
    @Test
    void whatIsThereAlreadyIsNotShownAnew() {
        for (int i = 0; i < 5; i++) {
            desk.stands(SITTING, present(1, OptionalInt.of(3)), at(i));
            desk.due(at(i));
        }
        assertEquals(1, glass.shown.size());
    }

    // --- what is printed ---

    @Test
    void theReportSaysEveryCountOnce() {
        desk.report(report("east-hall", "west-hall"), at(0));
        var rows = paper.text().lines().map(row -> row.strip().replaceAll(" +", " ")).toList();
        assertEquals(
                List.of(
                        "会议 Meeting board-7",
                        "日期 Date 2026-11-30",
                        "签到处 Desk hall-1",
                        "已到 Here 6 of 9",
                        "准时 On time 1",
                        "迟到 Late 2",
                        "严重迟到 Very late 3",
                        "名册外 Walk-in 4",
                        "时间待核 Time unsure 5",
                        "代签 By hand 7",
                        "签退 Signed out 8",
                        "早退 Left early 9",
                        "含 With east-hall",
                        "含 With west-hall"),
                rows.stream()
                        .filter(row -> row.matches("[^-]* .*") && !row.contains("时间 Time "))
                        .filter(row -> !row.contains("签到汇总") && !row.contains("langxi"))
                        .toList(),
                paper.text());
        assertTrue(paper.text().contains("langxi-hall"), paper.text());
        assertTrue(rows.stream().anyMatch(row -> row.contains("2026-11-30 12:00:00")));
    }

    @Test
    void aDeskThatHeardOfNoOtherNamesNone() {
        desk.report(report(), at(0));
        assertTrue(!paper.text().contains("With"), paper.text());
    }

    /// Whoever misses it can have it made from the events.
    @Test
    void aReportThatIsNotPrintedIsTold() {
        for (var why : Why.values()) {
            paper.refuses = Optional.of(why);
            desk.report(report(), at(0));
            assertEquals(new NotPrinted("hall-1 board-7 2026-11-30", why), refused.getLast());
        }
        assertEquals(Why.values().length, refused.size());
        assertEquals(List.of(), paper.printed);
    }

    @Test
    void aDeskWithoutEitherTellsNothingAndFailsAtNothing() {
        var bare =
                new OnDesk(
                        Optional.empty(),
                        Optional.empty(),
                        "langxi-hall",
                        Lunch.ZONE,
                        refused::add);
        bare.tell(SEAT, at(0));
        bare.stands(SITTING, present(1, OptionalInt.empty()), at(0));
        bare.due(at(5_000));
        bare.report(report(), at(5_000));
        assertEquals(List.of(), refused);
    }

    private static Tally present(int present, OptionalInt expected) {
        return new Tally(expected, present, Map.of(), 0, 0, 0);
    }

    private static ClosingReport report(String... heard) {
        var results =
                Map.of(
                        Result.ON_TIME, 1,
                        Result.LATE, 2,
                        Result.VERY_LATE, 3,
                        Result.WALK_IN, 4,
                        Result.UNTIMED, 5);
        var tally = new Tally(OptionalInt.of(9), 6, results, 7, 8, 9);
        return new ClosingReport("hall-1", BOARD, tally, List.of(heard));
    }

    private static onecard.time.Moment at(long millis) {
        return Lunch.after(Duration.ofMillis(millis));
    }
}
