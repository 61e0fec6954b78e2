package onecard.hal.serial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onecard.hal.BioSensorContract;
import onecard.hal.bio.BioSensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The driver of vein modules on a real tty.
class VeinModuleContractTest extends BioSensorContract {

    @TempDir Path dir;
    private Optional<Pty> pty = Optional.empty();
    private Optional<ScriptedVein> script = Optional.empty();
    private int person;
    private Map<Integer, ScriptedVein.User> users = Map.of();

    @AfterEach
    void pull() throws Exception {
        Files.deleteIfExists(byId());
        script.ifPresent(ScriptedVein::close);
        pty.ifPresent(Pty::close);
    }

    @Override
    protected BioSensor sensor() throws Exception {
        plugIn();
        return OnVein.module(byId(), VeinModuleTest.PLAIN, VeinModuleTest.PATIENT);
    }

    @Override
    protected void comes(int next) {
        person = next;
        script.orElseThrow().hold(next);
    }

    @Override
    protected void leaves() {
        comes(0);
    }

    @Override
    protected void unplug() throws Exception {
        users = script.orElseThrow().users();
        pull();
    }

    /// Under a name that survives it, as udev gives one.
    @Override
    protected void plugIn() throws Exception {
        var cable = new Pty();
        pty = Optional.of(cable);
        var module = new ScriptedVein(cable);
        module.hold(person);
        module.users(users);
        script = Optional.of(module);
        Files.createSymbolicLink(byId(), cable.tty());
    }

    private Path byId() {
        return dir.resolve("usb-vein");
    }
}
