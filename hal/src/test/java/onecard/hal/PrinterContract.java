package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import onecard.hal.PrinterEvent.Back;
import onecard.hal.PrinterEvent.Lost;
import onecard.hal.PrinterEvent.NotPrinted;
import onecard.hal.PrinterEvent.Printed;
import onecard.hal.PrinterEvent.Trouble;
import onecard.hal.PrinterEvent.Troubled;
import onecard.hal.PrinterEvent.Why;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any printer must keep, whoever built it, as somebody sees who holds its paper.
public abstract class PrinterContract {

    private static final long DEADLINE_SECONDS = 30;

    private final LinkedBlockingQueue<PrinterEvent> events = new LinkedBlockingQueue<>();
    private Printer printer = new Unopened();

    protected PrinterContract() {}

    /// One of 32 columns whose device is there, with nothing wrong.
    protected abstract Printer printer() throws Exception;

    /// What is on paper, line by line; a cut is `✂`, and a code stands in brackets.
    protected abstract List<String> paper();

    /// Something happens so many lines after now, a cut counted as one; with it, printing stops
    /// until that is done.
    protected abstract void afterLines(int lines, Runnable happens);

    protected abstract void ail(Trouble trouble);

    protected abstract void mend(Trouble trouble);

    /// May be called while it prints.
    protected abstract void unplug();

