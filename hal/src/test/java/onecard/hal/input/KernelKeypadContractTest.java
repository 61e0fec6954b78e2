package onecard.hal.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecard.hal.Keypad;
import onecard.hal.KeypadContract;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver on an input device that the kernel makes (uinput).
@Tag("board")
class KernelKeypadContractTest extends KeypadContract {

    @TempDir Path dir;
    private Optional<VirtualKeys> keys = Optional.empty();

    @AfterEach
    void pull() {
        keys.ifPresent(VirtualKeys::close);
        keys = Optional.empty();
    }

    @Override
    protected Keypad keypad() throws Exception {
        plugIn();
        return new InputKeypad("pad", byId(), System::nanoTime);
    }

    @Override
    protected void type(String text) {
        keys.orElseThrow().type(text);
    }

    @Override
    protected void unplug() throws Exception {
        Files.delete(byId());
        pull();
    }

    /// Under a name that survives it, as udev gives one.
    @Override
    protected void plugIn() throws Exception {
        var made = new VirtualKeys();
        keys = Optional.of(made);
        Files.createSymbolicLink(byId(), made.node());
    }

    @Test
    void whatIsPressedReachesNobodyElse() throws Exception {
        try (var other = InputDevice.like(byId())) {
            type("1234#");
            assertEquals(0, other.read(new byte[KeyEvents.EVENT_BYTES], Duration.ofMillis(500)));
        }
        var refused = assertThrows(DeviceException.class, () -> InputDevice.open(byId()));
        assertEquals(
                byId() + ": cannot have it alone: Device or resource busy", refused.getMessage());
    }

    private Path byId() {
        return dir.resolve("usb-keypad-event-kbd");
    }
}
