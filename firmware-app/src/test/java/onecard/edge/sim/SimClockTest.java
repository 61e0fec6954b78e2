package onecard.edge.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import onecard.edge.clock.Clocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A wall clock that a file steps, in made-up time.
class SimClockTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @TempDir Path dir;
    private long nanos;
    private Supplier<Instant> wall;

    @BeforeEach
    void clock() {
        wall = SimClock.over(new Clocks(() -> nanos, () -> NOON), dir).wall();
    }

    @Test
    void withoutAFileItIsThisMachines() {
        assertEquals(NOON, wall.get());
    }

    @Test
    void itIsSteppedBothWaysAndBackAgain() throws Exception {
        assertEquals(NOON, wall.get());
        says("-3600000\n");
        assertEquals(NOON.minusSeconds(3_600), wall.get());
        says("86400000");
        assertEquals(NOON.plusSeconds(86_400), wall.get());
        Files.delete(dir.resolve("clock"));
        passes(20);
        assertEquals(NOON, wall.get());
    }

    /// A tap reads it several times, and a file takes as long to be read as all of that.
    @Test
    void itIsLookedAtOnceInTwentyMilliseconds() throws Exception {
        assertEquals(NOON, wall.get());
        Files.writeString(dir.resolve("clock"), "1000");
        passes(19);
        assertEquals(NOON, wall.get());
        passes(1);
        assertEquals(NOON.plusSeconds(1), wall.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "soon", "1.5", "+5", "0x10", "99999999999999", "--1", "1 2"})
    void whatMakesNoSenseStepsNothing(String text) throws Exception {
        says("1000");
        assertEquals(NOON.plusSeconds(1), wall.get());
        says(text);
        assertEquals(NOON.plusSeconds(1), wall.get());
        says("2000");
        assertEquals(NOON.plusSeconds(2), wall.get());
    }

    @Test
    void aFileThatCannotBeReadStepsNothing() throws Exception {
        Files.createDirectory(dir.resolve("clock"));
        assertEquals(NOON, wall.get());
        says(new byte[] {(byte) 0xff, (byte) 0xfe});
        assertEquals(NOON, wall.get());
    }

    private void says(String text) throws Exception {
        Files.writeString(dir.resolve("clock"), text);
        passes(20);
    }

    private void says(byte[] bytes) throws Exception {
        Files.delete(dir.resolve("clock"));
        Files.write(dir.resolve("clock"), bytes);
        passes(20);
    }

    private void passes(long millis) {
        nanos += Duration.ofMillis(millis).toNanos();
    }
}
