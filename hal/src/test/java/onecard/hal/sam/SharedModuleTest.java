package onecard.hal.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.hal.Algorithm;
import onecard.hal.SecurityModule;
import onecard.hal.SecurityModule.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One module and several readers. What the module does next is the test's.
class SharedModuleTest {

    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(5);

    /// What a call may take over its deadline on a machine that is busy with other things.
    private static final Duration SLACK = SOON;

    private static final SecurityModule.Question QUESTION =
            new SecurityModule.Question(
                    new SecurityModule.Key(8, 1), Algorithm.DES, List.of(), new byte[8]);

    private final LinkedBlockingQueue<Optional<String>> health = new LinkedBlockingQueue<>();
    private final Scripted module = new Scripted();
    private final SharedModule shared = new SharedModule("psam", module, DEADLINE, health::add);

    @AfterEach
    void close() {
        module.gate.countDown();
        shared.close();
        assertTrue(module.closed);
    }

    @Test
    void aModuleThatIsWellAnswers() throws Exception {
        well();
        assertInstanceOf(Answer.Cryptogram.class, shared.answer(QUESTION));
    }

    @Test
    void anAbsentModuleIsNeverWaitedFor() throws Exception {
        module.trouble = Optional.of("nothing in the slot");
        shared.open();
        assertEquals(Optional.of("nothing in the slot"), next());

        long before = System.nanoTime();
        for (int taps = 0; taps < 1_000; taps++) {
            assertEquals(new Answer.Absent("nothing in the slot"), shared.answer(QUESTION));
        }
        assertTrue(System.nanoTime() - before < SOON.toNanos(), "a thousand took too long");
        assertEquals(0, module.asked.get());
    }

    @Test
    void onePulledWhileAskedIsTheOnlyTapThatHearsOfItLate() throws Exception {
        well();
        module.answer = new Answer.Absent("pulled");
        module.trouble = Optional.of("nothing in the slot");

        assertEquals(new Answer.Absent("pulled"), shared.answer(QUESTION));
        assertTrue(next().isPresent());
        assertInstanceOf(Answer.Absent.class, shared.answer(QUESTION));
        assertEquals(1, module.asked.get());

        module.answer = new Answer.Cryptogram(new byte[8]);
        module.trouble = Optional.empty();
        assertEquals(Optional.empty(), next());
        assertInstanceOf(Answer.Cryptogram.class, shared.answer(QUESTION));
    }

    @Test
    void aHungModuleCostsOneTapItsDeadlineAndTheOthersNothing() throws Exception {
        well();
        module.hang();

        long before = System.nanoTime();
        assertInstanceOf(Answer.TimedOut.class, shared.answer(QUESTION));
        long took = System.nanoTime() - before;
        assertTrue(took >= DEADLINE.toNanos() && took < DEADLINE.plus(SLACK).toNanos());
        assertEquals(Optional.of("it does not answer in time"), next());

        before = System.nanoTime();
        for (int taps = 0; taps < 100; taps++) {
            assertInstanceOf(Answer.Absent.class, shared.answer(QUESTION));
        }
        assertTrue(System.nanoTime() - before < SOON.toNanos());
        assertEquals(1, module.asked.get());

        module.gate.countDown();
        assertEquals(Optional.empty(), next());
        assertInstanceOf(Answer.Cryptogram.class, shared.answer(QUESTION));
    }

    @Test
    void aSlowModulesLateAnswerIsNobodysElses() throws Exception {
        well();
        module.hang();
        module.answer = new Answer.Cryptogram(new byte[] {1, 1, 1, 1, 1, 1, 1, 1});
        assertInstanceOf(Answer.TimedOut.class, shared.answer(QUESTION));
        assertTrue(next().isPresent());

        module.gate.countDown();
        assertEquals(Optional.empty(), next());
        module.answer = new Answer.Cryptogram(new byte[8]);
        var answer = assertInstanceOf(Answer.Cryptogram.class, shared.answer(QUESTION));
        assertEquals(0, answer.bytes()[0]);
    }

