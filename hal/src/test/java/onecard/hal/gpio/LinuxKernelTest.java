package onecard.hal.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The real system calls, as far as a machine without GPIO lines has them.
class LinuxKernelTest {

    private final Kernel kernel = new LinuxKernel();

    @Test
    void aWaitIsNeverShorterThanAskedFor() {
        try (var arena = Arena.ofConfined()) {
            long wait = TimeUnit.MICROSECONDS.toNanos(1_234);
            long start = System.nanoTime();

            assertEquals(0, kernel.poll(arena.allocate(8), 0, wait));

            assertTrue(System.nanoTime() - start >= wait);
        }
    }

    @Test
    void aWokenWaitEndsAndIsReadAway() {
        int wake = kernel.eventfd();
        try (var arena = Arena.ofConfined()) {
            var polled = arena.allocate(8, 8);
            polled.set(JAVA_INT, 0, wake);
            polled.set(JAVA_SHORT, 4, Kernel.POLLIN);
            kernel.wake(wake);
            kernel.wake(wake);

            assertEquals(1, kernel.poll(polled, 1, Kernel.FOREVER));
            assertEquals(Kernel.POLLIN, polled.get(JAVA_SHORT, 6));
            var count = arena.allocate(8, 8);
            assertEquals(8, kernel.read(wake, count));
            assertEquals(2, count.get(JAVA_LONG, 0));
            assertEquals(0, kernel.poll(polled, 1, 0));
        } finally {
            kernel.close(wake);
        }
    }

    @Test
    void aCallThatFailsSaysWhy() {
        int fd = kernel.open(Path.of("/dev/null"));
        try (var arena = Arena.ofConfined()) {
            var chip = arena.allocate(Uapi.CHIP);
            assertEquals(-Kernel.ENOTTY, kernel.ioctl(fd, Uapi.GET_CHIPINFO, chip));
            assertEquals("Inappropriate ioctl for device", kernel.error(Kernel.ENOTTY));
        } finally {
            kernel.close(fd);
        }
        assertEquals(-Kernel.ENOENT, kernel.open(Path.of("/dev/gpiochip-none")));
    }

    @Test
    void whatIsNoChipIsNamed() {
        var refused =
                assertThrows(GpioException.class, () -> Chip.find(kernel, "/dev/null").close());
        assertEquals(
                "/dev/null is no GPIO chip: Inappropriate ioctl for device", refused.getMessage());
    }
}
