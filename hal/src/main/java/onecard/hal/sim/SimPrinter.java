package onecard.hal.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
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
import onecard.hal.ReceiptLayout.Code;
import onecard.hal.ReceiptLayout.Line;
import onecard.hal.ReceiptLayout.Row;
import onecard.hal.ReceiptQueue;

/// A printer whose paper is text, on a thread of its own. It prints as fast as its paper takes it.
public final class SimPrinter implements Printer, SimPart {

    /// Where the paper is cut off.
    public static final String CUT = "✂";

    private final String name;
    private final ReceiptLayout layout;
    private final Consumer<String> paper;
    private final SimDevice<PrinterEvent> thread;
    private final ReceiptQueue queue = new ReceiptQueue();
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class); // both guarded by this
    private boolean plugged = true;
    private boolean torn; // of the thread: part of a receipt is on paper, and not cut off

    /// @param paper given each line as it is printed, on the printer's thread; a cut is [#CUT]
    public SimPrinter(
            String name, ReceiptLayout layout, Consumer<String> paper, LongSupplier nanos) {
        this.name = name;
        this.layout = layout;
        this.paper = paper;
        this.thread = new SimDevice<>("printer-" + name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<PrinterEvent> events) {
        queue.open();
        thread.open(events, now -> new Back(name, now));
    }

    @Override
    public Optional<Why> print(Receipt receipt) {
        var refused = queue.offer(receipt);
        if (refused.isEmpty()) {
            thread.run(this::next);
        }
        return refused;
    }

    private void next() {
        try {
            // Empty when it was given up meanwhile.
            queue.take(Duration.ZERO).ifPresent(this::end);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Receipt receipt) {
        var failed = printed(receipt);
        thread.tell(
                now ->
                        failed.<PrinterEvent>map(why -> new NotPrinted(receipt.id(), why, now))
                                .orElseGet(() -> new Printed(receipt.id(), now)));
    }

    private Optional<Why> printed(Receipt receipt) {
        var lines = new ArrayList<String>();
        if (torn) {
            lines.add(CUT);
        }
        layout.rows(receipt).forEach(row -> lines.add(text(row)));
        lines.add(CUT);
        for (var line : lines) {
            var why = why();
            if (why.isPresent()) {
                return why;
            }
            torn = !line.equals(CUT);
            paper.accept(line);
        }
        return why();
    }

    private static String text(Row row) {
        return switch (row) {
            case Line(var text, _) -> text;
            case Code(var text) -> "[" + text + "]";
        };
    }

    private synchronized Optional<Why> why() {
        return plugged && queue.why() == Why.UNPLUGGED
                ? PrinterEvent.why(troubles)
                : Optional.of(queue.why());
    }

    /// Something comes to be wrong with it.
    public void ail(Trouble trouble) {
        change(() -> troubles.add(trouble));
    }

    /// Somebody saw to it.
    public void mend(Trouble trouble) {
        change(() -> troubles.remove(trouble));
    }

    private synchronized void change(Runnable change) {
        change.run();
        var now = Set.copyOf(troubles);
        thread.run(() -> thread.tell(nanos -> new Troubled(name, now, nanos)));
    }

    @Override
    public synchronized void lose() {
        plugged = false;
        thread.run(
                () -> {
                    giveUp();
                    thread.tell(now -> new Lost(name, "unplugged", now));
                });
    }

    @Override
    public synchronized void giveBack() {
        plugged = true;
        thread.run(
                () -> {
                    queue.open();
                    thread.tell(now -> new Back(name, now));
                });
    }

    private void giveUp() {
        for (var left : queue.shut()) {
            thread.tell(now -> new NotPrinted(left.id(), queue.why(), now));
        }
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        queue.close();
        thread.run(this::giveUp);
        thread.close();
    }
}
