package onecard.edge.bio.sensor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.match.Enrolment;
import onecard.edge.match.Template;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultChange;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;

/// Keeps whoever stands at a sensor: in a slot of the sensor where it compares by itself, else as
/// views in the vault, lifted and laid down in between. Whatever it is at is called off. Any
/// thread; blocks.
public final class SensorEnrolment {

    /// So long each look waits for somebody.
    private static final Duration LOOK = Duration.ofSeconds(20);

    /// Behind that a sensor has answered, or is closed.
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// Whoever is not there for so long has lifted.
    private static final Duration LIFTED = Duration.ofMillis(200);

    /// What it reaches.
    ///
    /// @param comparing asked on the match thread; empty: no engine compares what it gives
    /// @param emptying told that slots may be to be emptied, or the module is to be marked
    public record Ports(
            Vault vault,
            Supplier<Optional<Comparing>> comparing,
            MatchThread thread,
            Runnable emptying,
            Supplier<Instant> wall,
            LongSupplier nanos) {}

    private final SensorDesk sensor;
    private final Ports ports;
    private final ReentrantLock one = new ReentrantLock();

    /// It came to nothing, for that reason.
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final Reason why;

        Ended(Reason why) {
            super(why.name());
            this.why = why;
        }
    }

    public SensorEnrolment(SensorDesk sensor, Ports ports) {
        this.sensor = sensor;
        this.ports = ports;
    }

    /// @param position as in [Template]
    /// @param by who does it
    /// @return `NO_CONSENT`; `BUSY` where somebody enrols here already; `DEVICE_FAULT` where the
    ///     sensor is away or full; `BIOMETRIC_TIMEOUT`, `BIOMETRIC_QUALITY`, and
    ///     `BIOMETRIC_MISMATCH` where views are not alike
    public VaultChange enrol(Enrolled who, int position, String by) throws StoreFailed {
        if (!one.tryLock()) {
            return new VaultChange.Not(Reason.BUSY);
        }
        try {
            if (!ports.vault().consented(who.person(), sensor.modality())) {
                return new VaultChange.Not(Reason.NO_CONSENT);
            }
            var there = sensor.present().orElseThrow(() -> new Ended(Reason.DEVICE_FAULT));
            return isSeenHere(there) ? views(there, who, position, by) : slot(there, who, by);
        } catch (Ended ended) {
            return new VaultChange.Not(ended.why);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new VaultChange.Not(Reason.BUSY);
        } finally {
            one.unlock();
        }
    }

    private boolean isSeenHere(BioEvent.Back there) {
        return there.abilities().stream().anyMatch(Ability.GivesPicture.class::isInstance);
    }

    // --- in a slot ---

    private VaultChange slot(BioEvent.Back there, Enrolled who, String by)
            throws StoreFailed, Ended, InterruptedException {
        var slots = ports.vault().slots();
        var device = device(there);
        int capacity = SensorDesk.capacity(there).orElseThrow(() -> new Ended(Reason.DEVICE_FAULT));
        int slot = slots.free(device, capacity).orElseThrow(() -> new Ended(Reason.DEVICE_FAULT));
        var now = ports.wall().get();
        var promised = slots.promise(device, slot, who, sensor.modality(), now);
        if (promised instanceof VaultChange.Not) {
            return promised;
        }
        boolean held = false;
        try {
            var answer = ask(Optional.of(device), new Task.Enrol(slot), LOOK);
            if (!answer.equals(new Answer.Done())) {
                throw new Ended(reason(answer));
            }
            var change = slots.held(device, slot, ports.wall().get(), by);
            held = true;
            return change;
        } finally {
            try {
                if (!held) {
                    slots.notHeld(device, slot);
                }
            } finally {
                ports.emptying().run();
            }
        }
    }

    /// Nobody is put among those of whom nothing is known here.
    private String device(BioEvent.Back there) throws StoreFailed, Ended {
        var device = SensorDesk.device(there);
        var identity = there.identity();
        boolean known = identity.isEmpty() || ports.vault().modules().isKnown(identity.get());
        if (device.isEmpty() || !known) {
            ports.emptying().run(); // which marks it, if nobody is in it
            throw new Ended(Reason.DEVICE_FAULT);
        }
        return device.get();
    }

    // --- as views ---

    private VaultChange views(BioEvent.Back there, Enrolled who, int position, String by)
            throws StoreFailed, Ended, InterruptedException {
        if (ports.comparing().get().isEmpty()) {
            throw new Ended(Reason.DEVICE_FAULT);
        }
        var views = new ArrayList<Sample>();
        var making = new Making(views, position, there.model());
        boolean taken = false;
        List<Template> templates;
        try {
            while (views.size() < Enrolment.VIEWS_MIN) {
                if (!views.isEmpty()) {
                    awaitLifted();
                }
                views.add(view());
            }
            taken = ports.thread().offer(making);
            if (!taken) {
                throw new Ended(Reason.BUSY);
            }
            templates = templates(making);
        } finally {
            if (!taken) {
                making.wipe();
            }
        }
        try {
            return ports.vault().enrol(who, templates, ports.wall().get(), by);
        } finally {
            templates.forEach(Template::wipe);
        }
    }

    private Sample view() throws Ended, InterruptedException {
        return switch (ask(new Task.Capture(), LOOK)) {
            case Answer.Captured(var sample, _, var pad) -> {
                if (pad.finding() == Pad.Finding.FAIL) {
                    sample.wipe();
                    throw new Ended(Reason.BIOMETRIC_SPOOF);
                }
                yield sample;
            }
            case Answer other -> throw new Ended(reason(other));
        };
    }

    private void awaitLifted() throws Ended, InterruptedException {
        long end = ports.nanos().getAsLong() + LOOK.toNanos();
        while (true) {
            switch (ask(new Task.Capture(), LIFTED)) {
                case Answer.Captured(var sample, _, _) -> sample.wipe();
                case Answer.Not(var why) when why == Why.POOR -> {}
                case Answer.Not(var why) when why == Why.NOBODY -> {
                    return;
                }
                case Answer other -> throw new Ended(reason(other));
            }
            if (ports.nanos().getAsLong() - end > 0) {
                throw new Ended(Reason.BIOMETRIC_TIMEOUT);
            }
        }
    }

    private List<Template> templates(Making making) throws Ended, InterruptedException {
        try {
            return switch (making.await(LOOK)) {
                case Enrolment.Good(var templates) -> templates;
                case Enrolment.Poor _ -> throw new Ended(Reason.BIOMETRIC_QUALITY);
                case Enrolment.Unlike _ -> throw new Ended(Reason.BIOMETRIC_MISMATCH);
            };
        } catch (TimeoutException | CancellationException _) {
            throw new Ended(Reason.BUSY); // too many wait, or it is closed
        }
    }

    /// What the match thread makes of views. Once that has taken it over, the views are its own to
    /// wipe, since it may be reading them when nobody waits any more; and so is what it makes of
    /// them then.
    private final class Making implements MatchThread.Work {
        private final List<Sample> views;
        private final int position;
        private final String model;
        private final CompletableFuture<Enrolment> made = new CompletableFuture<>();

        Making(List<Sample> views, int position, String model) {
            this.views = views;
            this.position = position;
            this.model = model;
        }

        @Override
        public void run() {
            try {
                if (made.isDone()) {
                    return;
                }
                var enrolment = enrolment();
                if (!made.complete(enrolment)) {
                    wipe(enrolment);
                }
            } catch (RuntimeException bug) {
                made.completeExceptionally(bug);
            } finally {
                wipe();
            }
        }

        private Enrolment enrolment() {
            var comparing = ports.comparing().get();
            if (comparing.isEmpty()) {
                return new Enrolment.Poor(1, "nothing compares it");
            }
            return Enrolment.of(
                    comparing.get().engine(),
                    views,
                    position,
                    model,
                    ports.wall().get(),
                    Enrolment.least(comparing.get().record()));
        }

        @Override
        public void abandoned() {
            made.cancel(false);
            wipe();
        }

        void wipe() {
            views.forEach(Sample::wipe);
        }

        private static void wipe(Enrolment enrolment) {
            if (enrolment instanceof Enrolment.Good(var templates)) {
                templates.forEach(Template::wipe);
            }
        }

        /// @throws CancellationException where the match thread ends before its turn
        Enrolment await(Duration within) throws InterruptedException, TimeoutException {
            boolean over = false;
            try {
                var enrolment = made.get(within.toMillis(), TimeUnit.MILLISECONDS);
                over = true;
                return enrolment;
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            } finally {
                if (!over && !made.cancel(false) && !made.isCompletedExceptionally()) {
                    wipe(made.join()); // at the last moment, and nobody's
                }
            }
        }
    }

    // --- what the sensor says ---

    private Answer ask(Task task, Duration within) throws Ended, InterruptedException {
        return ask(Optional.empty(), task, within);
    }

    private Answer ask(Optional<String> device, Task task, Duration within)
            throws Ended, InterruptedException {
        var answers = new ArrayBlockingQueue<Answer>(1);
        var asked =
                sensor.askFirst(
                                device,
                                task,
                                ports.nanos().getAsLong() + within.toNanos(),
                                answers::add)
                        .orElseThrow(() -> new Ended(Reason.BUSY));
        try {
            var answer = answers.poll(within.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                sensor.cancel(asked);
                throw new Ended(Reason.DEVICE_FAULT);
            }
            return answer;
        } catch (InterruptedException ending) {
            sensor.cancel(asked);
            throw ending;
        }
    }

    private static Reason reason(Answer answer) {
        return answer instanceof Answer.Not(var why)
                ? switch (why) {
                    case NOBODY -> Reason.BIOMETRIC_TIMEOUT;
                    case POOR -> Reason.BIOMETRIC_QUALITY;
                    case CANCELLED, BUSY -> Reason.BUSY;
                    case UNABLE, EMPTY, HOLDS, FAULT -> Reason.DEVICE_FAULT;
                }
                : Reason.DEVICE_FAULT;
    }
}
