package onecard.hal.serial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import onecard.hal.TrayReader;
import onecard.hal.TrayReaderContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The driver on a real tty.
class SerialTrayReaderContractTest extends TrayReaderContract {

    @TempDir Path dir;
    private Set<String> tags = Set.of();
    private Optional<Pty> pty = Optional.empty();
    private Optional<ScriptedTags> script = Optional.empty();

    @AfterEach
    void pull() throws Exception {
        Files.deleteIfExists(byId());
        script.ifPresent(ScriptedTags::close);
        pty.ifPresent(Pty::close);
    }

    @Override
    protected TrayReader reader() throws Exception {
        plugIn();
        return new SerialTrayReader(
                "tray", byId(), 115_200, TrayModuleTest.PATIENT, System::nanoTime);
    }

    @Override
    protected void lay(Set<String> next) {
        tags = next;
        script.orElseThrow().lay(next);
    }

    @Override
    protected void unplug() throws Exception {
        pull();
    }

    /// Under a name that survives it, as udev gives one.
    @Override
    protected void plugIn() throws Exception {
        var cable = new Pty();
        pty = Optional.of(cable);
        var module = new ScriptedTags(cable, 1);
        module.lay(tags);
        script = Optional.of(module);
        Files.createSymbolicLink(byId(), cable.tty());
    }

    private Path byId() {
        return dir.resolve("usb-uhf");
    }
}
