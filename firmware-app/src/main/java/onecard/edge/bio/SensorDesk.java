package onecard.edge.bio;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Task;

/// What one sensor of people is asked, one thing at a time; behind one that was called off the next
/// waits until the sensor has heard of it. Thread-safe; whoever asked is answered once, on the
/// sensor's thread mostly.
public final class SensorDesk implements Consumer<BioEvent> {

    /// Told whether the sensor is there, on its thread.
    public interface Presence {
        void back(BioEvent.Back back);

        void lost(String sensor, String why);
    }

    private final BioSensor sensor;
    private final Presence presence;

    // Guarded by this.
    private Optional<BioEvent.Back> present = Optional.empty();
    private Optional<Asked> current = Optional.empty();
    private Optional<Asked> following = Optional.empty();
    private final ArrayDeque<Asked> errands = new ArrayDeque<>();
    private long count;

    /// What was asked, by which it is called off.
    public static final class Asked {
        private final Task task;
        private final long deadline;
        private final Consumer<Answer> then;

        // Guarded by the desk.
        private long number;
        private boolean cancelled;

        private Asked(Task task, long deadline, Consumer<Answer> then) {
            this.task = task;
            this.deadline = deadline;
            this.then = then;
        }
    }

    public SensorDesk(BioSensor sensor, Presence presence) {
        this.sensor = sensor;
        this.presence = presence;
    }

    public String name() {
        return sensor.name();
    }

    public Modality modality() {
        return sensor.modality();
    }

    /// What it is while it is there.
    synchronized Optional<BioEvent.Back> present() {
        return present;
    }

    /// @param then told once what came of it; must not block, and owns what was captured
    /// @return empty where the sensor is at something else, and nothing is told
    Optional<Asked> ask(Task task, long deadlineNanos, Consumer<Answer> then) {
        return ask(new Asked(task, deadlineNanos, then), false);
    }

    /// Before whatever it is at, which is called off.
    Optional<Asked> askFirst(Task task, long deadlineNanos, Consumer<Answer> then) {
        return ask(new Asked(task, deadlineNanos, then), true);
    }

    /// Once it is at nothing else.
    synchronized void askIdle(Task task, long deadlineNanos, Consumer<Answer> then) {
        errands.add(new Asked(task, deadlineNanos, then));
        beginNext();
    }

    private synchronized Optional<Asked> ask(Asked asked, boolean first) {
        if (current.isEmpty()) {
            begin(asked);
            return Optional.of(asked);
        }
        if (first) {
            cancel(current.get());
        }
        if (!current.get().cancelled || following.isPresent()) {
            return Optional.empty();
        }
        following = Optional.of(asked);
        return Optional.of(asked);
    }

    /// It is wanted no more. Where it is answered already nothing happens.
    void cancel(Asked asked) {
        boolean waits;
        synchronized (this) {
            waits = following.filter(other -> other == asked).isPresent();
            if (waits) {
                following = Optional.empty();
            } else if (current.filter(other -> other == asked).isPresent()) {
                asked.cancelled = true;
                sensor.cancel(asked.number);
            }
        }
        if (waits) {
            asked.then.accept(new Answer.Not(Answer.Why.CANCELLED));
        }
    }

    @Override
    public void accept(BioEvent event) {
        switch (event) {
            case BioEvent.Back back -> {
                synchronized (this) {
                    present = Optional.of(back);
                }
                presence.back(back);
            }
            case BioEvent.Lost(var name, var why, _) -> {
                synchronized (this) {
                    present = Optional.empty();
                }
                presence.lost(name, why);
            }
            case BioEvent.Answered(_, var number, var answer, _) -> answered(number, answer);
        }
    }

    private void answered(long number, Answer answer) {
        Optional<Asked> done;
        synchronized (this) {
            done = current.filter(asked -> asked.number == number);
            if (done.isPresent()) {
                current = Optional.empty();
                beginNext();
            }
        }
        done.ifPresentOrElse(asked -> asked.then.accept(answer), () -> wipe(answer));
    }

    private void beginNext() {
        if (current.isPresent()) {
            return;
        }
        var next = following.or(() -> Optional.ofNullable(errands.poll()));
        following = Optional.empty();
        next.ifPresent(this::begin);
    }

    private void begin(Asked asked) {
        current = Optional.of(asked);
        asked.number = ++count;
        sensor.ask(asked.number, asked.task, asked.deadline);
    }

    /// Overwrites what it holds of somebody.
    static void wipe(Answer answer) {
        if (answer instanceof Answer.Captured(var sample, _, _)) {
            sample.wipe();
        }
    }
}
