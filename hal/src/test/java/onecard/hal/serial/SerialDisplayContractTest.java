package onecard.hal.serial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.hal.CustomerDisplay;
import onecard.hal.CustomerDisplayContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The driver on a real tty, whose other end is two lines of glass.
class SerialDisplayContractTest extends CustomerDisplayContract {

    @TempDir Path dir;
    private Optional<ScriptedDisplay> device = Optional.empty();

    @AfterEach
    void pull() {
        device.ifPresent(ScriptedDisplay::close);
    }

    @Override
    protected CustomerDisplay display() throws Exception {
        plugIn();
        return new SerialDisplay("pole", byId(), 9_600, DisplayModel.LINES, System::nanoTime);
    }

    @Override
    protected String glass() {
        return device.orElseThrow().glass().replaceFirst("[|]0$", "");
    }

    @Override
    protected void unplug() throws Exception {
        Files.delete(byId());
        pull();
    }

    @Override
    protected void plugIn() throws Exception {
        var pty = new Pty();
        device = Optional.of(new ScriptedDisplay(pty));
        Files.createSymbolicLink(byId(), pty.tty());
    }

    private Path byId() {
        return dir.resolve("usb-display");
    }
}
