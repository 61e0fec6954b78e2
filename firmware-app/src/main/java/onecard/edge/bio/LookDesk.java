package onecard.edge.bio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Likeness;
import onecard.access.SecondFactor;
import onecard.access.Token;
import onecard.edge.bio.Comparing.Outcome;
import onecard.edge.intake.Matcher;
import onecard.edge.intake.Stimulus;
import onecard.edge.match.Template;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import onecard.point.TapId;

/// One sensor that looks at whoever tapped, and what is made of what it sees. A look is planned
/// from what the sensor can do: where it gives what an engine compares, it captures, and else it
/// compares whoever is there with the slot that holds who they say they are.
///
/// Consent is asked for before anybody is looked at. Everything that may take its time, a disk or
/// an engine, is done on the match thread; called on the edge loop, and told on the thread of the
/// sensor.
public final class LookDesk implements Matcher, Consumer<BioEvent> {

    /// Each template that is compared shares the rate of false matches; of more the newest are.
    static final int REFERENCES_MAX = 5;

    /// What a point asks of its sensor.
    ///
    /// @param strangers of so many with somebody's card one may be taken for them
    /// @param alive whether one that does not tell copies from people is not believed
    public record Terms(int strangers, boolean alive) {}

    /// What it reaches.
    ///
    /// @param comparing asked on the match thread; empty: no engine compares what it gives
    /// @param out told what came of looks, and of the sensor; never blocks
    public record Ports(
            People people,
            Supplier<Optional<Comparing>> comparing,
            MatchThread thread,
            Consumer<Stimulus> out,
            Supplier<Instant> wall) {}

    private final BioSensor sensor;
    private final Terms terms;
    private final Ports ports;

    // Guarded by this.
    private final Map<TapId, Look> looks = new HashMap<>();
    private Optional<BioEvent.Back> present = Optional.empty();
    private Optional<Look> current = Optional.empty();
    private Optional<Look> following = Optional.empty();
    private long asked;

    /// Somebody to be looked at.
    private static final class Look {
        final TapId request;
        final Token subject;
        final long deadline;

        // Of the match thread, until it is asked for.
        Task task = new Task.Capture();
        List<Template> references = List.of();

        // Guarded by the desk.
        long number;
        boolean cancelled;

        Look(TapId request, Token subject, long deadline) {
            this.request = request;
            this.subject = subject;
            this.deadline = deadline;
        }

        void wipe() {
            references.forEach(Template::wipe);
        }
    }

    public LookDesk(BioSensor sensor, Terms terms, Ports ports) {
        this.sensor = sensor;
        this.terms = terms;
        this.ports = ports;
    }

    @Override
    public String name() {
        return sensor.name();
    }

    @Override
    public void match(TapId request, Token subject, long deadlineNanos) {
        var look = new Look(request, subject, deadlineNanos);
        synchronized (this) {
            looks.put(request, look);
        }
        if (!ports.thread().offer(() -> begin(look))) {
            ends(look, Likeness.BUSY);
        }
    }

    @Override
    public void cancel(TapId request) {
        synchronized (this) {
            var look = looks.remove(request);
            if (look == null) {
                return;
            }
            look.cancelled = true;
            if (following.filter(other -> other == look).isPresent()) {
                following = Optional.empty();
                look.wipe();
            } else if (look.number > 0) {
                sensor.cancel(look.number); // answered already: nothing happens
            }
        }
    }

    // --- on the match thread ---

    private void begin(Look look) {
        var not = plan(look);
        if (not.isPresent()) {
            ends(look, not.get());
        } else if (!ask(look)) {
            ends(look, Likeness.BUSY);
        }
    }

    /// Why nobody is looked at, if that is so.
    private Optional<Likeness> plan(Look look) {
        Optional<BioEvent.Back> there;
        synchronized (this) {
            there = present;
        }
        if (there.isEmpty()) {
            return Optional.of(Likeness.DOWN);
        }
        if (!ports.people().consents(look.subject, sensor.modality())) {
            return Optional.of(Likeness.NO_CONSENT);
        }
        var abilities = there.get().abilities();
        boolean pictures =
                abilities.stream().anyMatch(Ability.GivesPicture.class::isInstance)
                        && ports.comparing().get().isPresent();
        if (pictures) {
            return planCapture(look);
        }
        return abilities.contains(new Ability.MatchesOne())
                ? planVerify(look)
                : Optional.of(Likeness.DOWN);
    }

    private Optional<Likeness> planCapture(Look look) {
        var all = new ArrayList<>(ports.people().references(look.subject, sensor.modality()));
        var comparing = ports.comparing().get();
        var useful =
                all.stream()
                        .filter(it -> Comparing.canCompare(comparing, List.of(it)))
                        .limit(REFERENCES_MAX)
                        .toList();
        all.removeAll(useful);
        all.forEach(Template::wipe);
        look.references = useful;
        return useful.isEmpty() ? Optional.of(Likeness.NOT_ENROLLED) : Optional.empty();
    }

