package onecard.edge.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.UplinkedJournal;
import onecard.edge.uplink.Backoff;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Courier;
import onecard.edge.uplink.Tally.Count;
import onecard.edge.uplink.Trouble;

/// An uplink in this process that tries to reach a broker; what it tried, and how long it means
/// to wait, is kept.
final class Trial implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(15);

    /// @param delay as on a board
    record Wait(Trouble trouble, Duration delay) {}

    record Told(Courier.Alarm alarm, boolean active, String detail) {}

    private final ConcurrentLinkedQueue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Told> alarms = new ConcurrentLinkedQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final UplinkedJournal made;

    /// @param hurry the waits are so many times shorter than on a board
    Trial(Path directory, Broker broker, int hurry) throws IOException {
        var jittered = Backoff.jittered(new SplittableRandom());
        Backoff backoff =
                (trouble, attempt) -> {
                    var delay = jittered.delay(trouble, attempt);
                    waits.add(new Wait(trouble, delay));
                    return delay.dividedBy(hurry);
                };
        made =
                new UplinkedJournal(
                        directory,
                        counted(broker),
                        backoff,
                        (alarm, active, detail) -> alarms.add(new Told(alarm, active, detail)));
    }

    private Broker counted(Broker broker) {
        return new Broker() {
            @Override
            public Link open(Hello hello, Events events) {
                attempts.incrementAndGet();
                return broker.open(hello, events);
            }

            @Override
            public Optional<String> warning() {
                return broker.warning();
            }
        };
    }

    Courier.Health health() {
        return made.uplink().health();
    }

    int attempts() {
        return attempts.get();
    }

    List<Wait> waits() {
        return List.copyOf(waits);
    }

    List<Told> alarms() {
        return List.copyOf(alarms);
    }

    /// Waits for an event to be acknowledged by the broker.
    void assertServes() throws InterruptedException {
        long sent = made.uplink().tally().of(Count.EVENTS_SENT);
        made.tap(1);
        Await.until(
                "an event to arrive; " + health(),
                SOON,
                () -> made.uplink().tally().of(Count.EVENTS_SENT) > sent && health().online());
    }

    /// Waits for an attempt to fail.
    Courier.Health awaitTrouble() {
        Await.until("trouble", SOON, () -> health().trouble().isPresent());
        return health();
    }

    @Override
    public void close() throws IOException {
        made.close();
    }
}
