package onecard.hal.sam;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import onecard.hal.SecurityModule;

/// One module for several readers: a thread of its own asks it one question after another, and
/// nobody waits longer than the deadline, however long the module takes. One that is away or late
/// is not waited for again until it was found well. Thread-safe.
public final class SharedModule implements SecurityModule {

    /// Questions that wait: one for each reader of a large board, which asks one at a time.
    private static final int QUEUE = 16;

    /// How often a module that nobody asks is looked at: so a lost one is known before a tap.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// How soon one that is away is looked for again.
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// [#busySince] of an owner that waits for a question.
    private static final long IDLE = Long.MIN_VALUE;

    private static final Duration STOP = Duration.ofSeconds(1);

    private final SecurityModule module;
    private final Duration deadline;
    private final Consumer<Optional<String>> health;
    private final BlockingQueue<Asked> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile long busySince = IDLE; // set by the owner
    private final Object telling = new Object(); // held while telling, and taken first
    private boolean told; // both by the owner and by readers that gave up, guarded by this
    private Optional<String> trouble = Optional.of("not looked at yet");

    /// @param deadline how long one tap waits at most, for others before it too
    /// @param health told what is wrong with it, empty for nothing, at first and at each change;
    /// on any thread
    public SharedModule(
            String name,
            SecurityModule module,
            Duration deadline,
            Consumer<Optional<String>> health) {
        this.module = module;
        this.deadline = deadline;
        this.health = health;
        this.thread = Thread.ofPlatform().name("module-" + name).daemon().unstarted(this::own);
    }

    /// Starts its thread, which looks for the module at once.
    public void open() {
        thread.start();
    }

    @Override
    public Answer answer(Question question) {
        var away = trouble();
        if (away.isPresent()) {
            return new Answer.Absent(away.get());
        }
        var asked = new Asked(question);
        if (!queue.offer(asked)) {
            return new Answer.TimedOut();
        }
        try {
            return asked.answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            if (!asked.answer.cancel(false)) {
                return asked.answer.join(); // it came at the last moment
            }
            if (asked.served) {
                // It has this very question and does not come back with it.
                found(Optional.of("it does not answer in time"));
            }
            return new Answer.TimedOut();
        } catch (InterruptedException _) {
            asked.answer.cancel(false);
            Thread.currentThread().interrupt();
            return new Answer.TimedOut();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @Override
    public synchronized Optional<String> trouble() {
        return trouble;
    }

    /// Nanoseconds on the monotonic clock when the owner began what it asks the module; now, while
    /// nothing is asked.
    public long progressNanos() {
        long since = busySince;
        return since == IDLE ? System.nanoTime() : since;
    }

    /// Whoever supervises it says whether it comes out of what it is asked. One that does not is
    /// away, though nobody has asked it for a card.
    public void observed(boolean observed) {
        if (!observed) {
            found(Optional.of("it does not answer in time"));
        }
    }

    private void own() {
        busySince = System.nanoTime();
        try {
            found(module.trouble());
            while (!Thread.currentThread().isInterrupted()) {
                var patience = trouble().isPresent() ? RETRY : LOOK;
                busySince = IDLE;
                var asked = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                busySince = System.nanoTime();
                if (asked == null) {
                    found(module.trouble());
                } else if (!asked.answer.isDone()) {
                    serve(asked);
                }
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        }
        module.close();
    }

    private void serve(Asked asked) {
        asked.served = true;
        var answer = module.answer(asked.question);
        switch (answer) {
            case Answer.Cryptogram _, Answer.Refused _ -> {}
            case Answer.Absent(var why) -> found(Optional.of(why));
            case Answer.TimedOut _ -> found(Optional.of("it does not answer in time"));
        }
        asked.answer.complete(answer);
    }

    /// Told in order, and not under the lock that a tap needs.
    private void found(Optional<String> now) {
        synchronized (telling) {
            if (news(now)) {
                health.accept(now);
            }
        }
    }

    private synchronized boolean news(Optional<String> now) {
        boolean news = !told || now.isPresent() != trouble.isPresent();
        told = true;
        trouble = now;
        return news;
    }

    /// Returns after at most 1 s; a module that hangs then keeps its thread.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Asked {
        private final Question question;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private volatile boolean served; // by the owner, before it asks

        Asked(Question question) {
            this.question = question;
        }
    }
}
