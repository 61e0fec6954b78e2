package onecard.edge.bio.look;

import java.io.IOException;
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
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.Comparing.Outcome;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.engine.Views;
import onecard.edge.bio.sensor.SensorDesk;
import onecard.edge.intake.Matcher;
import onecard.edge.intake.Stimulus;
import onecard.edge.match.Template;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import onecard.point.TapId;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// One sensor that looks at whoever tapped, and what is made of what it sees. A look is planned
/// from what the sensor can do: where it gives what an engine compares, it captures, and else it
/// compares whoever is there with the slot that holds who they say they are.
///
/// Consent is asked for before anybody is looked at, before they are compared, and before anybody
/// hears what came of it: in between they may withdraw. Everything that may take its time, a disk
/// or an engine, is done on the match thread; called on the edge loop, and told on the thread of
/// the sensor, or on that.
public final class LookDesk implements Matcher {

    private static final TaggedLogger LOG = Logger.tag("bio");

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

    private final SensorDesk sensor;
    private final LookTerms terms;
    private final Ports ports;

    private final Map<TapId, Look> looks = new HashMap<>(); // guarded by this
    private String trouble = ""; // of the match thread

    /// Somebody to be looked at.
    private static final class Look {
        final TapId request;
        final Token subject;
        final long deadline;

        // Of the match thread, until it is asked for.
        Task task = new Task.Capture();
        Optional<String> device = Optional.empty();
        List<Template> references = List.of();

        // Guarded by the desk.
        Optional<SensorDesk.Asked> asked = Optional.empty();
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

    public LookDesk(SensorDesk sensor, LookTerms terms, Ports ports) {
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
        offer(look, () -> begin(look));
    }

    /// Work of which nobody hears where the daemon ends, and `BUSY` where too many wait.
    private void offer(Look look, MatchThread.Work work) {
        if (!ports.thread().offer(work)) {
            work.abandoned();
            ends(look, Likeness.BUSY);
        }
    }

    @Override
    public void cancel(TapId request) {
        Optional<SensorDesk.Asked> asked;
        synchronized (this) {
            var look = looks.remove(request);
            if (look == null) {
                return;
            }
            look.cancelled = true;
            asked = look.asked;
        }
        asked.ifPresent(sensor::cancel);
    }

    // --- on the match thread ---

    private void begin(Look look) {
        var not = planned(look);
        if (not.isPresent()) {
            ends(look, not.get());
            return;
        }
        var asked = ask(look);
        boolean wanted;
        synchronized (this) {
            look.asked = asked;
            wanted = !look.cancelled;
        }
        if (asked.isEmpty()) {
            ends(look, Likeness.BUSY);
        } else if (!wanted) {
            sensor.cancel(asked.get());
        }
    }

    private Optional<SensorDesk.Asked> ask(Look look) {
        return look.device.isPresent()
                ? sensor.askOf(
                        look.device.get(), look.task, look.deadline, answer -> judge(look, answer))
                : sensor.ask(look.task, look.deadline, answer -> judge(look, answer));
    }

    private Optional<Likeness> planned(Look look) {
        try {
            return plan(look);
        } catch (IOException failed) {
            return Optional.of(unreadable(failed));
        }
    }

    /// Why nobody is looked at, if that is so.
    private Optional<Likeness> plan(Look look) throws IOException {
        if (isCancelled(look)) {
            return Optional.of(Likeness.TIMEOUT); // which nobody hears
        }
        var there = sensor.present();
        if (there.isEmpty()) {
            return Optional.of(Likeness.DOWN);
        }
        if (!ports.people().consents(look.subject, sensor.modality())) {
            return Optional.of(Likeness.NO_CONSENT);
        }
        var abilities = there.get().abilities();
        if (abilities.stream().anyMatch(Ability.GivesPicture.class::isInstance)) {
            // Never by its own comparison instead: nobody knows how many strangers pass that.
            return ports.comparing().get().isPresent()
                    ? planCapture(look)
                    : Optional.of(Likeness.DOWN);
        }
        return abilities.contains(new Ability.MatchesOne())
                ? planVerify(look, there.get())
                : Optional.of(Likeness.DOWN);
    }

    private Optional<Likeness> planCapture(Look look) throws IOException {
        var all = new ArrayList<>(ports.people().references(look.subject, sensor.modality()));
        var comparing = ports.comparing().get();
        var useful =
                Views.inTurn(
                        all.stream()
                                .filter(
                                        it ->
                                                comparing
                                                        .filter(by -> by.isComparable(it))
                                                        .isPresent())
                                .toList());
        all.removeAll(useful);
        all.forEach(Template::wipe);
        look.references = useful;
        return useful.isEmpty() ? Optional.of(Likeness.NOT_ENROLLED) : Optional.empty();
    }

