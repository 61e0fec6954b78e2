package onecard.edge.counter;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.hal.Printer;
import onecard.hal.PrinterEvent;
import onecard.hal.PrinterEvent.Why;
import onecard.hal.Receipt;
import onecard.hal.ReceiptLayout;
import onecard.hal.ReceiptLayout.Line;

/// A printer whose receipts a test reads, or that takes none.
final class Paper implements Printer {
    final List<Receipt> printed = new ArrayList<>();
    Optional<Why> refuses = Optional.empty();

    String text() {
        return ReceiptLayout.MM_58.rows(printed.getLast()).stream()
                .map(row -> ((Line) row).text())
                .collect(joining("\n"));
    }

    @Override
    public String name() {
        return "paper";
    }

    @Override
    public void open(Consumer<PrinterEvent> events) {}

    @Override
    public Optional<Why> print(Receipt receipt) {
        if (refuses.isEmpty()) {
            printed.add(receipt);
        }
        return refuses;
    }

    @Override
    public long progressNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
