package onecard.hal.serial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecard.hal.Load;
import onecard.hal.Scale;
import onecard.hal.ScaleContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The driver on a real tty, in each protocol.
class SerialScaleContractTest {

    @Nested
    class SpeakingByItself extends OnPty {
        SpeakingByItself() {
            super(ScaleProtocol.CONTINUOUS);
        }
    }

    @Nested
    class Asked extends OnPty {
        Asked() {
            super(ScaleProtocol.SICS);
        }
    }

    abstract static class OnPty extends ScaleContract {

        /// A busy machine may keep the scripted scale silent for long.
        private static final Duration PATIENT = Duration.ofMinutes(1);

        private final ScaleProtocol protocol;
        @TempDir Path dir;
        private Load load = new Load.Weight(0, true);
        private Optional<Pty> pty = Optional.empty();
        private Optional<ScriptedScale> script = Optional.empty();

        OnPty(ScaleProtocol protocol) {
            this.protocol = protocol;
        }

        @AfterEach
        void pull() throws Exception {
            Files.deleteIfExists(byId());
            script.ifPresent(ScriptedScale::close);
            pty.ifPresent(Pty::close);
        }

        @Override
        protected Scale scale() throws Exception {
            plugIn();
            return new SerialScale("scale", byId(), 9_600, protocol, PATIENT, System::nanoTime);
        }

        @Override
        protected void lay(Load next) {
            load = next;
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
            script = Optional.of(new ScriptedScale(cable, protocol, load));
            Files.createSymbolicLink(byId(), cable.tty());
        }

        private Path byId() {
            return dir.resolve("usb-scale");
        }
    }
}