    /// In the module that is there now: whoever is enrolled in another one is not in this.
    private Optional<Likeness> planVerify(Look look, BioEvent.Back there) throws IOException {
        look.device = SensorDesk.device(there);
        if (look.device.isEmpty()) {
            return Optional.of(Likeness.NOT_ENROLLED);
        }
        var slot = ports.people().slotOf(look.device.get(), look.subject);
        if (slot.isEmpty()) {
            return Optional.of(Likeness.NOT_ENROLLED);
        }
        look.task = new Task.Verify(slot.getAsInt());
        return Optional.empty();
    }

    /// A picture that is to be compared.
    private final class Comparison implements MatchThread.Work {
        private final Look look;
        private final Sample sample;
        private final String model;

        Comparison(Look look, Sample sample, String model) {
            this.look = look;
            this.sample = sample;
            this.model = model;
        }

        @Override
        public void run() {
            try {
                ends(look, isCancelled(look) ? Likeness.TIMEOUT : agreed(look, this::compared));
            } finally {
                sample.wipe();
            }
        }

        @Override
        public void abandoned() {
            sample.wipe();
            look.wipe();
        }

        private Likeness compared() {
            var comparing = ports.comparing().get();
            if (comparing.isEmpty()) {
                return Likeness.DOWN;
            }
            var outcome =
                    comparing
                            .get()
                            .compare(
                                    sample,
                                    model,
                                    List.of(look.references),
                                    new Comparing.Target(terms.strangers(), SecondFactor.TRIES_MAX),
                                    ports.wall().get());
            return switch (outcome) {
                case Outcome.Same _ -> agreed(look, () -> Likeness.SAME);
                case Outcome.Different(), Outcome.Alike() -> agreed(look, () -> Likeness.DIFFERENT);
                case Outcome.Poor() -> Likeness.POOR;
                case Outcome.Nobody() -> Likeness.NOT_ENROLLED;
                case Outcome.Unable(var why) -> unable(why);
            };
        }
    }

    /// What it is, of somebody who agrees now.
    private Likeness agreed(Look look, Supplier<Likeness> found) {
        try {
            return ports.people().consents(look.subject, sensor.modality())
                    ? found.get()
                    : Likeness.NO_CONSENT;
        } catch (IOException failed) {
            return unreadable(failed);
        }
    }

    private static Likeness unreadable(IOException failed) {
        LOG.error(failed, "nothing that is kept of people can be read");
        return Likeness.DOWN;
    }

    /// Said once, for whoever looks why nobody is compared.
    private Likeness unable(String why) {
        if (!trouble.equals(why)) {
            trouble = why;
            LOG.error("nobody is compared at {}: {}", sensor.name(), why);
        }
        return Likeness.DOWN;
    }

    // --- on the sensor's thread ---

    private void judge(Look look, Answer answer) {
        switch (answer) {
            case Answer.Captured(var sample, _, var pad) -> captured(look, sample, pad);
            case Answer.Same(var slot, var pad) ->
                    found(
                            look,
                            look.task.equals(new Task.Verify(slot))
                                    ? believed(pad, Likeness.SAME)
                                    : Likeness.DOWN);
            case Answer.Different(var pad) -> found(look, believed(pad, Likeness.DIFFERENT));
            case Answer.Done() -> ends(look, Likeness.DOWN);
            case Answer.Not(var why) -> ends(look, likeness(why));
        }
    }

    private void captured(Look look, Sample sample, Pad pad) {
        var believed = believed(pad, Likeness.SAME);
        var model = sensor.present().map(BioEvent.Back::model);
        if (believed == Likeness.SAME && model.isPresent()) {
            offer(look, new Comparison(look, sample, model.get()));
            return;
        }
        sample.wipe();
        ends(look, model.isEmpty() ? Likeness.DOWN : believed);
    }

    /// By the sensor, of somebody who may have withdrawn meanwhile.
    private void found(Look look, Likeness likeness) {
        offer(look, () -> ends(look, agreed(look, () -> likeness)));
    }

    /// What it is if whoever was there is alive.
    private Likeness believed(Pad pad, Likeness found) {
        return switch (terms.shown(pad)) {
            case PERSON -> found;
            case COPY -> Likeness.SPOOF;
            case UNTOLD -> Likeness.DOWN;
        };
    }

    private static Likeness likeness(Answer.Why why) {
        return switch (why) {
            case NOBODY -> Likeness.TIMEOUT;
            case POOR -> Likeness.POOR;
            case BUSY -> Likeness.BUSY;
            case EMPTY -> Likeness.NOT_ENROLLED;
            case CANCELLED, UNABLE, HOLDS, FAULT -> Likeness.DOWN;
        };
    }

    private synchronized boolean isCancelled(Look look) {
        return look.cancelled;
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
