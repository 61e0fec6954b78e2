package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.junit.jupiter.api.Test;

/// The walk as a whole, where something cannot be had, or a second start is another than the first.
class WalkTest {

    private static final Installer NOBODY = _ -> new Answer.Skipped("nobody is here");

    @Test
    void linesAndADaemonThatCannotBeHadFailTheirBlocksAndTheWalkGoesOn() {
        Walk.Opening<Walk.OpenBench> lines =
                () -> {
                    throw new Failed(Message.DAEMON_MUTE.with("the chip is away"));
                };
        Walk.Opening<Duty> duty =
                () -> {
                    throw new IOException("no journal");
                };
        var report = walk(lines, duty);
        assertEquals(2, report.failed());
        assertEquals(
                List.of(Block.WIRING, Block.READERS),
                report.steps().stream()
                        .filter(step -> step.result() instanceof Stepped.Result.Failed)
                        .map(Stepped::block)
                        .toList());
        assertTrue(report.steps().stream().anyMatch(step -> step.block() == Block.HANDOVER));
    }

    @Test
    void aRelayThatOnlyASecondStartSwitchesIsTold() {
        var moved = new ArrayDeque<>(List.of(Set.<String>of(), Set.of("north-lock")));
        var report = walk(WalkTest::noLines, () -> new Idle(moved.remove()));
        assertTrue(moved.isEmpty(), "it started twice");
        assertEquals(
                List.of("restart"),
                report.steps().stream()
                        .filter(step -> step.block() == Block.SAFETY)
                        .filter(step -> step.result() instanceof Stepped.Result.Failed)
                        .map(Stepped::part)
                        .toList());
    }

    private static Walk.OpenBench noLines() throws IOException {
        throw new IOException("none here");
    }

    private static Report walk(Walk.Opening<Walk.OpenBench> lines, Walk.Opening<Duty> duty) {
        var ports =
                new Walk.Ports(
                        new Facts(Map.of(), List.of()),
                        () -> Instant.EPOCH,
                        lines,
                        duty,
                        new PlayedPower(),
                        Map.of());
        var way = new Walk.Way("c0ffee", Optional.empty(), _ -> {});
        return new Walk(SomeSite.profile(), ports, NOBODY, Walk.READINGS, way).walk();
    }

    /// A daemon that nothing happens to.
    private record Idle(Set<String> pulsed) implements Duty {

        @Override
        public void pass(Duration time) {}

        @Override
        public List<Json.Obj> events() {
            return List.of();
        }

        @Override
        public long place() {
            return 0;
        }

        @Override
        public long unsent() {
            return 0;
        }

        @Override
        public boolean online() {
            return true;
        }

        @Override
        public void cut(boolean away) {}

        @Override
        public List<Duration> taps() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
