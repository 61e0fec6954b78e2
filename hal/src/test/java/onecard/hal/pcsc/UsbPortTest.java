package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A USB port that is switched off and on, in a directory that looks like the kernel's.
class UsbPortTest {

    @TempDir Path devices;
    private final List<String> seen = new ArrayList<>();

    @Test
    void itIsOffForASecondAndThenOn() throws Exception {
        plugIn("1");
        port(time -> seen.add(authorized() + " for " + time)).replug();

        assertEquals(List.of("0 for PT1S"), seen);
        assertEquals("1", authorized());
    }

    /// A stop in the meantime does not leave it off.
    @Test
    void itIsOnAgainWhateverHappensMeanwhile() throws Exception {
        plugIn("1");
        var port =
                port(
                        _ -> {
                            throw new InterruptedException();
                        });

        assertThrows(InterruptedException.class, port::replug);
        assertEquals("1", authorized());
    }

    @Test
    void oneThatAKilledProcessLeftOffIsOnAgainAtTheNextStart() throws Exception {
        plugIn("0");
        assertTrue(port(_ -> {}).heal());
        assertEquals("1", authorized());
        assertFalse(port(_ -> {}).heal());
    }

    @Test
    void whatIsPluggedInIsKnownByWhatItSays() throws Exception {
        plugIn("1");
        var port = port(_ -> {});
        assertEquals(Optional.empty(), port.device());
        says("idVendor", "072f");
        says("idProduct", "2200");
        assertEquals(Optional.of("072f:2200"), port.device());
        says("serial", "RR1-0042");
        assertEquals(Optional.of("072f:2200 RR1-0042"), port.device());
    }

    @Test
    void whereItIsOnItsBusIsKnown() throws Exception {
        plugIn("1");
        var port = port(_ -> {});
        assertEquals(Optional.empty(), port.address());
        says("busnum", "3");
        says("devnum", "17");
        assertEquals(Optional.of(new UsbPort.Address(3, 17)), port.address());
        says("devnum", "none");
        assertEquals(Optional.empty(), port.address());
    }

    /// Whatever hangs on it would be off, too.
    @Test
    void aHubIsNotSwitched() throws Exception {
        plugIn("1");
        says("bDeviceClass", "09");
        var refused = assertThrows(IOException.class, port(_ -> seen.add("off"))::replug);
        assertEquals(
                "1-1.2 is a hub; name the port that the reader itself is in", refused.getMessage());
        assertEquals(List.of(), seen);
        assertEquals("1", authorized());
    }

    @Test
    void whereNothingIsPluggedInNothingIsWritten() throws IOException {
        var port = port(_ -> {});

        assertFalse(port.present());
        assertFalse(port.heal());
        assertThrows(NoSuchFileException.class, port::replug);
        assertFalse(Files.exists(devices.resolve("1-1.2")));
    }

    private UsbPort port(UsbPort.Pause pause) {
        return new UsbPort(devices, "1-1.2", pause);
    }

    private void plugIn(String value) throws IOException {
        Files.writeString(
                Files.createDirectory(devices.resolve("1-1.2")).resolve("authorized"),
                value + "\n");
    }

    private void says(String attribute, String value) throws IOException {
        Files.writeString(devices.resolve("1-1.2").resolve(attribute), value + "\n");
    }

    private String authorized() {
        try {
            return Files.readString(devices.resolve("1-1.2").resolve("authorized")).strip();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
