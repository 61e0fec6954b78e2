package onecard.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.Relay;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The driver on real lines: what no kernel in made-up time can show.
@Tag("board")
class GpioOnLinesTest {

    /// Half of it is odd: each of two lines ends otherwise than it began.
    private static final int EDGES = 10_002;

    private final List<ContactChanged> heard = new ArrayList<>(); // under its own lock

    /// A start is one request at the stop level, a stop sets nothing more, by the kernel's own
    /// record (I33).
    @Test
    void aThousandOpenAndCloseCyclesPulseNothing() throws Exception {
        TestLines.record();
        try (var board = GpioBoard.open(System::nanoTime)) {
            board.start(_ -> {});
            for (int i = 0; i < 1_000; i++) {
                relay(board).close();
            }
        }
        assertNoPulse(1_000);
    }

    @Test
    void fiftyBoardsStartedAndStoppedPulseNothing() throws Exception {
        TestLines.record();
        for (int i = 0; i < 50; i++) {
            try (var board = GpioBoard.open(System::nanoTime)) {
                relay(board);
                board.start(_ -> {});
            }
        }
        assertNoPulse(50);
    }

    /// All of them, by the kernel's stamps in the order they were made. Four lines at once, each
    /// again when its last edge was told: the kernel takes two for one while it is busy with one.
    @Test
    void tenThousandEdgesOfFourLinesAreToldAsTheyCame() throws Exception {
        var lines =
                Stream.of("GPIO5", "GPIO6", "GPIO7", "GPIO8")
                        .map(name -> TestLines.line(name, true))
                        .toList();
        var came = new ArrayList<String>();
        try (var board = GpioBoard.open(System::nanoTime)) {
            for (var line : lines) {
                TestLines.pull(line, false);
                board.contact(line.line(), line, Duration.ZERO).open(this::hear);
                came.add(line.line() + " false");
            }
            board.start(_ -> {});
            for (int i = 0; i < 2_500; i++) {
                for (var line : lines) {
                    TestLines.pull(line, i % 2 == 0);
                    came.add(line.line() + " " + (i % 2 == 0));
                }
                awaitHeard(came.size());
            }
            assertEquals(0, board.missedEdges());
        }

        var told = heard();
        System.out.printf(
                "four lines: %d edges told, late behind another line by %d us%n",
                told.size() - lines.size(), latest(told) / 1_000);
        assertIterableEquals(
                came,
                told.stream()
                        .sorted(Comparator.comparingLong(ContactChanged::nanos))
                        .map(event -> event.contact() + " " + event.active())
                        .toList());
    }

    private void awaitHeard(int events) {
        long end = System.nanoTime() + TestLines.SLACK.toNanos();
        while (heardSoFar() < events) {
            assertTrue(System.nanoTime() < end, () -> "the event " + events + " was not told");
            TestLines.pass(Duration.ofNanos(50_000));
        }
    }

    /// Each line's edges are told once and in order; what a slow machine missed is counted, and the
    /// last level is the line's (I65). Between lines an edge may come late by what the kernel takes
    /// from stamping it to keeping it for us: a thread of its own for each line.
    @Test
    void aBurstOnTwoLinesComesInOrder() throws Exception {
        TestLines.pull(TestLines.in(true), false);
        TestLines.pull(TestLines.in2(true), false);
        long missed;
        try (var board = GpioBoard.open(System::nanoTime)) {
            board.start(_ -> {});
            board.contact("first", TestLines.in(true), Duration.ZERO).open(this::hear);
            board.contact("second", TestLines.in2(true), Duration.ZERO).open(this::hear);
            burst();
            TestLines.pass(TestLines.SLACK);
            missed = board.missedEdges();
        }

        var told = heard();
        for (var contact : List.of("first", "second")) {
            var levels = told.stream().filter(event -> event.contact().equals(contact)).toList();
            for (int i = 0; i < levels.size(); i++) {
                assertEquals(i % 2 == 1, levels.get(i).active(), contact + " told twice");
            }
            assertTrue(levels.getLast().active(), contact);
            assertEquals(0, latest(levels), contact + " out of order");
        }
        var edges = told.subList(2, told.size());
        System.out.printf(
                "burst: %d pulls, %d edges told, %d missed, late behind the other line by %d us%n",
                EDGES, edges.size(), missed, latest(edges) / 1_000);
        assertTrue(edges.size() + missed <= EDGES);
        assertTrue(latest(edges) <= TestLines.SLACK.toNanos(), "out of order");
    }

    /// By how much an event came after a newer one at the most.
    private static long latest(List<ContactChanged> events) {
        long newest = 0;
        long latest = 0;
        for (var event : events) {
            newest = Math.max(newest, event.nanos());
            latest = Math.max(latest, newest - event.nanos());
        }
        return latest;
    }

    private static void burst() throws Exception {
        var lines =
                List.of(
                        TestLines.pullOf(TestLines.in(true)),
                        TestLines.pullOf(TestLines.in2(true)));
        for (int i = 0; i < EDGES; i++) {
            Files.writeString(lines.get(i % 2), i % 4 < 2 ? "pull-up" : "pull-down");
        }
    }

    @Test
    void aLineInUseAndAChipThatIsNotThereAreNamed() throws Exception {
        try (var board = GpioBoard.open(System::nanoTime)) {
            relay(board);
            var busy = assertThrows(GpioException.class, () -> relay(board));
            assertTrue(busy.fault() instanceof LineFault.InUse, busy::getMessage);
            assertTrue(busy.fault().text().contains("by onecard:lock"), busy::getMessage);
            var missing =
                    assertThrows(
                            GpioException.class,
                            () -> GpioBoard.look(new Wire("no-such-chip", "1", true, Bias.AS_IS)));
            assertTrue(missing.fault().text().contains(TestLines.CHIP), missing::getMessage);
        }
        assertFalse(GpioBoard.look(TestLines.out(true)).used());
    }

    private static Relay relay(GpioBoard board) throws GpioException {
        return board.relay(
                "lock", TestLines.out(true), Drive.PUSH_PULL, false, Duration.ofSeconds(10), false);
    }

    private static void assertNoPulse(int starts) throws Exception {
        var levels = Levels.of(TestLines.recorded(), true);
        assertTrue(levels.size() >= starts, () -> "only " + levels.size() + " on record");
        assertTrue(levels.stream().noneMatch(level -> level.energised()), "pulsed");
    }

    private void hear(DeviceEvent event) {
        synchronized (heard) {
            heard.add((ContactChanged) event);
        }
    }

    private int heardSoFar() {
        synchronized (heard) {
            return heard.size();
        }
    }

    private List<ContactChanged> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }
}
