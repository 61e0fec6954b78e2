package onecard.edge;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.Series.Figures;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.LoopThread;
import onecard.edge.watch.Metrics;
import onecard.hal.CardFacts;
import onecard.hal.DeviceEvent;
import onecard.hal.Face;

/// Cards that are shown one after the other, each to a loop at rest.
final class Shown {

    /// Since the last commit: the pace of whatever is measured beside it.
    static final Duration QUIET = Duration.ofMillis(4);

    private Shown() {}

    /// What somebody does, and how long it took, in nanoseconds.
    @FunctionalInterface
    interface Each {
        long of(int number) throws InterruptedException;
    }

    /// That loop, turning.
    static LoopThread turning(EdgeLoop loop, Answering work) {
        var thread = new LoopThread(loop, work.inbox, Samples::now, new Metrics(), Samples::died);
        thread.start();
        return thread;
    }

    /// @param warmUp how many go before, who are not measured
    static Figures figures(Answering work, int warmUp, int count, Each each)
            throws InterruptedException {
        var series = new Series(count);
        for (int number = 0; number < warmUp + count; number++) {
            work.untilQuiet(QUIET);
            long took = each.of(number);
            if (number >= warmUp) {
                series.add(took);
            }
        }
        return series.figures(0);
    }

    /// The facts of a card, on the reader's thread.
    ///
    /// @return when
    static long card(TapSource source, String reader, String token) {
        long start = System.nanoTime();
        source.accept(
                new DeviceEvent.CardSeen(
                        reader,
                        new CardFacts(
                                "ssc",
                                token,
                                1,
                                Face.CONTACTLESS,
                                OptionalInt.of(3),
                                Optional.of("342500"),
                                Optional.empty(),
                                Optional.empty(),
                                true),
                        start));
        return start;
    }
}
