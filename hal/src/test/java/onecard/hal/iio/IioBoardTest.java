package onecard.hal.iio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.Bands;
import onecard.hal.Bands.Band;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.DeviceEvent.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The thread over files as the kernel's, and how a converter is found and read.
class IioBoardTest {

    private static final Bands BANDS = new Bands(new Band(900, 1_500), new Band(1_900, 2_600));

    @TempDir Path devices;
    private final LinkedBlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();

    @Test
    void theThreadTellsWhatTheFilesSay() throws Exception {
        var adc = converter("iio:device0", "mcp3208");
        Files.writeString(adc.resolve("in_voltage0_raw"), "1200");
        try (var board = new IioBoard(devices, System::nanoTime)) {
            var contact = board.contact("leaf", "mcp3208", 0, BANDS, Duration.ofMillis(30));
            contact.open(events::add);
            board.start();
            assertEquals(true, assertInstanceOf(ContactChanged.class, next()).active());

            long before = board.progressNanos();
            Files.writeString(adc.resolve("in_voltage0_raw"), "2400");
            assertEquals(false, assertInstanceOf(ContactChanged.class, next()).active());
            assertTrue(board.progressNanos() > before);

            Files.writeString(adc.resolve("in_voltage0_raw"), "3299");
            assertEquals(Loss.CUT, assertInstanceOf(ContactLost.class, next()).loss());
        }
    }

    @Test
    void aVoltageIsRawPlusOffsetTimesScale() throws Exception {
        var adc = converter("iio:device0", "ads1115");
        Files.writeString(adc.resolve("in_voltage2_raw"), "300\n");
        Files.writeString(adc.resolve("in_voltage2_offset"), "100\n");
        Files.writeString(adc.resolve("in_voltage_scale"), "3.000000000\n");
        assertEquals("true", told("ads1115", 2), "1200 mV");
        Files.writeString(adc.resolve("in_voltage2_scale"), "5.000000000\n");
        assertEquals("false", told("ads1115", 2), "the channel's own scale: 2000 mV");
    }

    @Test
    void aConverterIsFoundByItsLabelToo() throws Exception {
        converter("iio:device0", "ads1115");
        var second = converter("iio:device1", "ads1115");
        Files.writeString(second.resolve("label"), "door-adc\n");
        Files.writeString(second.resolve("in_voltage0_raw"), "1200\n");
        assertEquals("true", told("door-adc", 0));
        assertEquals("several converters are called ads1115", told("ads1115", 0));
        assertEquals("no converter is called nowhere", told("nowhere", 0));
    }

    @Test
    void whatIsNoNumberIsNoMeasurement() throws Exception {
        var adc = converter("iio:device0", "ads1115");
        Files.writeString(adc.resolve("in_voltage0_raw"), "\n");
        assertEquals("no number is in ads1115 in_voltage0", told("ads1115", 0));
    }

    private Path converter(String folder, String name) throws Exception {
        var device = Files.createDirectory(devices.resolve(folder));
        Files.writeString(device.resolve("name"), name + "\n");
        return device;
    }

    private String told(String device, int channel) {
        try (var board = new IioBoard(devices, System::nanoTime)) {
            board.contact("leaf", device, channel, BANDS, Duration.ZERO).open(events::add);
        }
        return switch (Objects.requireNonNull(events.poll())) {
            case ContactChanged(_, var active, _) -> String.valueOf(active);
            case ContactLost(_, _, var why, _) -> why;
            default -> throw new AssertionError();
        };
    }

    private DeviceEvent next() throws InterruptedException {
        return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "nothing was told");
    }
}
