package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import onecard.edge.counter.Aloud;
import onecard.edge.counter.CounterDevices;
import onecard.edge.counter.CounterSource;
import onecard.edge.counter.OnDisplay;
import onecard.edge.counter.OnPaper;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.Stimulus.AtCounter;
import onecard.edge.record.Occurrences;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.hal.PrinterEvent.Trouble;
import onecard.hal.ReceiptLayout;
import onecard.hal.sim.SimDisplay;
import onecard.hal.sim.SimPrinter;
import onecard.hal.sim.SimVoice;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.time.Moment;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A till with display, voice and printer on its counter, under the real loop: what each is told
/// and when, and that a sale waits for none of them.
class CounterTest {

    /// Longer than a simulated device takes for anything; nothing is timed by it.
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Inbox inbox = new Inbox();
    private final ConcurrentLinkedQueue<String> paper = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    private final SimDisplay display = new SimDisplay("glass", System::nanoTime);
    private final SimVoice voice =
            new SimVoice(
                    "speaker", it -> said.add(String.join(",", it.prompts())), System::nanoTime);
    private final SimPrinter printer =
            new SimPrinter("paper", ReceiptLayout.MM_58, paper::add, System::nanoTime);
    private final CounterDevices devices =
            new CounterDevices(
                    Map.of("glass", display),
                    Map.of("speaker", voice),
                    Map.of("paper", printer),
                    Map.of(),
                    Map.of());
    private final Canteen canteen =
            new Canteen(this::counter).has(1, 800, 10_000).has(2, 0, 10_000);

    private Counter counter(String till) {
        return till.equals("fixed") ? new Fixed() : new LogCounter(till);
    }

    @BeforeEach
    void open() throws InterruptedException {
        devices.open(new CounterSource(inbox, canteen.metrics));
        hearOfAll(AtCounter.Back::new);
    }

    @AfterEach
    void close() {
        devices.close();
    }

    @Test
    void aDoneSaleReachesAllThreeAndNothingDoesBeforeItsEndIsDurable() throws Exception {
        canteen.tap("fixed", 1);
        canteen.answerOne(); // the tap
        canteen.answerOne(); // the intent
        settle();
        assertEquals("To pay", display.glass().upper().strip());
        assertEquals(List.of(), List.copyOf(said));
        assertEquals(List.of(), List.copyOf(paper));

        canteen.answerOne(); // the end
        settle();
        assertEquals("Paid           12.00", display.glass().lower());
        assertEquals(List.of("收款十二元,余额九十六元"), List.copyOf(said));
        assertTrue(paper.contains("单号 No.                       1"), paper::toString);
        assertEquals(SimPrinter.CUT, List.copyOf(paper).getLast());
        assertEquals(1, metric("onecard_receipts_total{result=\"printed\"}"));

        canteen.after(Duration.ofSeconds(5));
        settle();
        assertEquals("To pay", display.glass().upper().strip());
    }

    @Test
    void whatWillNotBeBookedIsToldToNobody() throws Exception {
        canteen.tap("fixed", 1);
        canteen.answerOne();
        canteen.answerOne();
        canteen.room = () -> false;
        canteen.answer();
        settle();

        assertEquals("To pay", display.glass().upper().strip());
        assertEquals(List.of(), List.copyOf(said));
        assertEquals(List.of(), List.copyOf(paper));
    }

    @Test
    void whatIsLostHoldsNoSaleUpAndIsTold() throws Exception {
        printer.lose();
        display.lose();
        voice.lose();
        hearOfAll(AtCounter.Lost::new);
        canteen.tap("fixed", 1);
        canteen.answer();
        hear(AtCounter.NotPrinted.class::isInstance);

        assertEquals(Map.of("fixed:1", "done subsidy 5.00 personal 7.00"), canteen.sales());
        assertEquals(
                Set.of(
                        "display_lost true glass",
                        "printer_lost true paper",
                        "voice_lost true speaker",
                        "receipt_not_printed true fixed:1 unplugged"),
                Set.copyOf(alarms()));

        printer.giveBack();
        hear(new AtCounter.Back(paper())::equals);
        canteen.tap("fixed", 2);
        canteen.answer();
        settle();
        assertEquals(
                Map.of(
                        "fixed:1",
                        "done subsidy 5.00 personal 7.00",
                        "fixed:2",
                        "done personal 12.00"),
                canteen.sales());
        assertTrue(paper.contains("单号 No.                       2"), paper::toString);
        assertTrue(alarms().contains("printer_lost false paper"), () -> alarms().toString());
        assertEquals(1, metric("onecard_receipts_total{result=\"unplugged\"}"));
        assertEquals(1, metric("onecard_alarms_total{alarm=\"printer_lost\"}"));
        assertEquals(1, metric("onecard_alarms_total{alarm=\"receipt_not_printed\"}"));
    }

