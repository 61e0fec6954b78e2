package onecard.hal.iio;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import onecard.hal.Bands;
import onecard.hal.Contact;
import onecard.hal.SupervisedContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The driver over files as the kernel's, in made-up time.
class IioContractTest extends SupervisedContract {

    @TempDir Path devices;
    private Path device;
    private IioBoard board;
    private long nanos = 1_000_000_000L;

    @BeforeEach
    void device() throws Exception {
        device = Files.createDirectory(devices.resolve("iio:device0"));
        Files.writeString(device.resolve("name"), "ads1015\n");
        Files.writeString(device.resolve("in_voltage_scale"), "2.000000000\n");
        Files.writeString(device.resolve("in_voltage1_raw"), "600\n");
        board = new IioBoard(devices, () -> nanos);
    }

    @Override
    protected Contact contact(Bands bands, Duration debounce) {
        return board.contact("leaf", "ads1015", 1, bands, debounce);
    }

    @Override
    protected void measures(int millivolts) throws Exception {
        Files.writeString(device.resolve("in_voltage1_raw"), millivolts / 2 + "\n");
        board.poll();
    }

    @Override
    protected void gone(boolean gone) throws Exception {
        var elsewhere = devices.resolve("unplugged");
        if (gone) {
            Files.move(device, elsewhere, ATOMIC_MOVE);
        } else {
            // Plugged in anew it has another number.
            device = devices.resolve("iio:device3");
            Files.move(elsewhere, device, ATOMIC_MOVE);
        }
        board.poll();
    }

    @Override
    protected long nanos() {
        return nanos;
    }

    @Override
    protected void pass(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            nanos = Math.min(end, nanos + IioBoard.PERIOD.toNanos());
            board.poll();
        }
    }

    @Override
    protected Duration slack() {
        return IioBoard.PERIOD;
    }
}
