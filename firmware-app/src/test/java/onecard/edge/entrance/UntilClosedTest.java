package onecard.edge.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.hal.DeviceEvent;
import org.junit.jupiter.api.Test;

class UntilClosedTest {

    private static final DeviceEvent BACK = new DeviceEvent.ReaderBack("in", 1);
    private static final DeviceEvent GONE = new DeviceEvent.CardGone("in", 2);

    /// The lists that it asks are closed next.
    @Test
    void itIsClosedOnceTheEventInHandIsOver() throws Exception {
        Queue<DeviceEvent> heard = new ConcurrentLinkedQueue<>();
        var inHand = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var told =
                new UntilClosed<DeviceEvent>(
                        event -> {
                            inHand.countDown();
                            await(over);
                            heard.add(event);
                        },
                        Duration.ofDays(1));
        var reader = Thread.ofPlatform().start(() -> told.accept(BACK));
        inHand.await();
        var closing = Thread.ofPlatform().start(told::close);
        Await.until(
                "somebody who waits for the event",
                Watched.SOON,
                () -> closing.getState() == Thread.State.TIMED_WAITING);
        over.countDown();
        closing.join();
        reader.join();

        told.accept(GONE);
        assertEquals(List.of(BACK), List.copyOf(heard));
    }

    /// A card may be asked things while it is told of, and never answer.
    @Test
    void oneThatHangsHoldsUpNoEnd() throws Exception {
        var inHand = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var told =
                new UntilClosed<DeviceEvent>(
                        _ -> {
                            inHand.countDown();
                            await(never);
                        },
                        Duration.ofMillis(1));
        var reader = Thread.ofPlatform().daemon().start(() -> told.accept(BACK));
        inHand.await();
        told.close();
        assertTrue(reader.isAlive());
        never.countDown();
        reader.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
