package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.PlateEvent;
import onecard.hal.PlateSource;
import onecard.hal.PlateSourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver on a real tty.
class SerialPlateSourceTest {

    private static final Duration PATIENT = Duration.ofMinutes(5);
    private static final byte[] ALIVE = PlateLines.summed(new byte[] {'A'});

    @Nested
    class Contract extends PlateSourceContract {

        @TempDir Path dir;
        private Optional<Pty> pty = Optional.empty();

        @AfterEach
        void pull() throws Exception {
            Files.deleteIfExists(byId());
            pty.ifPresent(Pty::close);
        }

        @Override
        protected PlateSource source() throws Exception {
            plugIn();
            return new SerialPlateSource("cam-in", byId(), 9_600, PATIENT, System::nanoTime);
        }

        @Override
        protected void drive(String plate, int confidencePercent) {
            pty.orElseThrow().write(PlateLines.plate(plate, confidencePercent));
        }

        @Override
        protected void unplug() throws Exception {
            pull();
        }

        @Override
        protected void plugIn() throws Exception {
            var cable = new Pty();
            pty = Optional.of(cable);
            Files.createSymbolicLink(byId(), cable.tty());
        }

        private Path byId() {
            return dir.resolve("usb-camera");
        }
    }

    @Test
    void noiseIsCountedAndPassedOver() throws Exception {
        try (var cable = new Pty();
                var source = open(cable, PATIENT)) {
            next(PlateEvent.Back.class);
            cable.write(new byte[] {0, (byte) 0xff, '\r', '\n'});
            cable.write("P,皖P12345,97*00\r\n".getBytes(StandardCharsets.UTF_8));
            cable.write(ALIVE);
            cable.write(PlateLines.plate("皖P12345", 97));
            assertEquals("皖P12345", next(PlateEvent.Read.class).plate());
            assertEquals(2, source.unreadable());
        }
    }

    /// Its cable is there all the time.
    @Test
    void aSilentCameraIsLostUntilItSaysSomething() throws Exception {
        try (var cable = new Pty();
                var _ = open(cable, Duration.ofMillis(100))) {
            next(PlateEvent.Back.class);
            var lost = next(PlateEvent.Lost.class);
            assertTrue(lost.why().contains("silent"), lost.why());
            assertTrue(events.isEmpty(), "a port that opens again is no sign of life");
            // It is opened anew just now: what comes in between may be dropped.
            PlateEvent back;
            do {
                cable.write(ALIVE);
                back = events.poll(50, TimeUnit.MILLISECONDS);
            } while (back == null);
            assertInstanceOf(PlateEvent.Back.class, back);
        }
    }

    private final LinkedBlockingQueue<PlateEvent> events = new LinkedBlockingQueue<>();

    private SerialPlateSource open(Pty cable, Duration silence) {
        var source = new SerialPlateSource("cam-in", cable.tty(), 9_600, silence, System::nanoTime);
        source.open(events::add);
        return source;
    }

    private <T extends PlateEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(30, TimeUnit.SECONDS);
        assertNotNull(event);
        return assertInstanceOf(kind, event);
    }
}
