package onecard.hal.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.hal.Printer;
import onecard.hal.PrinterContract;
import onecard.hal.PrinterEvent.Trouble;
import onecard.hal.ReceiptLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The driver on a real tty, whose other end prints.
class EscPosPrinterContractTest extends PrinterContract {

    /// A busy machine holds up nothing that is sound.
    private static final EscPosLine.Patience PATIENCE =
            new EscPosLine.Patience(
                    Duration.ofSeconds(20),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(50));

    @TempDir Path dir;
    private final List<String> before = new ArrayList<>();
    private Optional<ScriptedPrinter> device = Optional.empty();

    @AfterEach
    void pull() {
        device.ifPresent(ScriptedPrinter::close);
    }

    @Override
    protected Printer printer() throws Exception {
        plugIn();
        return new EscPosPrinter(
                "till", byId(), 115_200, ReceiptLayout.MM_58, PATIENCE, System::nanoTime);
    }

    @Override
    protected List<String> paper() {
        var paper = new ArrayList<>(before);
        paper.addAll(device().paper());
        return paper;
    }

    @Override
    protected void afterLines(int lines, Runnable happens) {
        device().afterLines(lines, happens);
    }

    @Override
    protected void ail(Trouble trouble) {
        has(trouble, true);
    }

    @Override
    protected void mend(Trouble trouble) {
        has(trouble, false);
    }

    private void has(Trouble trouble, boolean now) {
        switch (trouble) {
            case COVER_OPEN -> device().coverOpen(now);
            case PAPER_OUT -> device().paperOut(now);
            case CUTTER -> device().cutterJammed(now);
            case OFFLINE -> device().hot(now);
            case PAPER_LOW -> device().paperLow(now);
        }
    }

    @Override
    protected void unplug() {
        try {
            Files.delete(byId());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        before.addAll(device().paper());
        device().close();
    }

    @Override
    protected void plugIn() throws Exception {
        var pty = new Pty();
        device = Optional.of(new ScriptedPrinter(pty));
        Files.createSymbolicLink(byId(), pty.tty());
    }

    private ScriptedPrinter device() {
        return device.orElseThrow();
    }

    private Path byId() {
        return dir.resolve("usb-printer");
    }
}