    @Test
    void tapsAtOnceAreServedOneAfterAnother() throws Exception {
        well();
        var start = new CountDownLatch(1);
        var answers = new ArrayList<CompletableFuture<Answer>>();
        try (var readers = Executors.newFixedThreadPool(4)) {
            for (int reader = 0; reader < 4; reader++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        start.await();
                                    } catch (InterruptedException stopped) {
                                        throw new IllegalStateException(stopped);
                                    }
                                    return shared.answer(QUESTION);
                                },
                                readers));
            }
            start.countDown();
            for (var answer : answers) {
                assertInstanceOf(
                        Answer.Cryptogram.class,
                        answer.get(SOON.toMillis(), TimeUnit.MILLISECONDS));
            }
        }
        assertEquals(4, module.asked.get());
        assertEquals(1, module.atOnce.get(), "two questions were in the module at once");
    }

    /// The second waits behind the first: its deadline counts from when it came.
    @Test
    void aTapBehindAHungOneWaitsNoLongerThanItsOwnDeadline() throws Exception {
        well();
        module.hang();
        try (var other = Executors.newSingleThreadExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> shared.answer(QUESTION), other);
            assertTrue(module.inside.await(SOON.toMillis(), TimeUnit.MILLISECONDS));

            long before = System.nanoTime();
            var second = shared.answer(QUESTION);
            long took = System.nanoTime() - before;

            assertTrue(!(second instanceof Answer.Cryptogram), second::toString);
            assertTrue(took < DEADLINE.plus(SLACK).toNanos(), "waited " + took);
            assertInstanceOf(
                    Answer.TimedOut.class, first.get(SOON.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /// An alarm may wait for a disk, and a tap must not wait for it.
    @Test
    void whoeverIsToldOfItsHealthHoldsUpNobody() throws Exception {
        well();
        var seen = new CompletableFuture<Optional<String>>();
        var told = new CountDownLatch(1);
        var away = new Scripted();
        away.trouble = Optional.of("nothing in the slot");
        try (var other = Executors.newSingleThreadExecutor()) {
            var troubled = new CompletableFuture<SharedModule>();
            var busy =
                    new SharedModule(
                            "busy",
                            away,
                            DEADLINE,
                            _ -> {
                                CompletableFuture.supplyAsync(
                                                () -> troubled.join().trouble(), other)
                                        .completeOnTimeout(
                                                Optional.empty(),
                                                SOON.toMillis(),
                                                TimeUnit.MILLISECONDS)
                                        .thenAccept(seen::complete)
                                        .join();
                                told.countDown();
                            });
            troubled.complete(busy);
            busy.open();
            assertEquals(
                    Optional.of("nothing in the slot"),
                    seen.get(2 * SOON.toMillis(), TimeUnit.MILLISECONDS));
            assertTrue(told.await(SOON.toMillis(), TimeUnit.MILLISECONDS));
            away.gate.countDown();
            busy.close();
        }
    }

    private void well() throws InterruptedException {
        shared.open();
        assertEquals(Optional.empty(), next());
    }

    private Optional<String> next() throws InterruptedException {
        var told = health.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertNotNull(told, "nothing was told of its health");
        return told;
    }

    private static final class Scripted implements SecurityModule {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger present = new AtomicInteger();
        final CountDownLatch inside = new CountDownLatch(1);
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile Answer answer = new Answer.Cryptogram(new byte[8]);
        volatile Optional<String> trouble = Optional.empty();
        volatile boolean closed;

        void hang() {
            gate = new CountDownLatch(1);
        }

        @Override
        public Answer answer(Question question) {
            asked.incrementAndGet();
            atOnce.accumulateAndGet(present.incrementAndGet(), Math::max);
            inside.countDown();
            var held = answer;
            try {
                gate.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            present.decrementAndGet();
            return held;
        }

        @Override
        public Optional<String> trouble() {
            return trouble;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
