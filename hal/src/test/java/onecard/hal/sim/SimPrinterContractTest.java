package onecard.hal.sim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import onecard.hal.Printer;
import onecard.hal.PrinterContract;
import onecard.hal.PrinterEvent.Trouble;
import onecard.hal.ReceiptLayout;

/// On the simulated printer.
class SimPrinterContractTest extends PrinterContract {

    private final List<String> paper = new CopyOnWriteArrayList<>();
    private final Map<Integer, Runnable> afterLines = new ConcurrentHashMap<>();
    private final SimPrinter sim =
            new SimPrinter("till", ReceiptLayout.MM_58, this::printed, System::nanoTime);

    private void printed(String line) {
        paper.add(line);
        Optional.ofNullable(afterLines.remove(paper.size())).ifPresent(Runnable::run);
    }

    @Override
    protected Printer printer() {
        return sim;
    }

    @Override
    protected List<String> paper() {
        return List.copyOf(paper);
    }

    @Override
    protected void afterLines(int lines, Runnable happens) {
        afterLines.put(paper.size() + lines, happens);
    }

    @Override
    protected void ail(Trouble trouble) {
        sim.ail(trouble);
    }

    @Override
    protected void mend(Trouble trouble) {
        sim.mend(trouble);
    }

    @Override
    protected void unplug() {
        sim.lose();
    }

    @Override
    protected void plugIn() {
        sim.giveBack();
    }
}
