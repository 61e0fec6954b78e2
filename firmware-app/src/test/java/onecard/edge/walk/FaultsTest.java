package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.edge.walk.Bench.Pulse;
import onecard.edge.walk.Bench.Source;
import onecard.edge.walk.Mistake.Finding;
import onecard.edge.walk.Moved.Lamp;
import onecard.edge.walk.Moved.Sight;
import onecard.hal.DeviceEvent.Loss;
import onecard.hal.sim.SimBoard;
import onecard.point.Output;
import onecard.point.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What no cable brings about: pulses of another width, lamps that nobody saw, lines that nobody
/// reads.
class FaultsTest {

    private static final Move LOCK =
            new Move("north", Output.LOCK, "north-lock", Duration.ofSeconds(2));
    private static final Sense EXIT = new Sense("north", "north-exit", new Role.ExitButton());

    @TempDir private Path directory;
    private long now = 1_000_000_000;

    @Test
    void aPulseOfAnotherWidthIsNamedAndOneThatIsNearlyRightIsNot() {
        assertEquals(List.of(), of(new Sight.Expected(), Lamp.UNKNOWN, 2_099));
        assertEquals(List.of(), of(new Sight.Expected(), Lamp.UNKNOWN, 1_901));
        assertEquals(List.of(Mistake.PULSE_WIDTH), of(new Sight.Expected(), Lamp.UNKNOWN, 2_101));
        assertEquals(List.of(Mistake.PULSE_WIDTH), of(new Sight.Expected(), Lamp.UNKNOWN, 500));
        assertEquals(List.of(Mistake.PULSE_WIDTH), of(new Sight.Expected(), Lamp.UNKNOWN, 0));
    }

    @Test
    void whereNobodySawTheLampItIsSaidThatNobodyKnows() {
        assertEquals(List.of(Mistake.OUTPUT_DEAD), of(new Sight.Nothing(), Lamp.UNKNOWN, 2_000));
        assertEquals(
                List.of(Mistake.OUTPUT_INVERTED), of(new Sight.Opposite(), Lamp.UNKNOWN, 2_000));
    }

    @Test
    void aLineThatNobodyReadsIsNamedOnce() {
        Map<String, Level> lost = Map.of("north-exit", new Level.Lost(Loss.UNREAD));
        var handled = new Handled(EXIT, lost, List.of(), lost, List.of(), List.of());
        var found = ContactFaults.of(SomeSite.profile().board(), List.of(), List.of(handled));
        assertEquals(List.of(Mistake.LINE_UNREAD), found.stream().map(Finding::mistake).toList());
    }

    /// Each movement gives one change, however many seconds lie between two of them.
    @Test
    void whatIsLetGoTwiceDoesNotBounce() {
        Map<String, Level> rest = Map.of("north-exit", new Level.Known(false));
        Map<String, Level> held = Map.of("north-exit", new Level.Known(true));
        var jammed =
                new Handled(EXIT, rest, changes(true), held, List.of(), List.of(changes(true)));
        var free = jammed.letGoAgain(changes(false));
        assertEquals(List.of(), found(free));
        var bouncing = jammed.letGoAgain(changes(false, true, false));
        assertEquals(List.of(Mistake.BOUNCES), found(bouncing));
    }

    private static List<Mistake> found(Handled handled) {
        return ContactFaults.of(SomeSite.profile().board(), List.of(), List.of(handled)).stream()
                .map(Finding::mistake)
                .toList();
    }

    private List<Change> changes(boolean... active) {
        var changes = new ArrayList<Change>();
        for (boolean is : active) {
            now += 5_000_000;
            changes.add(new Change("north-exit", new Level.Known(is), now));
        }
        return changes;
    }

    @Test
    void aPulseIsMeasuredAtTheDriverWhereTheLineHasNoTrace() throws IOException {
        try (var board = new SimBoard(directory, () -> now)) {
            var relay = board.relay("lock", false, Duration.ofMillis(500), false);
            var bench =
                    new LineBench(
                            Map.of("lock", relay),
                            Map.of(),
                            () -> now,
                            time -> {
                                now += time.toNanos();
                                board.tick();
                            },
                            LineBench.PulseTrace.NONE);
            var asked = bench.pulse("lock", Duration.ofMillis(300));
            assertEquals(Duration.ofMillis(300), asked.seen());
            assertEquals(Source.DRIVER, asked.source());
            var cut = bench.pulse("lock", Duration.ofMillis(900));
            assertEquals(Duration.ofMillis(500), cut.seen(), "it is on for so long at most");
        }
    }

    @Test
    void aTraceTellsThePulseThatBeganThenAndNoOther() throws IOException {
        var trace = new SimTrace(directory);
        assertEquals(Duration.ZERO, trace.since("lock", 0));
        try (var board = new SimBoard(directory, () -> now)) {
            var relay = board.relay("lock", false, Duration.ofSeconds(9), false);
            relay.release(now + 1_000_000_000L, "first");
            now += 700_000_000L;
            relay.drop("first");
            now += 1_000_000_000L;
            long began = now;
            relay.release(now + 1_000_000_000L, "second");
            assertEquals(Duration.ZERO, trace.since("lock", began), "it has not ended");
            now += 300_000_000L;
            relay.drop("second");
            assertEquals(Duration.ofMillis(300), trace.since("lock", began));
            assertEquals(Duration.ofMillis(700), trace.since("lock", 0));
            assertEquals(Duration.ZERO, trace.since("other", 0));
        }
    }

    private static List<Mistake> of(Sight sight, Lamp lamp, long seenMillis) {
        var pulse = new Pulse(0, LOCK.width(), Duration.ofMillis(seenMillis), Source.DRIVER);
        var moved = new Moved(LOCK, pulse, List.of(), sight, lamp);
        return OutputFaults.of(List.of(), Set.of(), List.of(moved)).stream()
                .map(Finding::mistake)
                .toList();
    }
}