    protected abstract void plugIn() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        printer = printer();
        assertEquals(Optional.of(Why.UNPLUGGED), printer.print(receipt("early", 1)));
        printer.open(events::add);
        next(Back.class);
    }

    @AfterEach
    final void close() {
        printer.close();
    }

    @Test
    void aReceiptIsOnPaperAndCutOffWhenItIsSaidToBePrinted() throws Exception {
        long before = System.nanoTime();
        print(
                new Receipt(
                        "a",
                        List.of(
                                new Receipt.Text("第一食堂", Align.CENTRE, Size.DOUBLE),
                                new Receipt.Rule(),
                                new Receipt.Pair("红烧肉", "12.50"),
                                new Receipt.Text("¥12.50", Align.RIGHT, Size.NORMAL),
                                new Receipt.Code("https://example.org/s?1"))));
        var printed = next(Printed.class);
        assertEquals("a", printed.receipt());
        assertTrue(printed.nanos() >= before);
        assertEquals(
                List.of(
                        "    第一食堂",
                        "-".repeat(32),
                        "红烧肉                     12.50",
                        "                         ￥12.50",
                        "[https://example.org/s?1]",
                        "✂"),
                paper());
    }

    @Test
    void receiptsArePrintedOneAfterAnother() throws Exception {
        for (int i = 0; i < 5; i++) {
            print(receipt("r" + i, 1));
        }
        for (int i = 0; i < 5; i++) {
            assertEquals("r" + i, next(Printed.class).receipt());
        }
        assertEquals(
                List.of("r0 0", "✂", "r1 0", "✂", "r2 0", "✂", "r3 0", "✂", "r4 0", "✂"), paper());
        assertEquals(0, events.size(), events::toString);
    }

    @Test
    void theLongestReceiptIsPrintedWhole() throws Exception {
        print(receipt("long", Receipt.PARTS_MAX));
        next(Printed.class);
        assertEquals(Receipt.PARTS_MAX + 1, paper().size());
        assertEquals("long 199", paper().get(199));
    }

    @Test
    void paperThatEndsInTheMiddleIsNoReceiptAndItIsNotPrintedAgain() throws Exception {
        afterLines(3, () -> ail(Trouble.PAPER_OUT));
        print(receipt("torn", 100));
        print(receipt("next", 2));
        notPrinted("torn", Why.PAPER_OUT);
        for (int seen = 0; seen < 2; seen++) { // in either order: it looks when it likes
            switch (next(PrinterEvent.class)) {
                case NotPrinted(var id, var why, _) -> {
                    assertEquals("next", id);
                    assertEquals(Why.PAPER_OUT, why);
                }
                case Troubled(_, var troubles, _) ->
                        assertTrue(troubles.contains(Trouble.PAPER_OUT));
                case Printed _, Lost _, Back _ -> fail("printed, lost or back");
            }
        }
        assertEquals(3, paper().size());
        mend(Trouble.PAPER_OUT);
        untroubled();
        print(receipt("after", 1));
        assertEquals("after", next(Printed.class).receipt());
        assertEquals(List.of("✂", "after 0", "✂"), last(3));
        assertTrue(paper().stream().noneMatch("torn 99"::equals), paper()::toString);
    }

    @Test
    void whatIsWrongIsToldAndNothingIsPrintedMeanwhile() throws Exception {
        for (var trouble :
                List.of(Trouble.COVER_OPEN, Trouble.PAPER_OUT, Trouble.CUTTER, Trouble.OFFLINE)) {
            ail(trouble);
            assertTrue(next(Troubled.class).troubles().contains(trouble));
            print(receipt("r", 1));
            notPrinted("r", Why.valueOf(trouble.name()));
            mend(trouble);
            untroubled();
        }
        assertEquals(List.of(), paper());
    }

    @Test
    void aRollThatIsLowIsToldAndStillPrints() throws Exception {
        ail(Trouble.PAPER_LOW);
        assertEquals(Set.of(Trouble.PAPER_LOW), next(Troubled.class).troubles());
        print(receipt("r", 1));
        next(Printed.class);
    }

    @Test
    void aTroubleAtTheCutIsNoReceipt() throws Exception {
        afterLines(3, () -> ail(Trouble.CUTTER));
        print(receipt("r", 2));
        notPrinted("r", Why.CUTTER);
    }

    @Test
    void whatWaitsAtAnUnpluggedPrinterIsGivenUp() throws Exception {
        var waiting = new CountDownLatch(1);
        afterLines(
                1,
                () -> {
                    await(waiting);
                    unplug();
                });
        print(receipt("torn", 30));
        print(receipt("waits", 1));
        waiting.countDown();
        notPrinted("torn", Why.UNPLUGGED);
        notPrinted("waits", Why.UNPLUGGED);
        next(Lost.class);
        assertEquals(Optional.of(Why.UNPLUGGED), printer.print(receipt("meanwhile", 1)));
        plugIn();
        next(Back.class);
        print(receipt("after", 1));
        assertEquals("after", next(Printed.class).receipt());
        assertEquals(List.of("after 0", "✂"), last(2));
    }

    @Test
    void oneTooManyIsRefusedAtOnce() throws Exception {
        var begun = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        afterLines(
                1,
                () -> {
                    begun.countDown();
                    await(refused);
                });
        print(receipt("first", 2));
        await(begun);
        for (int i = 0; i < Printer.WAITING_MAX; i++) {
            print(receipt("r" + i, 1));
        }
        assertEquals(Optional.of(Why.QUEUE_FULL), printer.print(receipt("last", 1)));
        refused.countDown();
        for (int i = 0; i <= Printer.WAITING_MAX; i++) {
            next(Printed.class);
        }
        assertTrue(paper().stream().noneMatch("last 0"::equals));
        assertEquals(0, events.size(), events::toString);
    }

    @Test
    void closingEndsWhatWaits() throws Exception {
        var begun = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        afterLines(
                1,
                () -> {
                    begun.countDown();
                    await(closing);
                });
        print(receipt("first", 30));
        print(receipt("second", 1));
        await(begun);
        var closer = Thread.ofPlatform().start(printer::close);
        while (!printer.print(receipt("late", 1)).equals(Optional.of(Why.CLOSED))) {
            Thread.onSpinWait(); // if taken, then before the close, and given up with the others
        }
        closing.countDown();
        closer.join();
        notPrinted("first", Why.CLOSED);
        notPrinted("second", Why.CLOSED);
        IntStream.range(0, events.size())
                .forEach(
                        _ ->
                                assertEquals(
                                        Why.CLOSED,
                                        assertInstanceOf(NotPrinted.class, events.remove()).why()));
        assertEquals(Optional.of(Why.CLOSED), printer.print(receipt("later", 1)));
        printer.close();
    }

    private static Receipt receipt(String id, int lines) {
        return new Receipt(
                id,
                IntStream.range(0, lines)
                        .<Receipt.Part>mapToObj(line -> new Receipt.Text(id + " " + line))
                        .toList());
    }

    private void print(Receipt receipt) {
        assertEquals(Optional.empty(), printer.print(receipt));
    }

    private void notPrinted(String id, Why why) throws InterruptedException {
        var event = next(NotPrinted.class);
        assertEquals(id, event.receipt());
        assertEquals(why, event.why());
    }

    /// A look that somebody's hand was in may have seen half of what was wrong.
    private void untroubled() throws InterruptedException {
        while (!next(Troubled.class).troubles().isEmpty()) {}
    }

    private List<String> last(int lines) {
        var paper = paper();
        return paper.subList(paper.size() - lines, paper.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private <T extends PrinterEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }

    private record Unopened() implements Printer {
        @Override
        public String name() {
            return "";
        }

        @Override
        public void open(Consumer<PrinterEvent> listener) {}

        @Override
        public Optional<Why> print(Receipt receipt) {
            return Optional.of(Why.CLOSED);
        }

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
