package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecard.hal.gpio.TestLines;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon at a fail-secure door on lines of the virtual board. What its lock does is the
/// kernel's own record; what it did to get there is in the journal.
@Tag("board")
class DaemonOnLinesTest {

    private static final int STARTS = Integer.getInteger("board.starts", 5);
    private static final int EDGES = 10_000;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PRESS = Duration.ofMillis(400);

    @TempDir Path dir;

    /// By the daemon that the board started as it came up; one that gets no line or does not open
    /// would keep it shut as well.
    @Test
    void fromPowerOnToReadyTheLockIsShut() throws Exception {
        var door = BoardDoor.booted();
        Await.until(
                "the booted daemon",
                Watched.SOON,
                () -> log().lines().anyMatch("onecard: ready"::equals));
        assertEquals(List.of(false), levels(door));
        assertFalse(door.unlocked());

        door.press(PRESS);
        Await.until("the lock to open", SOON, door::unlocked);
    }

    private static String log() {
        try {
            return Files.readString(Path.of("/run/onecard.log"));
        } catch (IOException _) {
            return "";
        }
    }

    /// One state directory, as on a board that is started again and again (I33).
    @Test
    void startsAndStopsPulseNothing() throws Exception {
        var door = BoardDoor.in(dir);
        for (int i = 0; i < STARTS; i++) {
            try (var daemon = door.run().awaitReady()) {
                assertEquals(0, daemon.stop());
            }
            assertFalse(door.unlocked());
        }
        assertTrue(door.sets().size() >= STARTS, "each start sets the line once at least");
        assertEquals(List.of(false), levels(door));
    }

    /// An input that is active for 400 ms counts, and is acted on by then; what bounces does not.
    /// The first press is the one with cold code.
    @Test
    void aPressIsOnePulseAndABounceIsNone() throws Exception {
        var door = BoardDoor.in(dir);
        try (var _ = door.run().awaitReady()) {
            for (int i = 0; i < 20; i++) {
                door.press(Duration.ofMillis(5));
            }
            TestLines.pass(SOON);
            assertEquals(List.of(false), levels(door));

            long pressedMicros = System.nanoTime() / 1_000;
            door.press(PRESS);
            Await.until("the lock to open", SOON, door::unlocked);
            Await.until("the lock to shut", BoardDoor.RELEASE.plus(SOON), () -> !door.unlocked());
            assertEquals(List.of(false, true, false), levels(door));
            long opened = setAfter(door, pressedMicros, true);
            long shut = setAfter(door, opened, false);
            System.out.printf(
                    "a press opens after %d us, for %d us%n",
                    opened - pressedMicros, shut - opened);
            assertTrue(opened - pressedMicros <= micros(PRESS), "too late");
            // A release ends at a time that was said a little before the line was set.
            long late = shut - opened - micros(BoardDoor.RELEASE);
            assertTrue(Math.abs(late) <= micros(TestLines.SLACK), () -> late + " us");
        }
    }

    /// When the lock's line was set to that level next, by the kernel's stamp.
    private static long setAfter(BoardDoor door, long micros, boolean high) throws IOException {
        return door.sets().stream()
                .filter(set -> set.high() == high && set.micros() > micros)
                .findFirst()
                .orElseThrow()
                .micros();
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    @Test
    void aStopInTheMiddleOfAReleaseShuts() throws Exception {
        var door = BoardDoor.in(dir);
        try (var daemon = door.run().awaitReady()) {
            door.press(PRESS);
            Await.until("the lock to open", SOON, door::unlocked);
            assertEquals(0, daemon.stop());
        }
        assertEquals(List.of(false, true, false), levels(door));
        assertFalse(door.unlocked());
    }

    /// Nobody sets anything then: the line goes where it is pulled, and the next start does not
    /// move it.
    @Test
    void killedInTheMiddleOfAReleaseTheHardwareDecides() throws Exception {
        for (boolean pulledUp : new boolean[] {true, false}) {
            var door = BoardDoor.in(dir);
            door.pullLock(pulledUp);
            try (var daemon = door.run().awaitReady()) {
                assertFalse(door.unlocked());
                door.press(PRESS);
                Await.until("the lock to open", SOON, door::unlocked);
                daemon.kill();
            }
            assertEquals(List.of(false, true), levels(door));
            assertEquals(pulledUp, door.unlocked());
        }
        var door = BoardDoor.in(dir);
        try (var _ = door.run().awaitReady()) {
            assertFalse(door.unlocked());
        }
        assertEquals(List.of(false), levels(door));
    }

    /// A contact that breaks: what is told is in order, no state twice, and the last one is the
    /// line's (I65).
    @Test
    void aBurstOfEdgesAtTheLeafEndsAsTheLineDoes() throws Exception {
        var door = BoardDoor.in(dir);
        try (var _ = door.run().awaitReady()) {
            var watched = new Watched(door.state);
            for (int i = 0; i <= EDGES; i++) {
                door.push(i % 2 == 0);
            }
            TestLines.pass(SOON);
            var told = forced(watched);
            System.out.printf("%d edges at the leaf: the door was forced %s%n", EDGES + 1, told);
            for (int i = 0; i < told.size(); i++) {
                assertEquals(i % 2 == 0, told.get(i), () -> "twice in " + told);
            }
            assertTrue(told.getLast(), "the leaf is open");

            door.push(false);
            TestLines.pass(SOON);
            assertEquals(List.of(false), forced(watched));
        }
        assertEquals(List.of(false), levels(door));
    }

    /// Alarms of a forced door since the last look: raised, lowered.
    private static List<Boolean> forced(Watched watched) {
        return watched.recorded().stream()
                .filter(event -> event.text("alarm").orElse("").equals("forced"))
                .map(event -> event.bool("active").orElseThrow())
                .toList();
    }

    /// What the lock's line was set to, without repetitions.
    private static List<Boolean> levels(BoardDoor door) throws IOException {
        var levels = new ArrayList<Boolean>();
        for (var set : door.sets()) {
            if (levels.isEmpty() || levels.getLast() != set.high()) {
                levels.add(set.high());
            }
        }
        return levels;
    }
}
