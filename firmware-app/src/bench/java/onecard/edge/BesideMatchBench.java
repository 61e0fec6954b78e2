package onecard.edge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import onecard.edge.Series.Figures;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.hal.bio.Sample.Picture;

/// A relay's way while the thread that compares people has more to do than it can, beside the same
/// way while it has nothing to do.
final class BesideMatchBench implements Bench.Work {

    private static final int REFERENCES = 15;
    private static final long PAUSE_NANOS = 1_000_000;

    @Override
    public void run(Bench.Setting setting) throws Exception {
        System.out.println("  at another door: " + RelayBench.DOORS + " taps a round");
        var pairs =
                Pairs.run(
                        setting.rounds(),
                        round -> {
                            try (var _ = new Saturated()) {
                                return RelayBench.taps(setting.scratch().resolve("busy-" + round));
                            }
                        },
                        round -> RelayBench.taps(setting.scratch().resolve("idle-" + round)));
        pairs.print("facts to relay p50, ms", Figures::p50, 1e6, "(nobody is compared)");
        pairs.print("facts to relay p99, ms", Figures::p99, 1e6, "ours <= limit + 5");
    }

    /// The thread with its queue full of fingers, until it is closed.
    private static final class Saturated implements AutoCloseable {

        private final MatchThread thread = new MatchThread(Samples::died, System::nanoTime);
        private final Thread feeder = Thread.ofPlatform().name("feeder").unstarted(this::feed);
        private final FingerEngine engine = new FingerEngine();
        private final Picture probe = new MadeFinger(1).impression(0);
        private final List<Template> references = new ArrayList<>();
        private volatile boolean closing;

        Saturated() {
            for (int i = 1; i <= REFERENCES; i++) {
                references.add(found(new MadeFinger(1).impression(i)));
            }
            thread.start();
            feeder.start();
        }

        private Template found(Picture picture) {
            var extraction = engine.extract(picture, 1, "bench", Instant.EPOCH);
            return ((Extraction.Made) extraction).template();
        }

        private void feed() {
            while (!closing) {
                if (!thread.offer(() -> engine.compare(found(probe), references))) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }

        @Override
        public void close() {
            closing = true;
            try {
                feeder.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            thread.close();
        }
    }
}
