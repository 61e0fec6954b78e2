package onecard.hal.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.hal.Keypad;
import onecard.hal.KeypadContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The driver on a pipe that says what the kernel says of keys; it cannot be had alone.
class PipeKeypadContractTest extends KeypadContract {

    @TempDir Path dir;
    private Optional<OutputStream> keys = Optional.empty();

    @AfterEach
    void hangUp() throws Exception {
        if (keys.isPresent()) {
            keys.get().close();
        }
    }

    @Override
    protected Keypad keypad() throws Exception {
        plugIn();
        return new InputKeypad("pad", () -> InputDevice.like(pipe()), System::nanoTime);
    }

    @Override
    protected void type(String text) throws Exception {
        if (keys.isEmpty()) {
            keys = Optional.of(Files.newOutputStream(pipe()));
        }
        keys.get().write(Keystrokes.of(text));
    }

    @Override
    protected void unplug() throws Exception {
        Files.delete(pipe());
        hangUp();
        keys = Optional.empty();
    }

    @Override
    protected void plugIn() throws Exception {
        var made = new ProcessBuilder("mkfifo", pipe().toString()).inheritIO().start();
        assertEquals(0, made.waitFor());
    }

    private Path pipe() {
        return dir.resolve("event-kbd");
    }
}