    @Test
    void whatSomebodyMustSeeToIsAnAlarmUntilTheyDid() throws Exception {
        printer.ail(Trouble.PAPER_LOW);
        hear(AtCounter.Troubled.class::isInstance);
        printer.ail(Trouble.PAPER_OUT);
        hear(AtCounter.Troubled.class::isInstance);
        canteen.tap("fixed", 1);
        canteen.answer();
        hear(AtCounter.NotPrinted.class::isInstance);
        printer.mend(Trouble.PAPER_OUT);
        hear(AtCounter.Troubled.class::isInstance);
        printer.lose(); // nobody knows any more how its paper is
        hear(AtCounter.Lost.class::isInstance);

        assertEquals(
                List.of(
                        "printer_trouble true paper paper_low",
                        "printer_trouble true paper paper_out",
                        "receipt_not_printed true fixed:1 paper_out",
                        "printer_trouble false paper paper_out",
                        "printer_trouble false paper paper_low",
                        "printer_lost true paper"),
                alarms());
        assertEquals(1, canteen.sales().size());
    }

    /// Its driver does not come out of what it is doing: nobody observes the printer any more.
    @Test
    void aSilentPrinterIsLostUntilItIsHeard() {
        canteen.loop.turn(new Stimulus.Silent(paper()), canteen.now);
        canteen.loop.turn(new Stimulus.Heard(paper()), canteen.now);
        assertEquals(List.of("printer_lost true paper", "printer_lost false paper"), alarms());
    }

    /// What is on the counter of the till `fixed`.
    private final class Fixed implements Counter {
        private final List<Counter> parts =
                List.of(
                        new OnDisplay(display, Canteen.terms().meals()),
                        new Aloud(voice, Lang.ZH),
                        new OnPaper(printer, "hall", Rig.ZONE, inbox::offer));

        @Override
        public void post(Optional<Price> price, Moment now) {
            parts.forEach(part -> part.post(price, now));
        }

        @Override
        public void tell(Sale sale, Optional<Fen> left, Moment now) {
            parts.forEach(part -> part.tell(sale, left, now));
        }

        @Override
        public void due(Moment now) {
            parts.forEach(part -> part.due(now));
        }
    }

    /// What was done to the devices so far has happened: each says again that it is there, after
    /// all that.
    private void settle() throws InterruptedException {
        display.giveBack();
        hear(new AtCounter.Back(glass())::equals);
        voice.giveBack();
        hear(new AtCounter.Back(speaker())::equals);
        printer.giveBack();
        hear(new AtCounter.Back(paper())::equals);
    }

    /// In whatever order their threads come.
    private void hearOfAll(Function<Device, Stimulus> what) throws InterruptedException {
        var awaited = new HashSet<>(Stream.of(glass(), speaker(), paper()).map(what).toList());
        hear(
                heard -> {
                    awaited.remove(heard);
                    return awaited.isEmpty();
                });
    }

    /// The loop hears what devices tell, up to this.
    private void hear(Predicate<Stimulus> awaited) throws InterruptedException {
        while (true) {
            var heard = inbox.take(SOON).orElseThrow();
            canteen.loop.turn(heard, canteen.now);
            if (awaited.test(heard)) {
                return;
            }
        }
    }

    private List<String> alarms() {
        canteen.answer();
        var alarms = new ArrayList<String>();
        for (var row : canteen.rows) {
            var data = Occurrences.data(row);
            data.text("alarm")
                    .ifPresent(
                            alarm ->
                                    alarms.add(
                                            alarm
                                                    + " "
                                                    + data.bool("active").orElseThrow()
                                                    + " "
                                                    + data.text("detail").orElseThrow()));
        }
        return alarms;
    }

    private long metric(String name) {
        return canteen.metrics.json().number(name).orElse(0L);
    }

    private static Device glass() {
        return new Device(Kind.DISPLAY, "glass");
    }

    private static Device speaker() {
        return new Device(Kind.VOICE, "speaker");
    }

    private static Device paper() {
        return new Device(Kind.PRINTER, "paper");
    }
}
