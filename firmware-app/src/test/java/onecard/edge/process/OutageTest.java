package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that is away while people tap, and comes back: what a host then holds is the journal,
/// whoever is killed on the way.
@Tag("mosquitto")
class OutageTest {

    private static final String EVENTS = "oc/v1/bench/bench/evt/#";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LIVE_TAPS = 2;
    private static final int NEVER = Integer.MAX_VALUE;

    /// More than three times what a device has in flight: so many are on both sides of a line that
    /// is held, and as many come before whoever stands first in the queue.
    private static final int SOME = 800;

    @TempDir Path dir;

    private final Ledger ledger = new Ledger();
    /// With so many events at the host the line to the device is held.
    private final AtomicInteger stop = new AtomicInteger(NEVER);
    private Path state = Path.of("");
    private Producer producer;
    private int port;

    @AfterEach
    void endProducer() {
        producer.close();
    }

    @Test
    void twentyThousandTapsOfAnOutageArriveAsTheJournalHoldsThem() throws Exception {
        outage(20_000, 1);
    }

    @Tag("long")
    @Test
    void aHundredThousandTapsArriveThroughTwentyKillsOfEitherSide() throws Exception {
        outage(100_000, 20);
    }

    /// The drain stands still wherever the device is killed or a live tap is made, so that neither
    /// has to be quicker than it.
    ///
    /// @param kills of the device while it drains
    private void outage(int taps, int kills) throws Exception {
        try (var broker = broker();
                var line = new CutLine(port);
                var _ = new Listener(port, "host", EVENTS, heard -> hear(heard, line))) {
            producer = new Producer(state, line.port());
            heard(producer.taps(1));
            broker.stop();
            long start = System.nanoTime();
            long last = producer.taps(taps);
            System.out.printf("%d taps recorded in %d ms%n", taps, millisSince(start));
            stop.set(ledger.size() + SOME);
            broker.startAgain();

            var live = new ArrayList<Listener.Heard>();
            for (int kill = 0; kill <= kills; kill++) {
                held(line);
                for (int tap = 0; tap < LIVE_TAPS; tap++) {
                    live.add(liveTap(line));
                }
                if (kill < kills) {
                    producer.kill();
                    producer = new Producer(state, line.port());
                    stop.set(ledger.size() + SOME);
                    line.release();
                }
            }
            line.release();
            heard(producer.taps(1));
            theHostHoldsTheJournal();
            long end = event(last).orElseThrow().nanos();
            assertTrue(live.stream().allMatch(tap -> tap.nanos() < end), "behind the backlog");
        }
    }

    private void hear(Listener.Heard heard, CutLine line) {
        ledger.hear(heard);
        if (ledger.size() >= stop.get()) {
            stop.set(NEVER);
            line.hold();
        }
    }

    private static void held(CutLine line) {
        Await.until("the drain to come so far", SOON, line::isHeld);
    }

    /// The device sends again whatever was not acknowledged. What the broker acknowledged and took
    /// with it is missing at the host: a gap in seq, which a replay fills.
    @Test
    void aBrokerKilledInFlightLeavesNothingThatAReplayDoesNotFill() throws Exception {
        try (var broker = broker();
                var _ = new Listener(port, "host", EVENTS, ledger::hear)) {
            producer = new Producer(state, port);
            heard(producer.taps(1));
            broker.stop();
            producer.taps(5_000);
            broker.startAgain();
            for (int kill = 1; kill <= 3; kill++) {
                int wanted = kill * 1_000;
                // Or what is missing went with the broker's memory, and nothing more comes.
                Await.until(
                        "the drain to come so far",
                        SOON,
                        () -> ledger.size() >= wanted || producer.counts().unsent() == 0);
                broker.kill();
                broker.startAgain();
            }
            heard(producer.taps(1));
            Await.until("a good PUBACK for each row", SOON, () -> producer.counts().unsent() == 0);
            var missing = ledger.missing(producer.journal());
            for (var id : missing) {
                producer.replay(Long.parseLong(id.substring(id.lastIndexOf(':') + 1)));
            }
            System.out.printf("%d events went with the broker's memory%n", missing.size());
            theHostHoldsTheJournal();
        }
    }

    /// By SQLite's own count, which has all that the device writes meanwhile.
    @Test
    void aDrainCommitsAtMostOnceInFiftyAnswers() throws Exception {
        int taps = 10_000;
        try (var broker = broker()) {
            producer = new Producer(state, port);
            broker.stop();
            producer.taps(taps);
            var journal = state.resolve("journal.db");
            long before = Commits.of(journal);
            broker.startAgain();
            Await.until("the last mark", SOON, () -> producer.counts().unsent() == 0);
            long commits = Commits.of(journal) - before;
            System.out.printf("%d events drained in %d transactions%n", taps, commits);
            assertTrue(commits >= 1 && commits <= taps / 50, "transactions: " + commits);
        }
    }

    @Tag("long")
    @Test
    void theRateOfADrain() throws Exception {
        try (var broker = broker();
                var _ = new Listener(port, "host", EVENTS, ledger::hear)) {
            producer = new Producer(state, port);
            heard(producer.taps(1));
            broker.stop();
            producer.taps(100_000);
            broker.startAgain();
            drained(1);
            theHostHoldsTheJournal();
            var times =
                    ledger.events().stream().mapToLong(Listener.Heard::nanos).sorted().toArray();
            // The first came before the outage.
            long nanos = times[times.length - 1] - times[1];
            System.out.printf(
                    "%d events drained in %d ms: %d a second%n",
                    times.length - 1,
                    nanos / 1_000_000,
                    (times.length - 2) * TimeUnit.SECONDS.toNanos(1) / nanos);
            assertEquals(0, ledger.repeats());
        }
    }

    /// It keeps the host's session on disk when it is stopped.
    private Service broker() throws Exception {
        port = Ports.free();
        state = dir.resolve("state");
        return Service.mosquitto(
                port,
                dir,
                "listener %d 127.0.0.1".formatted(port),
                "allow_anonymous true",
                "persistence true",
                "persistence_location " + dir + "/",
                "max_inflight_messages 0");
    }

    /// Made while the line stands still and thousands wait; it is held again when some of them have
    /// come, and the tap is among those.
    private Listener.Heard liveTap(CutLine line) throws IOException {
        long seq = producer.taps(1);
        stop.set(ledger.size() + SOME);
        line.release();
        held(line);
        var tap = event(seq).orElseThrow(() -> new AssertionError("a live tap waits with others"));
        assertTrue(
                tap.text().contains("\"replayed\":false"),
                () -> "a live tap counts as replayed: " + tap);
        return tap;
    }

    private Listener.Heard heard(long seq) {
        Await.until("seq " + seq, SOON, () -> event(seq).isPresent());
        return event(seq).orElseThrow();
    }

    /// There is one epoch, the one of any event.
    private Optional<Listener.Heard> event(long seq) {
        return ledger.events().stream()
                .findFirst()
                .map(Ledger::id)
                .map(id -> id.substring(0, id.lastIndexOf(':') + 1) + seq)
                .flatMap(ledger::event);
    }

    private void drained(int atLeast) {
        int before = ledger.size();
        Await.until(
                atLeast + " more events than " + before,
                SOON,
                () -> ledger.size() >= Math.max(atLeast, before));
    }

    private void theHostHoldsTheJournal() throws Exception {
        var journal = producer.journal();
        Await.until(
                "all " + journal.size() + " events, of which " + ledger.size() + " came",
                SOON,
                () -> ledger.size() >= journal.size());
        ledger.assertEqualTo(journal);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