    private Optional<Likeness> planVerify(Look look) {
        var slot = ports.people().slotOf(sensor.name(), look.subject);
        if (slot.isEmpty()) {
            return Optional.of(Likeness.NOT_ENROLLED);
        }
        look.task = new Task.Verify(slot.getAsInt());
        return Optional.empty();
    }

    private void compare(Look look, Sample sample, String model) {
        var comparing = ports.comparing().get();
        if (comparing.isEmpty()) {
            sample.wipe();
            ends(look, Likeness.DOWN);
            return;
        }
        var outcome =
                comparing
                        .get()
                        .compare(
                                sample,
                                model,
                                look.references,
                                terms.strangers(),
                                SecondFactor.TRIES_MAX,
                                ports.wall().get());
        ends(
                look,
                switch (outcome) {
                    case Outcome.Same _ -> Likeness.SAME;
                    case Outcome.Different() -> Likeness.DIFFERENT;
                    case Outcome.Poor() -> Likeness.POOR;
                    case Outcome.Nobody() -> Likeness.NOT_ENROLLED;
                    case Outcome.Unable _ -> Likeness.DOWN;
                });
    }

    // --- the sensor ---

    /// One at a time; behind one that was called off the next waits until the sensor has heard it.
    ///
    /// @return false where it is at another
    private boolean ask(Look look) {
        synchronized (this) {
            if (look.cancelled) {
                look.wipe();
                return true;
            }
            if (current.isPresent()) {
                boolean free = current.get().cancelled && following.isEmpty();
                following = free ? Optional.of(look) : following;
                return free;
            }
            current = Optional.of(look);
            look.number = ++asked;
            sensor.ask(look.number, look.task, look.deadline);
            return true;
        }
    }

    @Override
    public void accept(BioEvent event) {
        switch (event) {
            case BioEvent.Back back -> {
                synchronized (this) {
                    present = Optional.of(back);
                }
                ports.out().accept(new Stimulus.ReaderBack(back.sensor()));
            }
            case BioEvent.Lost(var name, var why, _) -> {
                synchronized (this) {
                    present = Optional.empty();
                }
                ports.out().accept(new Stimulus.ReaderLost(name, why));
            }
            case BioEvent.Answered(_, var number, var answer, _) -> answered(number, answer);
        }
    }

    private void answered(long number, Answer answer) {
        Optional<Look> done;
        Optional<Look> next;
        synchronized (this) {
            done = current.filter(look -> look.number == number);
            if (done.isPresent()) {
                current = Optional.empty();
            }
            next = current.isEmpty() ? following : Optional.empty();
            following = next.isPresent() ? Optional.empty() : following;
        }
        next.filter(look -> !ask(look)).ifPresent(look -> ends(look, Likeness.BUSY));
        done.ifPresentOrElse(look -> judge(look, answer), () -> wipe(answer));
    }

    private void judge(Look look, Answer answer) {
        switch (answer) {
            case Answer.Captured(var sample, _, var pad) -> captured(look, sample, pad);
            case Answer.Same(var slot, var pad) ->
                    ends(
                            look,
                            look.task.equals(new Task.Verify(slot))
                                    ? believed(pad, Likeness.SAME)
                                    : Likeness.DOWN);
            case Answer.Different(var pad) -> ends(look, believed(pad, Likeness.DIFFERENT));
            case Answer.Done() -> ends(look, Likeness.DOWN);
            case Answer.Not(var why) -> ends(look, likeness(why));
        }
    }

    private void captured(Look look, Sample sample, Pad pad) {
        var believed = believed(pad, Likeness.SAME);
        Optional<String> model;
        synchronized (this) {
            model = present.map(BioEvent.Back::model);
        }
        if (believed != Likeness.SAME || model.isEmpty()) {
            sample.wipe();
            ends(look, model.isEmpty() ? Likeness.DOWN : believed);
        } else if (!ports.thread().offer(() -> compare(look, sample, model.get()))) {
            sample.wipe();
            ends(look, Likeness.BUSY);
        }
    }

    /// What it is if whoever was there is alive.
    private Likeness believed(Pad pad, Likeness found) {
        return switch (pad.finding()) {
            case PASS -> found;
            case FAIL -> Likeness.SPOOF;
            case NOT_PERFORMED -> terms.alive() ? Likeness.DOWN : found;
        };
    }

    private static Likeness likeness(Answer.Why why) {
        return switch (why) {
            case NOBODY -> Likeness.TIMEOUT;
            case POOR -> Likeness.POOR;
            case BUSY -> Likeness.BUSY;
            case EMPTY -> Likeness.NOT_ENROLLED;
            case CANCELLED, UNABLE, FAULT -> Likeness.DOWN;
        };
    }

    private static void wipe(Answer answer) {
        if (answer instanceof Answer.Captured(var sample, _, _)) {
            sample.wipe();
        }
    }

    /// Told once, and not at all of one that was called off.
    private void ends(Look look, Likeness likeness) {
        look.wipe();
        boolean wanted;
        synchronized (this) {
            wanted = looks.remove(look.request, look);
        }
        if (wanted) {
            ports.out().accept(new Stimulus.Compared(look.request, likeness));
        }
    }
}
