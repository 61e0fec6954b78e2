package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Printer;
import onecard.hal.PrinterEvent;
import onecard.hal.PrinterEvent.Back;
import onecard.hal.PrinterEvent.Lost;
import onecard.hal.PrinterEvent.NotPrinted;
import onecard.hal.PrinterEvent.Printed;
import onecard.hal.PrinterEvent.Trouble;
import onecard.hal.PrinterEvent.Troubled;
import onecard.hal.PrinterEvent.Why;
import onecard.hal.Receipt;
import onecard.hal.ReceiptLayout;
import onecard.hal.ReceiptQueue;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.PortPresence;

/// An ESC/POS printer on a tty that answers DLE EOT and GS r, as makers have done for decades: of
/// one that does not, nobody would know whether a receipt is on paper, and it is lost.
///
/// It is asked how it is before, within and after each receipt, and each second between them.
public final class EscPosPrinter implements Printer {

    /// Between two looks at a printer at rest: paper is seen to before the next diner.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final String name;
    private final ReceiptLayout layout;
    private final EscPosLine.Patience patience;
    private final LongSupplier nanos;
    private final ReceiptQueue queue = new ReceiptQueue();
    private final DeviceThread<SerialPort> thread;
    private boolean torn; // of the thread, over re-plugging: the paper stays

    /// @param device a path that survives re-plugging
    /// @param baud of a UART; a USB device takes any
    public EscPosPrinter(
            String name, Path device, int baud, ReceiptLayout layout, LongSupplier nanos) {
        this(name, device, baud, layout, EscPosLine.Patience.USUAL, nanos);
    }

    EscPosPrinter(
            String name,
            Path device,
            int baud,
            ReceiptLayout layout,
            EscPosLine.Patience patience,
            LongSupplier nanos) {
        this.name = name;
        this.layout = layout;
        this.patience = patience;
        this.nanos = nanos;
        this.thread =
                new DeviceThread<>("printer-" + name, () -> SerialPort.open(device, baud), nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<PrinterEvent> events) {
        thread.start(
                new PortPresence<>(
                        events, (why, now) -> new Lost(name, why, now), now -> new Back(name, now)),
                (port, ready) -> serve(port, ready, events));
    }

    @Override
    public Optional<Why> print(Receipt receipt) {
        return queue.offer(receipt);
    }

    private void serve(SerialPort port, Runnable ready, Consumer<PrinterEvent> events)
            throws DeviceException, InterruptedException {
        var line = new EscPosLine(port, patience, torn, thread::progressed);
        var troubles = troubles(port, line, line.settle());
        queue.open();
        ready.run();
        try {
            Set<Trouble> told = Set.of();
            while (true) {
                if (!troubles.equals(told)) {
                    events.accept(new Troubled(name, troubles, nanos.getAsLong()));
                    told = troubles;
                }
                var next = queue.take(IDLE);
                thread.progressed();
                Optional<Why> outcome =
                        next.isPresent() ? print(line, next.get(), events) : Optional.empty();
                troubles = troubles(port, line, outcome);
            }
        } finally {
            torn = line.torn();
            for (var left : queue.shut()) {
                events.accept(new NotPrinted(left.id(), queue.why(), nanos.getAsLong()));
            }
        }
    }

    /// How it is after that; one that does not answer is as good as none.
    private static Set<Trouble> troubles(SerialPort port, EscPosLine line, Optional<Why> outcome)
            throws DeviceException {
        if (!outcome.equals(Optional.of(Why.NO_ANSWER))) {
            var troubles = line.troubles();
            if (troubles.isPresent()) {
                return troubles.get();
            }
        }
        throw new DeviceException(port.device(), "does not answer as a printer does");
    }

    /// Says one thing about the receipt, whatever happens.
    private Optional<Why> print(EscPosLine line, Receipt receipt, Consumer<PrinterEvent> events)
            throws DeviceException {
        Optional<Why> outcome;
        try {
            outcome = line.print(EscPosReceipt.pieces(layout.rows(receipt)));
        } catch (DeviceException gone) {
            events.accept(new NotPrinted(receipt.id(), queue.why(), nanos.getAsLong()));
            throw gone;
        }
        long now = nanos.getAsLong();
        events.accept(
                outcome.<PrinterEvent>map(why -> new NotPrinted(receipt.id(), why, now))
                        .orElseGet(() -> new Printed(receipt.id(), now)));
        return outcome;
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        queue.close();
        thread.close();
    }
}
