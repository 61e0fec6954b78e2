package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The line itself, on a real tty.
class SerialPortTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path dir;
    private Pty pty;

    @BeforeEach
    void pty() throws Exception {
        pty = new Pty();
    }

    @AfterEach
    void unplug() {
        pty.close();
    }

    @Test
    void everyByteGoesThroughUnchangedBothWays() throws Exception {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (var port = SerialPort.open(pty.tty(), 115_200)) {
            port.write(all);
            assertArrayEquals(all, pty.read(512, LONG));
            pty.write(all);
            var got = new byte[512];
            int size = 0;
            while (size < all.length) {
                var chunk = new byte[100];
                int count = port.read(chunk, LONG);
                assertTrue(count > 0);
                System.arraycopy(chunk, 0, got, size, count);
                size += count;
            }
            assertArrayEquals(all, Arrays.copyOf(got, size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9_600, 19_200, 38_400, 57_600, 115_200})
    void theLineHasTheSpeedThatWasAskedFor(int baud) throws Exception {
        try (var port = SerialPort.open(pty.tty(), 115_200)) {
            port.baud(baud);
            assertEquals(baud, pty.baud());
        }
        try (var _ = SerialPort.open(pty.tty(), baud)) {
            assertEquals(baud, pty.baud());
        }
    }

    @Test
    void aSpeedThatNobodyHasIsRefused() {
        refused("0 baud", "123 baud", pty.tty(), 123);
    }

    @Test
    void aWaitEndsAtItsTimeAndNotBefore() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 115_200)) {
            long before = System.nanoTime();
            assertEquals(0, port.read(new byte[1], Duration.ofMillis(30)));
            assertTrue(System.nanoTime() - before >= 30_000_000);
        }
    }

    @Test
    void closingEndsABlockedReadAtOnce() throws Exception {
        var port = SerialPort.open(pty.tty(), 115_200);
        var inside = new CompletableFuture<Thread>();
        var read =
                CompletableFuture.supplyAsync(
                        () -> {
                            inside.complete(Thread.currentThread());
                            return assertThrows(
                                    DeviceException.class,
                                    () -> port.read(new byte[1], Duration.ofHours(1)));
                        },
                        work -> Thread.ofPlatform().daemon().start(work));
        var reader = inside.get(30, TimeUnit.SECONDS);
        await(() -> Arrays.toString(reader.getStackTrace()).contains("Libc.poll"));
        port.close();
        assertEquals(pty.tty() + ": closed", read.get(30, TimeUnit.SECONDS).getMessage());
        port.close();
        assertThrows(DeviceException.class, () -> port.write(new byte[1]));
        assertThrows(DeviceException.class, () -> port.baud(9_600));
        assertThrows(DeviceException.class, port::discard);
    }

    @Test
    void anUnpluggedCableEndsABlockedRead() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 115_200)) {
            var read =
                    CompletableFuture.runAsync(
                            () ->
                                    assertThrows(
                                            DeviceException.class,
                                            () -> port.read(new byte[1], Duration.ofHours(1))),
                            work -> Thread.ofPlatform().daemon().start(work));
            pty.close();
            read.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aDeviceThatTakesNothingIsSaidSo() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 115_200)) {
            var failed = assertThrows(DeviceException.class, () -> port.write(new byte[1 << 20]));
            assertEquals(pty.tty() + ": takes no bytes", failed.getMessage());
        }
    }

    @Test
    void anOpenDeviceIsNobodyElses() throws Exception {
        try (var _ = SerialPort.open(pty.tty(), 115_200)) {
            refused("in use by another", "in use by another", pty.tty(), 115_200);
        }
        SerialPort.open(pty.tty(), 115_200).close();
    }

    @Test
    void whatIsNoTtyIsNamed() throws Exception {
        var absent = dir.resolve("usb-scanner");
        refused("No such file", "cannot open: No such file or directory", absent, 115_200);
        Files.writeString(absent, "a file");
        refused("not a tty", "not a tty: Inappropriate ioctl for device", absent, 115_200);
    }

    private static void refused(String why, String says, Path device, int baud) {
        var failed = assertThrows(DeviceException.class, () -> SerialPort.open(device, baud), why);
        var message = String.valueOf(failed.getMessage());
        assertTrue(message.startsWith(device + ": " + says), message);
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline);
            Thread.onSpinWait();
        }
    }
}
