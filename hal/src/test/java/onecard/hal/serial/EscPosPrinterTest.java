package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import onecard.hal.PrinterEvent;
import onecard.hal.PrinterEvent.Back;
import onecard.hal.PrinterEvent.Lost;
import onecard.hal.PrinterEvent.NotPrinted;
import onecard.hal.PrinterEvent.Printed;
import onecard.hal.PrinterEvent.Why;
import onecard.hal.Receipt;
import onecard.hal.ReceiptLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A printer on a real tty that does not answer as it should.
class EscPosPrinterTest {

    private static final long DEADLINE_SECONDS = 30;

    private final LinkedBlockingQueue<PrinterEvent> events = new LinkedBlockingQueue<>();
    private Optional<ScriptedPrinter> made = Optional.empty();
    private Path tty = Path.of("");

    @BeforeEach
    void plug() throws Exception {
        var pty = new Pty();
        tty = pty.tty();
        made = Optional.of(new ScriptedPrinter(pty));
    }

    @AfterEach
    void pull() {
        device().close();
    }

    @Test
    void aPrinterThatSaysNothingIsLost() throws Exception {
        device().silent();
        try (var printer = impatient()) {
            printer.open(events::add);
            assertEquals(tty + ": does not answer as a printer does", next(Lost.class).why());
            assertEquals(Optional.of(Why.UNPLUGGED), printer.print(receipt("a", 1)));
        }
    }

    @Test
    void aPrinterThatFallsSilentHasPrintedNothingThatIsKnown() throws Exception {
        device().afterLines(3, () -> device().silent());
        try (var printer = impatient()) {
            printer.open(events::add);
            next(Back.class);
            print(printer, receipt("a", 5));
            print(printer, receipt("b", 5));
            notPrinted("a", Why.NO_ANSWER);
            notPrinted("b", Why.UNPLUGGED);
            next(Lost.class);
        }
    }

    /// It prints and cuts, and only the answer to that never comes.
    @Test
    void aReceiptWhoseEndIsNotAnsweredIsNotPrinted() throws Exception {
        device().afterLines(2, () -> device().silent());
        try (var printer = impatient()) {
            printer.open(events::add);
            next(Back.class);
            print(printer, receipt("a", 1));
            notPrinted("a", Why.NO_ANSWER);
            assertEquals(List.of("a 0", ScriptedPrinter.CUT), device().paper());
        }
    }

    @Test
    void bytesThatAreNoStatusAreNoAnswer() throws Exception {
        for (int noise : new int[] {0x11, 0x93}) {
            events.clear();
            device().says(answer -> answer);
            try (var printer = impatient()) {
                printer.open(events::add);
                next(Back.class);
                device().afterLines(1, () -> device().says(_ -> noise));
                print(printer, receipt("a", 3));
                notPrinted("a", Why.NO_ANSWER);
                next(Lost.class);
            }
        }
    }

    /// A broken line reads as zeros, which look like answers in turn.
    @Test
    void anEndlessStreamOfZerosIsNoPrinter() throws Exception {
        device().says(_ -> 0);
        try (var printer = impatient()) {
            printer.open(events::add);
            next(Lost.class);
        }
    }

    /// What nobody reads fills the line; nothing waits for it longer than it must.
    @Test
    void aPrinterThatTakesNothingIsNoAnswer() throws Exception {
        device().afterLines(1, () -> device().reads(false));
        try (var printer = impatient()) {
            printer.open(events::add);
            next(Back.class);
            print(printer, receipt("a", 3));
            notPrinted("a", Why.NO_ANSWER);
            next(Lost.class);
            device().reads(true);
            next(Back.class);
            print(printer, receipt("b", 1));
            assertEquals("b", next(Printed.class).receipt());
        }
    }

    /// An answer that is late, but not too late, is an answer.
    @Test
    void aPrinterMayTakeItsTime() throws Exception {
        device().afterLines(2, () -> device().withhold());
        try (var printer = patient()) {
            printer.open(events::add);
            next(Back.class);
            print(printer, receipt("a", 1));
            while (device().withheld() == 0) {
                Thread.onSpinWait();
            }
            assertEquals(0, events.size(), events::toString);
            device().late();
            assertEquals("a", next(Printed.class).receipt());
        }
    }

    /// All answers to one receipt, which all were good, come while the next one is printed without
    /// paper: none of them is taken for its own.
    @Test
    void anAnswerThatComesTooLateIsNobodyElses() throws Exception {
        device().afterLines(2, () -> device().withhold());
        try (var printer = impatient()) {
            printer.open(events::add);
            next(Back.class);
            print(printer, receipt("a", 1));
            notPrinted("a", Why.NO_ANSWER);
            next(Lost.class);
            device().late();
            next(Back.class);
            device().afterLines(2, () -> device().cutterJammed(true));
            print(printer, receipt("b", 1));
            notPrinted("b", Why.CUTTER);
        }
    }

    /// One answer too many, of whichever kind: which of them is the true one?
    @Test
    void anAnswerNobodyAskedForEndsAllTrust() throws Exception {
        for (byte stray : new byte[] {0x12, 0x00}) {
            events.clear();
            try (var printer = impatient()) {
                printer.open(events::add);
                next(Back.class);
                device().afterLines(2, () -> device().say(stray));
                print(printer, receipt("a", 1));
                notPrinted("a", Why.NO_ANSWER);
                next(Lost.class);
                next(Back.class);
                print(printer, receipt("b", 1));
                assertEquals("b", next(Printed.class).receipt());
            }
        }
    }

    @Test
    void aPrinterOfASmallBufferIsNotOverrun() throws Exception {
        device().slow();
        try (var printer = patient()) {
            printer.open(events::add);
            next(Back.class);
            print(printer, receipt("a receipt of long lines", 40));
            next(Printed.class);
            assertTrue(device().fullest() <= 300, () -> "it held " + device().fullest());
        }
    }

    private EscPosPrinter impatient() {
        return printer(Duration.ofSeconds(1));
    }

    private EscPosPrinter patient() {
        return printer(Duration.ofSeconds(20));
    }

    private EscPosPrinter printer(Duration answer) {
        var patience =
                new EscPosLine.Patience(
                        answer, Duration.ofMillis(20), Duration.ofSeconds(20), answer.dividedBy(3));
        return new EscPosPrinter(
                "till", tty, 115_200, ReceiptLayout.MM_58, patience, System::nanoTime);
    }

    private ScriptedPrinter device() {
        return made.orElseThrow();
    }

    private static Receipt receipt(String id, int lines) {
        return new Receipt(
                id,
                IntStream.range(0, lines)
                        .<Receipt.Part>mapToObj(line -> new Receipt.Text(id + " " + line))
                        .toList());
    }

    private static void print(EscPosPrinter printer, Receipt receipt) {
        assertEquals(Optional.empty(), printer.print(receipt));
    }

    private void notPrinted(String id, Why why) throws InterruptedException {
        var event = next(NotPrinted.class);
        assertEquals(id, event.receipt());
        assertEquals(why, event.why());
    }

    private <T extends PrinterEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }
}
