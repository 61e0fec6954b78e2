package onecard.hal.serial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onecard.hal.BioSensorContract;
import onecard.hal.bio.BioSensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The driver of fingerprint modules on a real tty, whatever a look gives.
class FingerModuleContractTest {

    @Nested
    class GivingPictures extends OnPty {
        GivingPictures() {
            super(OnFinger.PICTURES);
        }
    }

    @Nested
    class GivingTemplates extends OnPty {
        GivingTemplates() {
            super(OnFinger.TEMPLATES);
        }
    }

    @Nested
    class GivingNothing extends OnPty {
        GivingNothing() {
            super(OnFinger.NOTHING);
        }
    }

    abstract static class OnPty extends BioSensorContract {

        @TempDir Path dir;
        private final FingerProfile profile;
        private Optional<Pty> pty = Optional.empty();
        private Optional<ScriptedFinger> script = Optional.empty();
        private int person;
        private Map<Integer, Integer> slots = Map.of();
        private Map<Integer, byte[]> notes = Map.of();

        OnPty(FingerProfile profile) {
            this.profile = profile;
        }

        @AfterEach
        void pull() throws Exception {
            Files.deleteIfExists(byId());
            script.ifPresent(ScriptedFinger::close);
            pty.ifPresent(Pty::close);
        }

        @Override
        protected BioSensor sensor() throws Exception {
            plugIn();
            return OnFinger.module(byId(), profile, FingerModuleTest.PATIENT);
        }

        @Override
        protected void comes(int next) {
            person = next;
            script.orElseThrow().lay(next);
        }

        @Override
        protected void leaves() {
            comes(0);
        }

        @Override
        protected void unplug() throws Exception {
            slots = script.orElseThrow().slots();
            notes = script.orElseThrow().notes();
            pull();
        }

        /// Under a name that survives it, as udev gives one.
        @Override
        protected void plugIn() throws Exception {
            var cable = new Pty();
            pty = Optional.of(cable);
            var module = new ScriptedFinger(cable);
            module.lay(person);
            module.slots(slots);
            module.notes(notes);
            script = Optional.of(module);
            Files.createSymbolicLink(byId(), cable.tty());
        }

        private Path byId() {
            return dir.resolve("usb-finger");
        }
    }
}
