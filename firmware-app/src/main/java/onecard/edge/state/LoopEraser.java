package onecard.edge.state;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Erasure.Done;

/// Asks the edge loop to forget somebody, and waits for its word; once more where people are just
/// on their way into the journal. Thread-safe.
public final class LoopEraser implements TraceRequest.Eraser {

    private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

    /// A record is durable within some milliseconds.
    private static final Duration AGAIN = Duration.ofMillis(50);

    private static final int ATTEMPTS = 20;

    private final Predicate<Stimulus> inbox;

    /// @param inbox takes it to the loop, or has no room
    public LoopEraser(Predicate<Stimulus> inbox) {
        this.inbox = inbox;
    }

    @Override
    public Done erase(Token token, String by) {
        var done = once(token, by);
        for (int i = 1; i < ATTEMPTS && done instanceof Done.Not(var why); i++) {
            if (why != Reason.BUSY) {
                return done;
            }
            LockSupport.parkNanos(AGAIN.toNanos());
            done = once(token, by);
        }
        return done;
    }

    private Done once(Token token, String by) {
        var told = new CompletableFuture<Done>();
        if (!inbox.test(new Stimulus.Erase(token, by, told::complete))) {
            return new Done.Not(Reason.BUSY);
        }
        try {
            return told.get(ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException _) {
            // Nobody completes it but the loop or the journal, which stands still.
        }
        return new Done.Not(Reason.DEVICE_FAULT);
    }
}
