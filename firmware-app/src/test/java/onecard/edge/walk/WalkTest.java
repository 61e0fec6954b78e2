package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;

/// The walk as a whole, where something cannot be had, or a second start is another than the first.
class WalkTest {

    private static final Installer NOBODY = _ -> new Answer.Skipped("nobody is here");

    private Optional<Progress> kept = Optional.empty();

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

    /// Whatever ends it there: the next that goes on with it tries the start all the same.
    @Test
    void aWalkThatIsCutShortInItsLastStartMakesItOnceMore() {
        var starts = new AtomicInteger();
        Walk.Opening<Duty> duty =
                () -> {
                    if (starts.incrementAndGet() == 2) {
                        throw new Crash();
                    }
                    return new Idle(Set.of());
                };
        var first = new Walk(SomeSite.profile(), ports(duty), NOBODY, 1, way(Optional.empty()));
        assertThrows(Crash.class, first::walk);

        var next = new Walk(SomeSite.profile(), ports(duty), NOBODY, 1, way(kept));
        assertEquals(1, parts(next.walk()).filter("restart"::equals).count());
        assertEquals(3, starts.get(), "and no block is walked again");
        assertTrue(next.isOver());

        var handedOver = new Walk(SomeSite.profile(), ports(duty), NOBODY, 1, way(kept));
        assertEquals(1, parts(handedOver.walk()).filter("restart"::equals).count());
        assertEquals(3, starts.get(), "once is enough");
    }

    @Test
    void whatTheDaemonIsNeededForIsWalkedOnceItCanBeHad() {
        Walk.Opening<Duty> none =
                () -> {
                    throw new IOException("no journal");
                };
        var first = new Walk(SomeSite.profile(), ports(none), NOBODY, 1, way(Optional.empty()));
        assertEquals(1, parts(first.walk()).filter("daemon"::equals).count());
        assertFalse(first.isOver());

        var next =
                new Walk(SomeSite.profile(), ports(() -> new Idle(Set.of())), NOBODY, 1, way(kept));
        assertEquals(0, parts(next.walk()).filter("daemon"::equals).count());
        assertTrue(next.isOver());
    }

    /// What was asked of nobody is reported as left out, and asked again by the next.
    @Test
    void whereNobodyAnswersAnyMoreNothingElseIsOver() {
        var gone = new ConsoleInstaller(Lang.EN, _ -> {}, () -> null);
        var first =
                new Walk(
                        SomeSite.profile(),
                        ports(() -> new Idle(Set.of())),
                        gone,
                        1,
                        way(Optional.empty()));
        assertTrue(first.walk().skipped() > 0);
        assertFalse(first.isOver());
        assertEquals(
                Optional.of(Set.of(Block.IDENTITY, Block.WIRING)), // which had no lines to ask for
                kept.map(Progress::over));
        assertEquals(Optional.empty(), kept.flatMap(Progress::cut), "no cut was asked for");
    }

    @Test
    void aWalkThatAnotherVersionBeganSaysSoOnce() {
        Walk.Opening<Duty> duty = () -> new Idle(Set.of());
        var first = new Walk(SomeSite.profile(), ports(duty), NOBODY, 1, way(Optional.empty()));
        assertEquals(0, parts(first.walk()).filter("version"::equals).count());
        kept = kept.map(progress -> progress.by("0.9"));
        for (int i = 0; i < 2; i++) {
            var next = new Walk(SomeSite.profile(), ports(duty), NOBODY, 1, way(kept));
            var told = next.walk();
            assertEquals(1, parts(told).filter("version"::equals).count());
            assertTrue(
                    told.steps().stream()
                            .anyMatch(step -> step.what().en().endsWith("begun by 0.9, now 1.0")));
        }
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static Stream<String> parts(Report report) {
        return report.steps().stream().map(Stepped::part);
    }

    private Walk.Way way(Optional<Progress> before) {
        return new Walk.Way("c0ffee", "1.0", before, progress -> kept = Optional.of(progress));
    }

    private static Walk.OpenBench noLines() throws IOException {
        throw new IOException("none here");
    }

    private static Walk.Ports ports(Walk.Opening<Duty> duty) {
        return ports(WalkTest::noLines, duty);
    }

    private static Walk.Ports ports(Walk.Opening<Walk.OpenBench> lines, Walk.Opening<Duty> duty) {
        return new Walk.Ports(
                new Facts(Map.of(), List.of()),
                () -> Instant.EPOCH,
                lines,
                duty,
                new PlayedPower(),
                Map.of());
    }

    private Report walk(Walk.Opening<Walk.OpenBench> lines, Walk.Opening<Duty> duty) {
        var way = way(Optional.empty());
        return new Walk(SomeSite.profile(), ports(lines, duty), NOBODY, Walk.READINGS, way).walk();
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
        public String start() {
            return "1a2b";
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
