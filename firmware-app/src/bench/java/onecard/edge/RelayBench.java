package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.edge.Series.Figures;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.PointSlot;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.hal.Relay;
import onecard.hal.sim.SimBoard;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;

/// From a card's facts on the reader's thread to the simulated line, record included, beside one
/// durable commit by C on the same disk, at the same pace. A round taps at a hundred doors, one
/// after the other, since a door that is released already takes a second tap as a longer release.
final class RelayBench implements Bench.Work {

    static final int DOORS = 100;
    private static final int WARM_UP = 20;

    @Override
    public void run(Bench.Setting setting) throws Exception {
        System.out.println("relay: " + setting.rounds() + " rounds of " + DOORS + " taps");
        var pairs =
                OneCommit.beside(
                        setting,
                        WARM_UP + DOORS,
                        Shown.QUIET,
                        round -> taps(setting.scratch().resolve("relay-" + round)));
        pairs.print("facts to relay p50, ms", Figures::p50, 1e6, "<= 1.3 x one commit");
        pairs.print("facts to relay p99, ms", Figures::p99, 1e6, "(none)");
    }

    /// A round of its own, in that directory.
    static Figures taps(Path directory) throws Exception {
        Files.createDirectories(directory);
        var released = new Word();
        var metrics = new Metrics();
        try (var board = new SimBoard(directory.resolve("sim"), System::nanoTime);
                var work = new Answering(directory)) {
            var slots = new ArrayList<PointSlot<?>>();
            for (int door = 0; door < DOORS + WARM_UP; door++) {
                slots.add(slot(door, watched(board, door, released)));
            }
            var loop = new EdgeLoop(slots, EdgeLoop.Before.nothing(), work.journal, metrics);
            try (var _ = Shown.turning(loop, work)) {
                var source =
                        new TapSource(
                                work::lists, work.inbox, Samples.SILENT, metrics, System::nanoTime);
                source.accept(new DeviceEvent.ReaderBack("in-0", System.nanoTime()));
                return Shown.figures(
                        work,
                        WARM_UP,
                        DOORS,
                        door -> {
                            var token = People.tokens().of("ssc", People.code(door));
                            long start = Shown.card(source, "in-" + door, token);
                            return released.said("door " + door) - start;
                        });
            }
        }
    }

    private static PointSlot<?> slot(int door, Relay relay) {
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        "door-" + door,
                        "door",
                        door(),
                        Policy.of(Set.of("staff"), Assurance.A1, Samples.ZONE),
                        Map.of("in-" + door, Direction.IN),
                        Map.of(),
                        Map.of(Output.LOCK, relay),
                        Samples.SILENT));
    }

    static Door door() {
        return new Door(
                new DoorProfile(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(24),
                        DoorProfile.Relock.ON_OPEN,
                        DoorProfile.ExitButton.NONE,
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        JournalFull.REFUSE));
    }

    /// The simulated line, and when its release was done.
    static Relay watched(SimBoard board, int door, Word released) {
        var line = board.relay("lock-" + door, false, Duration.ofSeconds(10), false);
        return new Relay() {
            @Override
            public String name() {
                return line.name();
            }

            @Override
            public void release(long untilNanos, String cause) {
                line.release(untilNanos, cause);
                released.say();
            }

            @Override
            public void hold(String cause) {
                line.hold(cause);
            }

            @Override
            public void drop(String cause) {
                line.drop(cause);
            }

            @Override
            public boolean energised() {
                return line.energised();
            }

            @Override
            public void close() {
                line.close();
            }
        };
    }
}
