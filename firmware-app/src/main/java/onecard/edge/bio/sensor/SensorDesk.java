package onecard.edge.bio.sensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import onecard.edge.store.vault.VaultModules;
import onecard.hal.bio.Ability;
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
        private final Optional<String> device;
        private final Task task;
        private final long deadline;
        private final Consumer<Answer> then;

        // Guarded by the desk.
        private long number;
        private boolean cancelled;

        private Asked(Optional<String> device, Task task, long deadline, Consumer<Answer> then) {
            this.device = device;
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
    public synchronized Optional<BioEvent.Back> present() {
        return present;
    }

    /// What its slots are kept under in a vault; empty while it is away, or bears no mark yet.
    public synchronized Optional<String> device() {
        return present.flatMap(SensorDesk::device);
    }

    /// The module by its mark, wherever it is fitted; where it bears none and never will, the
    /// sensor by its name. Empty for one that bears none yet: its slots are nobody's.
    public static Optional<String> device(BioEvent.Back there) {
        return there.identity()
                .map(VaultModules::device)
                .or(
                        () ->
                                there.abilities().contains(new Ability.BearsMark())
                                        ? Optional.empty()
                                        : Optional.of(there.sensor()));
    }

    /// How many slots of its own it fills, from 0; empty where it keeps nobody.
    static OptionalInt capacity(BioEvent.Back there) {
        return there.abilities().stream()
                .filter(Ability.Enrols.class::isInstance)
                .mapToInt(it -> ((Ability.Enrols) it).capacity())
                .findAny();
    }

    /// @param then told once what came of it; must not block, and owns what was captured
    /// @return empty where the sensor is at something else, and nothing is told
    public Optional<Asked> ask(Task task, long deadlineNanos, Consumer<Answer> then) {
        return ask(new Asked(Optional.empty(), task, deadlineNanos, then), false);
    }

    /// The same of a slot of that device; told `FAULT` where another one is there meanwhile.
    public Optional<Asked> askOf(
            String device, Task task, long deadlineNanos, Consumer<Answer> then) {
        return ask(new Asked(Optional.of(device), task, deadlineNanos, then), false);
    }

    /// Before whatever it is at, which is called off.
    ///
    /// @param device as in [#askOf]; absent where no slot is meant
    Optional<Asked> askFirst(
            Optional<String> device, Task task, long deadlineNanos, Consumer<Answer> then) {
        return ask(new Asked(device, task, deadlineNanos, then), true);
    }

    /// Once it is at nothing else.
    ///
    /// @param device as in [#askOf]; absent where no slot is meant
    void askIdle(Optional<String> device, Task task, long deadlineNanos, Consumer<Answer> then) {
        List<Asked> strayed;
        synchronized (this) {
            errands.add(new Asked(device, task, deadlineNanos, then));
            strayed = beginNext();
        }
        strayed.forEach(SensorDesk::refuse);
    }

    private Optional<Asked> ask(Asked asked, boolean first) {
        if (isAstray(asked)) {
            refuse(asked);
            return Optional.of(asked);
        }
        return askThere(asked, first);
    }

    private synchronized Optional<Asked> askThere(Asked asked, boolean first) {
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
    public void cancel(Asked asked) {
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
        List<Asked> strayed = List.of();
        synchronized (this) {
            done = current.filter(asked -> asked.number == number);
            if (done.isPresent()) {
                current = Optional.empty();
                strayed = beginNext();
            }
        }
        done.ifPresentOrElse(asked -> told(asked, answer), () -> wipe(answer));
        strayed.forEach(SensorDesk::refuse);
    }

    /// What a sensor answers is of the device that is there now: it is answered before that goes.
    private void told(Asked asked, Answer answer) {
        if (isAstray(asked)) {
            wipe(answer);
            refuse(asked);
        } else {
            asked.then.accept(answer);
        }
    }

    /// Whether its slot is of a device that is not there.
    private synchronized boolean isAstray(Asked asked) {
        return asked.device.isPresent() && !asked.device.equals(device());
    }

    private static void refuse(Asked asked) {
        asked.then.accept(new Answer.Not(Answer.Why.FAULT));
    }

    /// @return what is asked no more, since its device has gone: refused once nothing is locked
    private List<Asked> beginNext() {
        var strayed = new ArrayList<Asked>();
        while (current.isEmpty()) {
            var next = following.or(() -> Optional.ofNullable(errands.poll()));
            following = Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            if (isAstray(next.get())) {
                strayed.add(next.get());
            } else {
                begin(next.get());
            }
        }
        return strayed;
    }

    private void begin(Asked asked) {
        current = Optional.of(asked);
        asked.number = ++count;
        sensor.ask(asked.number, asked.task, asked.deadline);
    }

    /// Overwrites what it holds of somebody.
    public static void wipe(Answer answer) {
        if (answer instanceof Answer.Captured(var sample, _, _)) {
            sample.wipe();
        }
    }
}
