package onecard.edge.watch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import org.junit.jupiter.api.Test;

/// Whoever writes has ended before anybody closes what it writes to.
class EndingTest {

    @Test
    void whoIsInterruptedWaitsOn() throws Exception {
        var done = new CountDownLatch(1);
        var writer = Thread.ofPlatform().start(() -> uninterruptibly(done));
        var endedFirst = new AtomicBoolean();
        var stillInterrupted = new AtomicBoolean();
        var closing =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    Ending.of(writer);
                                    endedFirst.set(!writer.isAlive());
                                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                                });
        Await.until(
                "it waits",
                Watched.SOON,
                () -> closing.getState() == Thread.State.WAITING || !closing.isAlive());
        assertTrue(writer.isAlive());
        assertTrue(closing.isAlive(), "it did not wait");
        done.countDown();
        closing.join();
        assertTrue(endedFirst.get());
        assertTrue(stillInterrupted.get(), "whoever interrupted it is heard afterwards");
        assertFalse(writer.isAlive());
    }

    private static void uninterruptibly(CountDownLatch done) {
        while (true) {
            try {
                done.await();
                return;
            } catch (InterruptedException _) {
                // A disk does not hear it.
            }
        }
    }
}
