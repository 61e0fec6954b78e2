package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.loop.Guard;
import onecard.edge.record.ClosedVisit;
import onecard.edge.words.Phrase;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayEvent;
import onecard.hal.DisplayText;
import onecard.hal.Printer;
import onecard.hal.PrinterEvent;
import onecard.hal.Receipt;
import onecard.visit.Difference;
import org.junit.jupiter.api.Test;

/// What a guard reads when a visit is closed.
class AtGuardTest {

    private static final Token PASS = new Token(0x0123456789abcdefL, 7);
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    private static ClosedVisit closed(Difference... differences) {
        return new ClosedVisit(
                "gate-1", PASS, Optional.of(Duration.ofMinutes(135)), List.of(differences), NOON);
    }

    private static String paper(ClosedVisit visit) {
        var guard =
                new AtGuard(
                        Optional.empty(),
                        Optional.empty(),
                        "langxi-hall",
                        ZoneId.of("Asia/Shanghai"),
                        _ -> {});
        return guard.slip(visit).stream().map(Receipt.Part::toString).reduce("", String::concat);
    }

    @Test
    void aPassThatWasUsedTwiceIsOnTheDisplayAndOnPaper() {
        var twice = new Guard.UsedTwice("gate-1", PASS, "barrier-at-the-south-gate", NOON);
        assertEquals(
                DisplayText.of("012345 used twice", "Also at barrier-at-t"), AtGuard.text(twice));
        var guard =
                new AtGuard(
                        Optional.empty(),
                        Optional.empty(),
                        "langxi-hall",
                        ZoneId.of("Asia/Shanghai"),
                        _ -> {});
        var paper = guard.slip(twice).toString();
        for (var words :
                List.of("Pass used twice", "barrier-at-the-south-gate", "2026-11-24 12:00:00")) {
            assertTrue(paper.contains(words), paper);
        }
    }

    @Test
    void whoeverLeavesOnceMoreIsOnTheDisplayAndOnPaper() {
        var again = new Guard.LeftAgain("gate-1", PASS, NOON);
        assertEquals(DisplayText.of("012345 is closed", "Left once more"), AtGuard.text(again));
        assertTrue(told(guard -> guard.closed(closed())).contains("无异常 Clean"));
        var paper = told(guard -> guard.leftAgain(again));
        for (var words : List.of("重复出场 Left once more", "gate-1", "2026-11-24 12:00:00")) {
            assertTrue(paper.contains(words), paper);
        }
    }

    @Test
    void aPassageThatNobodySawIsOnTheDisplayAndOnPaper() {
        var unseen = new Guard.Unseen("gate-1", PASS, 2, NOON);
        assertEquals(DisplayText.of("012345 x2", "Passage unseen"), AtGuard.text(unseen));
        assertEquals(
                DisplayText.of("012345", "Passage unseen"),
                AtGuard.text(new Guard.Unseen("gate-1", PASS, 1, NOON)));
        var paper = told(guard -> guard.unseen(unseen));
        for (var words : List.of("通行结果不明", "Passage unseen", "人次 Persons", "right=2")) {
            assertTrue(paper.contains(words), paper);
        }
    }

    /// What is printed, when the display shows something too.
    private static String told(Consumer<Guard> tells) {
        var shown = new ArrayList<DisplayText>();
        var printed = new ArrayList<Receipt>();
        var guard =
                new AtGuard(
                        Optional.of(new Showing(shown)),
                        Optional.of(new Printing(printed)),
                        "langxi-hall",
                        ZoneId.of("Asia/Shanghai"),
                        _ -> {});
        tells.accept(guard);
        assertEquals(1, shown.size());
        assertEquals(1, printed.size());
        return printed.getFirst().parts().toString();
    }

    @Test
    void aCleanVisitIsSaidToBe() {
        assertEquals(DisplayText.of("012345 2:15", "Clean"), AtGuard.text(closed()));
        assertTrue(paper(closed()).contains("无异常 Clean"));
        assertTrue(paper(closed()).contains("2026-11-24 12:00:00"));
    }

    @Test
    void everyDifferenceIsOnPaperAndTheFirstOnTheDisplay() {
        for (var difference : Difference.values()) {
            var text = AtGuard.text(closed(difference, Difference.NOT_LEFT));
            assertTrue(text.lower().stripTrailing().endsWith(" +1"), text.toString());
            assertTrue(
                    paper(closed(difference)).contains(Phrase.of(difference).zh()),
                    difference.toString());
        }
        var both = paper(closed(Difference.CARD_NOT_RETURNED, Difference.VEHICLE_INSIDE));
        assertTrue(Stream.of("临时卡未归还", "Vehicle inside").allMatch(both::contains), both);
    }

    @Test
    void whoseStayNobodyKnowsHasNone() {
        var visit = new ClosedVisit("gate-1", PASS, Optional.empty(), List.of(), NOON);
        assertEquals(DisplayText.of("012345 -", "Clean"), AtGuard.text(visit));
    }

    private record Showing(List<DisplayText> shown) implements CustomerDisplay {
        @Override
        public String name() {
            return "guard";
        }

        @Override
        public void open(Consumer<DisplayEvent> events) {}

        @Override
        public void show(DisplayText text) {
            shown.add(text);
        }

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private record Printing(List<Receipt> printed) implements Printer {
        @Override
        public String name() {
            return "guard";
        }

        @Override
        public void open(Consumer<PrinterEvent> events) {}

        @Override
        public Optional<PrinterEvent.Why> print(Receipt receipt) {
            printed.add(receipt);
            return Optional.empty();
        }

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
