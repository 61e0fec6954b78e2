package onecard.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.access.Assurance;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.edge.Series.Figures;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.LoopThread;
import onecard.edge.loop.PointSlot;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.hal.gpio.Drive;
import onecard.hal.gpio.GpioBoard;
import onecard.hal.gpio.TestLines;
import onecard.hal.gpio.Wire;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Role;
import onecard.point.Step;
import onecard.time.Moment;

/// A contact's edge, as the kernel stamped it, to the machine's input; and the machine's verdict to
/// the relay's edge, as the kernel recorded it. Beside a C program with the same system calls and
/// nothing in between. The machine lets its output follow its contact, so that every edge of the
/// one is an edge of the other. On the virtual board, see [TestLines].
final class LinesBench implements Bench.Work {

    private static final int EDGES = 200;

    /// Between edges, so that each finds everybody asleep.
    private static final Duration PACE = Duration.ofMillis(10);

    /// Longer than any of them.
    private static final Duration HOLD = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// One edge on its way through.
    ///
    /// @param tookNanos from the kernel's stamp to the machine, or to the C program
    /// @param decidedNanos when it was known what to do
    private record Through(long tookNanos, long decidedNanos) {}

    /// Every edge that came through. One thread writes, and wakes nobody: that would be in its way.
    private static final class Ledger {
        private final long[] tookNanos = new long[EDGES + 1];
        private final long[] decidedNanos = new long[EDGES + 1];
        private volatile int count;

        void add(long took, long decided) {
            int at = count;
            tookNanos[at] = took;
            decidedNanos[at] = decided;
            count = at + 1;
        }

        List<Through> edges(int first, int last) throws InterruptedException {
            for (var waited = Duration.ZERO; count < last; waited = waited.plus(PACE)) {
                if (waited.compareTo(PATIENCE) > 0) {
                    throw new IllegalStateException("an edge did not come through");
                }
                Thread.sleep(PACE);
            }
            var edges = new ArrayList<Through>();
            for (int i = first; i < last; i++) {
                edges.add(new Through(tookNanos[i], decidedNanos[i]));
            }
            return edges;
        }
    }

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var program = setting.limits().resolve("lines").toString();
        System.out.println("lines: " + setting.rounds() + " rounds of " + EDGES + " edges");
        var pairs = Pairs.run(setting.rounds(), _ -> ours(), _ -> limit(program));
        double in = pairs.print("edge to machine p50, us", Figures::p50, 1e3, "<= 3");
        pairs.print("edge to machine p99, us", Figures::p99, 1e3, "none");
        double out = pairs.print("verdict to line p50, us", Figures::extra, 1e3, "<= 3");
        if (Math.max(in, out) > 3) {
            throw new IllegalStateException("a goal is missed");
        }
    }

    private static Figures ours() throws Exception {
        var stamps = new ConcurrentLinkedQueue<Long>();
        var through = new Ledger();
        try (var board = GpioBoard.open(System::nanoTime)) {
            var relay =
                    board.relay(
                            "out",
                            TestLines.out(true),
                            Drive.PUSH_PULL,
                            false,
                            Duration.ofMinutes(1),
                            false);
            TestLines.pull(TestLines.in(true), false);
            var contact = board.contact("in", TestLines.in(true), Duration.ZERO);
            var inbox = new Inbox();
            var metrics = new Metrics();
            var slot =
                    new PointSlot<>(
                            new PointSlot.Parts<>(
                                    "point",
                                    "door",
                                    new Follower(stamps, through),
                                    policy(),
                                    Map.of(),
                                    Map.of("in", new Role.Leaf()),
                                    Map.of(Output.LOCK, relay),
                                    Samples.SILENT));
            var loop = new EdgeLoop(List.of(slot), EdgeLoop.Before.nothing(), _ -> {}, metrics);
            try (var thread = new LoopThread(loop, inbox, Samples::now, metrics, Samples::died)) {
                thread.start();
                board.start(_ -> {});
                var source =
                        new TapSource(
                                () -> {
                                    throw new IllegalStateException("no card is shown here");
                                },
                                inbox,
                                Samples.SILENT,
                                metrics,
                                System::nanoTime);
                contact.open(
                        event -> {
                            if (event instanceof DeviceEvent.ContactChanged(_, _, var nanos)) {
                                stamps.add(nanos);
                            }
                            source.accept(event);
                        });
                var _ = through.edges(0, 1); // the level at the start
                TestLines.record();
                pullAll();
                return figures(through.edges(1, EDGES + 1));
            }
        }
    }

    private static Figures limit(String program) throws Exception {
        TestLines.pull(TestLines.in(true), false);
        var process =
                new ProcessBuilder(
                                program,
                                TestLines.CHIP,
                                offset(TestLines.in(true)),
                                offset(TestLines.out(true)),
                                Integer.toString(EDGES))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out = process.inputReader()) {
            if (!"waiting".equals(out.readLine())) {
                throw new IllegalStateException("the limit program does not wait for edges");
            }
            TestLines.record();
            pullAll();
            var through = new ArrayList<Through>();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                var times = line.split(" ");
                through.add(new Through(Long.parseLong(times[0]), Long.parseLong(times[1])));
            }
            return figures(through);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String offset(Wire wire) throws IOException {
        return Integer.toString(GpioBoard.look(wire).offset());
    }

    private static void pullAll() throws IOException {
        var pull = TestLines.pullOf(TestLines.in(true));
        var levels = List.of(bytes("pull-up"), bytes("pull-down"));
        for (int i = 0; i < EDGES; i++) {
            TestLines.pass(PACE);
            Files.write(pull, levels.get(i % 2));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Figures figures(List<Through> through) throws IOException {
        var sets = TestLines.recorded();
        if (through.size() != EDGES || sets.size() != EDGES) {
            throw new IllegalStateException(
                    "%d of %d edges came through, %d went out"
                            .formatted(through.size(), EDGES, sets.size()));
        }
        var edges = new Series(EDGES);
        var outputs = new Series(EDGES);
        for (int i = 0; i < EDGES; i++) {
            edges.add(through.get(i).tookNanos());
            // The kernel writes whole microseconds.
            outputs.add(sets.get(i).micros() * 1_000 + 500 - through.get(i).decidedNanos());
        }
        return edges.figures((long) outputs.figures(0).p50());
    }

    private static Policy policy() {
        return Policy.of(Set.of(), Assurance.A0, Samples.ZONE);
    }

    /// Its output follows its contact.
    private record Follower(Queue<Long> stamps, Ledger through) implements Point<Boolean> {

        @Override
        public Boolean initial() {
            return false;
        }

        @Override
        public Step<Boolean> step(Boolean state, Input input, Moment now) {
            long came = System.nanoTime();
            boolean on = input instanceof Input.Closed;
            var effect =
                    on
                            ? new Effect.Release(Output.LOCK, now.plus(HOLD))
                            : new Effect.Relock(Output.LOCK);
            var step = new Step<>(on, List.of(effect), Optional.empty());
            through.add(came - stamps.remove(), System.nanoTime());
            return step;
        }

        @Override
        public Posture posture(Boolean state) {
            return Posture.NORMAL;
        }

        @Override
        public String name(Boolean state) {
            return state ? "on" : "off";
        }
    }
}
