package onecard.edge.uplink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import onecard.edge.crypto.Json;
import onecard.edge.process.Await;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The end of the uplink's thread.
@Timeout(60)
class UplinkTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);

    /// Else the next run would find it at its journal; one that never ends is the end of the
    /// process, by the deadline of its run.
    @Test
    void itIsClosedOnceItsThreadHasEndedHoweverLongThatTakes() throws Exception {
        var uplink = uplink();
        uplink.start();
        asked.await();

        var closing = Thread.ofPlatform().daemon().start(uplink::close);
        Await.until(
                "to wait without an end", SOON, () -> closing.getState() == Thread.State.WAITING);

        held.countDown();
        closing.join();
    }

    private Broker.Link open(Broker.Hello hello, Broker.Events events) {
        asked.countDown();
        try {
            held.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return new NoLink();
    }

    private Uplink uplink() {
        var ports =
                new Courier.Ports(
                        new MemoryOutbox(),
                        this::open,
                        (_, _) -> Duration.ofSeconds(1),
                        List.of(),
                        (_, _, _) -> {},
                        Object::toString,
                        () -> Json.Obj.EMPTY,
                        () -> Json.Obj.EMPTY,
                        () -> ClockTrust.SYNCED,
                        () -> "2026-11-23T08:00:00.000+08:00",
                        () -> true);
        var settings = new Courier.Settings(new Topics("bench", "bench"), 7, 100);
        return new Uplink(settings, ports, System::nanoTime);
    }
}
