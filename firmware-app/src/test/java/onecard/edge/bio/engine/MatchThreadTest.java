package onecard.edge.bio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import onecard.edge.watch.Progress;
import onecard.hal.Told;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The thread that compares people: what waits when it ends, and what the watchdog sees of it.
class MatchThreadTest {

    private final Told<Throwable> bugs = new Told<>();
    private final AtomicLong now = new AtomicLong();
    private final MatchThread thread = new MatchThread(bugs, now::get);

    @AfterEach
    void end() {
        thread.close();
        bugs.nothingMore();
    }

    /// Counts what became of it.
    private static class Counted implements MatchThread.Work {
        final AtomicInteger ran = new AtomicInteger();
        final AtomicInteger abandoned = new AtomicInteger();

        @Override
        public void run() throws InterruptedException {
            ran.incrementAndGet();
        }

        @Override
        public void abandoned() {
            abandoned.incrementAndGet();
        }
    }

    @Test
    void whatWaitsAtTheEndIsAbandoned() throws Exception {
        thread.start();
        var busy = new CountDownLatch(1);
        assertTrue(
                thread.offer(
                        () -> {
                            busy.countDown();
                            new CountDownLatch(1).await(); // until the end
                        }));
        busy.await();
        var waits = new Counted();
        assertTrue(thread.offer(waits));
        thread.close();
        assertEquals(0, waits.ran.get());
        assertEquals(1, waits.abandoned.get());
        assertFalse(thread.offer(waits));
        assertEquals(1, waits.abandoned.get(), "what is not taken is the caller's");
    }

    @Test
    void nothingThatWasTakenIsForgotten() throws Exception {
        for (int round = 0; round < 200; round++) {
            var ends = new MatchThread(bugs, now::get);
            ends.start();
            var work = new Counted();
            Callable<Integer> offers =
                    () -> {
                        int taken = 0;
                        for (int i = 0; i < 50; i++) {
                            taken += ends.offer(work) ? 1 : 0;
                        }
                        return taken;
                    };
            try (var others = Executors.newFixedThreadPool(2)) {
                var first = others.submit(offers);
                var second = others.submit(offers);
                ends.close();
                int taken = first.get() + second.get();
                assertEquals(taken, work.ran.get() + work.abandoned.get());
            }
        }
    }

    /// And nothing else may.
    @Test
    void whatMayTakeLongIsWaitedFor() throws Exception {
        var watched =
                new Progress(List.of(new Progress.Part("match", thread::progressNanos)), now::get);
        var begun = new CountDownLatch(1);
        var goes = new CountDownLatch(1);
        MatchThread.Work slow =
                new Counted() {
                    @Override
                    public void run() throws InterruptedException {
                        begun.countDown();
                        goes.await();
                    }

                    @Override
                    public Duration allowance() {
                        return Duration.ofSeconds(60);
                    }
                };
        thread.start();
        assertTrue(thread.offer(slow));
        begun.await();
        now.addAndGet(Duration.ofSeconds(69).toNanos());
        assertEquals(List.of(), watched.stuck());
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertEquals(List.of("match"), watched.stuck());
        goes.countDown();
        var next = new CountDownLatch(1);
        var stays = new CountDownLatch(1);
        assertTrue(
                thread.offer(
                        () -> {
                            next.countDown();
                            stays.await();
                        }));
        next.await();
        assertEquals(List.of(), watched.stuck());
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertEquals(List.of("match"), watched.stuck());
        stays.countDown();
    }

    /// What is to be done whenever there is time is not forgotten where too many wait.
    @Test
    void anErrandForWhichThereIsNoRoomIsDoneOnceThereIs() throws Exception {
        var errands = new AtomicInteger();
        Runnable errand = errands::incrementAndGet;
        for (int i = 0; i < MatchThread.WAITING_MAX; i++) {
            assertTrue(thread.offer(() -> {}));
        }
        thread.errand(errand);
        thread.errand(errand);
        assertFalse(thread.offer(() -> {}));
        var done = new CountDownLatch(1);
        thread.errand(done::countDown);
        thread.start();
        done.await();
        var next = new CountDownLatch(1);
        while (!thread.offer(next::countDown)) {
            Thread.onSpinWait();
        }
        next.await();
        assertEquals(1, errands.get());
        var another = new CountDownLatch(1);
        thread.errand(another::countDown);
        another.await();
    }

    /// Whoever has no camera pays nothing for faces, and nobody for what no sensor gives.
    @Test
    void noEngineBeginsOfWhichNoSensorGivesAnything() {
        try (var engines = new Engines(new EnginesHere(Optional.empty()), Set.of(Modality.VEIN))) {
            assertEquals(1, engines.beginnings().size());
        }
        try (var engines = new Engines(new EnginesHere(Optional.empty()), Set.of())) {
            assertEquals(List.of(), engines.beginnings());
        }
    }

    /// Others have their turn in between.
    @Test
    void eachEngineBeginsInAWorkOfItsOwn() {
        try (var engines = engines()) {
            var works = engines.beginnings();
            assertTrue(works.size() > 1);
            works.forEach(
                    work ->
                            assertTrue(
                                    work.allowance().compareTo(Progress.STUCK) > 0,
                                    () -> work + " is taken for stuck on a small board"));
            works.forEach(MatchThread.Work::abandoned);
        }
    }

    private static Engines engines() {
        return new Engines(new EnginesHere(Optional.empty()), Set.of(Modality.values()));
    }
}
