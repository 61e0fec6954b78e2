package onecard.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.hal.gpio.LineRecord.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The kernel's record of relays that are pulsed on the virtual board.
@Tag("board")
class LineRecordOnLinesTest {

    private static final Duration PULSE = Duration.ofMillis(300);
    private static final Path INSTANCE = Path.of("/sys/kernel/tracing/instances/onecard-walk");

    @Test
    void aPulseIsAsLongAsItWasAskedForByWhicheverLevel() throws Exception {
        for (boolean activeHigh : new boolean[] {true, false}) {
            var wire = TestLines.out(activeHigh);
            try (var board = GpioBoard.open(System::nanoTime)) {
                var relay =
                        board.relay(
                                "lock", wire, Drive.PUSH_PULL, false, Duration.ofSeconds(9), false);
                board.start(_ -> {});
                try (var record = LineRecord.of(List.of(wire), Optional.empty()).orElseThrow()) {
                    long began = System.nanoTime();
                    relay.release(began + PULSE.toNanos(), "test");
                    TestLines.pass(PULSE.plus(TestLines.SLACK));
                    var sets = record.sets(wire);
                    assertEquals(List.of(true, false), sets.stream().map(Set::energised).toList());
                    long micros = sets.getLast().micros() - sets.getFirst().micros();
                    assertTrue(sets.getFirst().micros() >= began / 1_000, sets::toString);
                    assertEquals(PULSE.toMillis(), micros / 1_000.0, 20);
                    assertEquals(List.of(), record.sets(TestLines.in(true)), "of no other");
                }
                assertFalse(Files.exists(INSTANCE), "and nothing is left of it");
            }
        }
    }
}
