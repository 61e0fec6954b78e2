package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the watch of a reader's thread does at the moments that threads meet.
class CardWatchTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final SynchronousQueue<Thread.State> met = new SynchronousQueue<>();

    @Test
    void aCallDoesNotEndWhileSomebodyActsUponIt() throws Exception {
        var inside = new CountDownLatch(1);
        var out = new CountDownLatch(1);
        Thread caller;
        try (var watch =
                watch(
                        _ -> {
                            inside.countDown();
                            await(out);
                        })) {
            var stay = watch.enter("it hangs");
            nanos.addAndGet(CardWatch.HUNG.toNanos() + 1);
            await(inside);
            caller = Thread.ofPlatform().start(stay::close);
            assertEquals(Thread.State.BLOCKED, atRest(caller));
            out.countDown();
            caller.join(SOON);
            assertFalse(watch.inside());
        }
    }

    @Test
    void theEndWaitsForWhatWasBegun() throws Exception {
        var inside = new CountDownLatch(1);
        var closing = new SynchronousQueue<Thread>();
        var watch =
                watch(
                        _ -> {
                            inside.countDown();
                            met(closing);
                        });
        var _ = watch.enter("it hangs");
        nanos.addAndGet(CardWatch.HUNG.toNanos() + 1);
        await(inside);
        var closer = Thread.ofPlatform().unstarted(watch::close);
        closing.put(closer);

        var state = met.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(state);
        assertEquals(Thread.State.TIMED_WAITING, state);
        closer.join(SOON);
    }

    /// On the watch's thread: lets it be closed, and sees how whoever does that waits.
    private void met(SynchronousQueue<Thread> closing) {
        try {
            var closer = closing.take();
            closer.start();
            var state = atRest(closer);
            boolean _ = Thread.interrupted(); // the close itself
            met.put(state);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private CardWatch watch(Consumer<String> hangs) {
        var watch = new CardWatch("in", nanos::get, _ -> {}, hangs);
        watch.start();
        return watch;
    }

    private static Thread.State atRest(Thread thread) {
        var state = thread.getState();
        while (state == Thread.State.NEW || state == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
            state = thread.getState();
        }
        return state;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(SOON.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it did not come");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
