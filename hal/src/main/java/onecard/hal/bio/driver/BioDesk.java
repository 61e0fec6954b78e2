package onecard.hal.bio.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Task;

/// What is asked of a sensor of persons, on its way to the one thread of the sensor: one request
/// is at work, every other is told `BUSY`, and each is answered once. Asked and called off by any
/// thread; everything is told by the thread of the sensor, outside the lock, which is its own and
/// held for no longer than a look.
public final class BioDesk {

    private final String sensor;
    private final LongSupplier nanos;
    private Consumer<BioEvent> events = _ -> {}; // of the sensor's thread

    private final List<Long> busy = new ArrayList<>(); // these three guarded by this
    private Optional<Call> current = Optional.empty();
    private boolean ended;

    /// @param sensor its name, as events say it
    /// @param nanos the clock that deadlines are on
    public BioDesk(String sensor, LongSupplier nanos) {
        this.sensor = sensor;
        this.nanos = nanos;
    }

    /// The request at work.
    public final class Call {

        private final long request;
        private final Task task;
        private final long deadline;
        private final long asked = nanos.getAsLong();
        private boolean cancelled; // guarded by the desk

        private Call(long request, Task task, long deadline) {
            this.request = request;
            this.task = task;
            this.deadline = deadline;
        }

        public Task task() {
            return task;
        }

        /// When it was asked.
        public long askedNanos() {
            return asked;
        }

        public boolean isCancelled() {
            synchronized (BioDesk.this) {
                return cancelled;
            }
        }

        /// Until nobody needs to look any more; negative behind that.
        public long leftNanos() {
            return deadline - nanos.getAsLong();
        }

        /// Why it ends now, if it does: called off, or its time is over.
        ///
        /// @param seen whether somebody was there
        public Optional<Answer.Why> over(boolean seen) {
            if (isCancelled()) {
                return Optional.of(Answer.Why.CANCELLED);
            }
            if (leftNanos() <= 0) {
                return Optional.of(seen ? Answer.Why.POOR : Answer.Why.NOBODY);
            }
            return Optional.empty();
        }

        /// Tells whoever asked meanwhile that another is at work.
        public void refuseOthers() {
            tellBusy();
        }

        /// Waits for that time, or until it is called off; whoever asks meanwhile is told `BUSY`.
        public void pause(Duration atMost) throws InterruptedException {
            long end = System.nanoTime() + atMost.toNanos();
            do {
                tellBusy();
                if (isCancelled()) {
                    return;
                }
                awaitChange(end);
            } while (System.nanoTime() < end);
            tellBusy();
        }
    }

    /// To whom answers go from now on.
    public void open(Consumer<BioEvent> listener) {
        events = listener;
    }

    /// Any thread.
    public synchronized void ask(long request, Task task, long deadlineNanos) {
        if (ended) {
            return; // closed at the same moment
        }
        if (current.isPresent()) {
            busy.add(request);
        } else {
            current = Optional.of(new Call(request, task, deadlineNanos));
        }
        notifyAll();
    }

    /// Any thread.
    public synchronized void cancel(long request) {
        current.filter(call -> call.request == request).ifPresent(call -> call.cancelled = true);
        notifyAll();
    }

    /// Waits for a request, at most that long. On the thread of the sensor, as all below.
    public Optional<Call> next(Duration atMost) throws InterruptedException {
        synchronized (this) {
            long end = System.nanoTime() + atMost.toNanos();
            long left = atMost.toNanos();
            while (current.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        }
        tellBusy();
        return current();
    }

    /// The request at work, if there is one.
    public synchronized Optional<Call> current() {
        return current;
    }

    /// Answers what is at work, and whoever asked besides. The next may be asked by whoever hears
    /// of it.
    public void answer(Answer answer) {
        tellBusy();
        Optional<Call> done;
        synchronized (this) {
            done = current;
            current = Optional.empty();
        }
        done.ifPresent(call -> tell(call.request, answer));
    }

    /// Answers whoever asked while another was at work.
    public void tellBusy() {
        List<Long> refused;
        synchronized (this) {
            refused = List.copyOf(busy);
            busy.clear();
        }
        refused.forEach(request -> tell(request, new Answer.Not(Answer.Why.BUSY)));
    }

    /// The sensor is closed: what is at work is called off, and nothing is told behind that.
    public void end() {
        answer(new Answer.Not(Answer.Why.CANCELLED));
        synchronized (this) {
            ended = true;
        }
        answer(new Answer.Not(Answer.Why.CANCELLED)); // asked between the two
    }

    /// Waits until something was asked or called off, or the time is over.
    private synchronized void awaitChange(long end) throws InterruptedException {
        boolean changed = !busy.isEmpty() || current.map(call -> call.cancelled).orElse(false);
        long left = end - System.nanoTime();
        if (!changed && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void tell(long request, Answer answer) {
        events.accept(new BioEvent.Answered(sensor, request, answer, nanos.getAsLong()));
    }
}
