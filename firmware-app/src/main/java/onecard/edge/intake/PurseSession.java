package onecard.edge.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import onecard.hal.purse.Opening;
import onecard.hal.purse.Purse;

/// One presence of a card with a purse: the edge loop orders, the reader's thread serves. The
/// reader waits for an order no longer than the loop honestly takes, however dead that is; an order
/// that was taken before is done, and one that comes after is not. Thread-safe.
public final class PurseSession implements PurseCard {

    /// The loop decides in milliseconds; so long, not even one that has just begun takes.
    static final Duration DECISION = Duration.ofMillis(500);

    /// Until the intent is on disk: longer, and the card is let go of, for a sale of 400.
    static final Duration DISK = Duration.ofMillis(100);

    private final Consumer<Stimulus> answers;
    private final Duration decision;
    private final Duration disk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ordered = lock.newCondition();
    private Optional<Task> waiting = Optional.empty(); // these three under the lock
    private Optional<Task> doing = Optional.empty();
    private boolean over;
    private Optional<Opening.Opened> opened = Optional.empty(); // of the reader's thread

    /// @param answers takes what came of each order; must not block
    public PurseSession(Consumer<Stimulus> answers) {
        this(answers, DECISION, DISK);
    }

    /// @param decision for which the reader waits for any order but one
    /// @param disk for which it waits for a debit, once the purse was opened
    PurseSession(Consumer<Stimulus> answers, Duration decision, Duration disk) {
        this.answers = answers;
        this.decision = decision;
        this.disk = disk;
    }

    @Override
    public boolean order(Task task) {
        lock.lock();
        try {
            if (over || waiting.isPresent() || doing.isPresent()) {
                return false;
            }
            waiting = Optional.of(task);
            ordered.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void letGo() {
        lock.lock();
        try {
            over = true;
            ordered.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Does what is ordered, until the card is let go of or nobody orders any more. On the reader's
    /// thread.
    public void serve(Purse purse) {
        try {
            var patience = decision;
            for (var task = next(patience); task.isPresent(); task = next(patience)) {
                var outcome = done(purse, task.get());
                patience = opened.isPresent() ? disk : decision;
                answer(outcome);
                if (outcome instanceof Outcome.Paid) {
                    return; // one a presence
                }
            }
        } finally {
            end();
        }
    }

    /// Empty: it is over. What was ordered before is taken also from one that is.
    private Optional<Task> next(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && !over && left > 0) {
                left = ordered.awaitNanos(left);
            }
            doing = waiting;
            waiting = Optional.empty();
            over |= doing.isEmpty();
            return doing;
        } catch (InterruptedException _) {
            over = true;
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Outcome done(Purse purse, Task task) {
        return switch (task) {
            case Task.Open(var charge) -> {
                var opening = purse.initialise(charge);
                opened =
                        opening instanceof Opening.Opened ready
                                ? Optional.of(ready)
                                : Optional.empty();
                yield new Outcome.Opened(opening);
            }
            case Task.Pay() -> {
                var ready = opened;
                opened = Optional.empty();
                yield ready.<Outcome>map(it -> new Outcome.Paid(purse.debit(it)))
                        .orElseGet(() -> new Outcome.NotBegun(task));
            }
            case Task.Recover(var intent) -> {
                opened = Optional.empty();
                yield new Outcome.Recovered(purse.recover(intent));
            }
        };
    }

    /// The next order may come before this returns.
    private void answer(Outcome outcome) {
        lock.lock();
        try {
            doing = Optional.empty();
        } finally {
            lock.unlock();
        }
        answers.accept(new Stimulus.OfPurse(this, outcome));
    }

    private void end() {
        Optional<Outcome> last;
        lock.lock();
        try {
            over = true;
            last =
                    doing.<Outcome>map(Outcome.Broken::new)
                            .or(() -> waiting.map(Outcome.NotBegun::new));
            doing = Optional.empty();
            waiting = Optional.empty();
        } finally {
            lock.unlock();
        }
        last.ifPresent(outcome -> answers.accept(new Stimulus.OfPurse(this, outcome)));
    }
}
