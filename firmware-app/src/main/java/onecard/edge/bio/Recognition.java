package onecard.edge.bio;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.edge.bio.Comparing.Outcome;
import onecard.edge.store.Enrolled;
import onecard.edge.store.Vault;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;

/// One sensor that looks for whoever stands there, one look after the other, and tells who it is:
/// once, for as long as they stay. Owns one platform thread from [#open] to [#close].
///
/// Whoever looks for one among many is wrong more often than whoever compares two, so few may be
/// looked for, and a sensor that does not tell copies from people is believed only where somebody
/// watches it.
public final class Recognition implements AutoCloseable {

    /// More are not looked for at one point.
    static final int PEOPLE_MAX = 500;

    /// So often somebody whom it does not know is looked at, and no more before nobody stood there:
    /// each look may be wrong, and they share the rate of false matches.
    static final int LOOKS_MAX = 2;

    /// From one look to the next.
    private static final Duration PACE = Duration.ofMillis(300);

    /// Whoever was not seen for so long has left.
    static final Duration AWAY = Duration.ofSeconds(5);

    /// So long a look waits for somebody.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// Told of whom it sees, on its thread; of strangers on the match thread, too.
    public interface Seen {

        /// @param nanos monotonic, when they were seen
        void person(String sensor, Enrolled person, long nanos);

        /// Somebody whom it does not know.
        void stranger(String sensor);

        /// It is there, and nobody can be told from anybody.
        void unable(String sensor, String why);

        /// They can again.
        void able(String sensor);
    }

    /// What it reaches.
    ///
    /// @param comparing asked on the match thread; empty: no engine compares what it gives
    public record Ports(
            People people,
            Supplier<Optional<Comparing>> comparing,
            MatchThread thread,
            Seen seen,
            Supplier<Instant> wall,
            LongSupplier nanos) {}

    private final SensorDesk sensor;
    private final LookDesk.Terms terms;
    private final Ports ports;
    private final Thread thread;

    // Guarded by this.
    private Optional<Heard> heard = Optional.empty();
    private boolean closing;

    // Of the thread.
    private Optional<Enrolled> last = Optional.empty();
    private long lastSeen;
    private String trouble = "";
    private int strangers;
    private Optional<BioEvent.Back> known = Optional.empty();

    /// What came of a picture.
    private sealed interface Looked {
        record Known(Enrolled person) implements Looked {}

        record Stranger() implements Looked {}

        record Badly() implements Looked {}
    }

    /// @param nanos when it was
    private record Heard(Answer answer, long nanos) {}

    /// Nobody can be told from anybody, for that reason.
    private static final class Unable extends Exception {
        private static final long serialVersionUID = 1L;

        Unable(String why) {
            super(why);
        }
    }

    public Recognition(SensorDesk sensor, LookDesk.Terms terms, Ports ports) {
        this.sensor = sensor;
        this.terms = terms;
        this.ports = ports;
        this.thread =
                Thread.ofPlatform()
                        .name("recognise-" + sensor.name())
                        .daemon()
                        .unstarted(this::run);
    }

    /// Begins. The sensor is opened by whoever has it, and tells this.
    public void open() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                var there = sensor.present();
                if (there.isPresent()) {
                    look(there.get());
                }
                awaitClose(PACE);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void look(BioEvent.Back there) throws InterruptedException {
        if (known.filter(there::equals).isEmpty()) {
            known = Optional.of(there);
            trouble = ""; // it has told that it is well
        }
        var task = task(there);
        if (task.isEmpty()) {
            cannot("it gives nothing that can be compared");
            return;
        }
        var answer = ask(task.get());
        if (answer.isEmpty()) {
            return;
        }
        try {
            var who = who(there, answer.get().answer());
            if (!trouble.isEmpty() && isJudged(answer.get().answer())) {
                trouble = "";
                ports.seen().able(sensor.name());
            }
            who.ifPresent(person -> seen(person, answer.get().nanos()));
        } catch (Unable unable) {
            cannot(String.valueOf(unable.getMessage()));
        }
    }

    /// Nobody was there, or nothing came of it: it may be unable still.
    private static boolean isJudged(Answer answer) {
        return !(answer instanceof Answer.Not);
    }

    /// Told once.
    private void cannot(String why) {
        if (!trouble.equals(why)) {
            trouble = why;
            ports.seen().unable(sensor.name(), why);
        }
    }

    private Optional<Task> task(BioEvent.Back there) {
        if (there.abilities().stream().anyMatch(Ability.GivesPicture.class::isInstance)) {
            return ports.comparing().get().map(_ -> new Task.Capture());
        }
        return there.abilities().stream().anyMatch(Ability.MatchesMany.class::isInstance)
                ? Optional.of(new Task.Identify())
                : Optional.empty();
    }

    private Optional<Enrolled> who(BioEvent.Back there, Answer answer)
            throws Unable, InterruptedException {
        if (answer.equals(new Answer.Not(Answer.Why.NOBODY))) {
            strangers = 0;
        }
        if (strangers >= LOOKS_MAX) {
            SensorDesk.wipe(answer);
            return Optional.empty();
        }
        return switch (answer) {
            case Answer.Captured(var sample, _, var pad) -> {
                if (!isAlive(pad)) {
                    sample.wipe();
                    yield Optional.empty();
                }
                yield among(sample, there.model());
            }
            case Answer.Same(var slot, var pad) -> isAlive(pad) ? inSlot(slot) : Optional.empty();
            case Answer.Different(var pad) -> {
                if (isAlive(pad)) {
                    stranger();
                }
                yield Optional.empty();
            }
            case Answer.Done _, Answer.Not _ -> Optional.empty();
        };
    }

    private Optional<Enrolled> inSlot(int slot) throws Unable {
        Optional<Enrolled> person;
        try {
            person = ports.people().inSlot(sensor.name(), slot);
        } catch (IOException failed) {
            throw unreadable(failed);
        }
        if (person.isEmpty()) {
            stranger();
        }
        return person;
    }

    /// A copy is nobody, and not told that it was seen through.
    private boolean isAlive(Pad pad) throws Unable {
        return switch (pad.finding()) {
            case PASS -> true;
            case FAIL -> false;
            case NOT_PERFORMED -> {
                if (terms.alive()) {
                    throw new Unable("it does not tell copies from people");
                }
                yield true;
            }
        };
    }

    private Optional<Enrolled> among(Sample sample, String model)
            throws Unable, InterruptedException {
        var task = new FutureTask<>(() -> compare(sample, model));
        if (!ports.thread().offer(task::run)) {
            sample.wipe();
            return Optional.empty(); // looked at again in a moment
        }
        try {
            var known = task.get();
            if (known instanceof Looked.Stranger) {
                stranger();
            }
            return known instanceof Looked.Known(var person)
                    ? Optional.of(person)
                    : Optional.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Unable unable) {
                throw unable;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            task.cancel(false);
        }
    }

    private static Unable unreadable(IOException failed) {
        return new Unable("nothing that is kept of people can be read: " + failed.getMessage());
    }

    /// On the match thread.
    private Looked compare(Sample sample, String model) throws Unable {
        List<Vault.Entry> everybody;
        try {
            everybody = ports.people().everybody(sensor.modality());
        } catch (IOException failed) {
            sample.wipe();
            throw unreadable(failed);
        }
        try {
            long people = everybody.stream().map(Vault.Entry::who).distinct().count();
            if (people > PEOPLE_MAX) {
                sample.wipe();
                throw new Unable(
                        people
                                + " are enrolled, and no more than "
                                + PEOPLE_MAX
                                + " are looked for");
            }
            var comparing = ports.comparing().get();
            if (comparing.isEmpty() || everybody.isEmpty()) {
                sample.wipe();
                return new Looked.Stranger();
            }
            var outcome =
                    comparing
                            .get()
                            .compare(
                                    sample,
                                    model,
                                    everybody.stream().map(Vault.Entry::template).toList(),
                                    true,
                                    terms.strangers(),
                                    LOOKS_MAX,
                                    ports.wall().get());
            return switch (outcome) {
                case Outcome.Same(var index) -> new Looked.Known(everybody.get(index).who());
                case Outcome.Different(), Outcome.Nobody() -> new Looked.Stranger();
                case Outcome.Poor() -> new Looked.Badly();
                case Outcome.Unable(var why) -> throw new Unable(why);
            };
        } finally {
            everybody.forEach(each -> each.template().wipe());
        }
    }

    private void stranger() {
        strangers++;
        ports.seen().stranger(sensor.name());
    }

    private void seen(Enrolled person, long nanos) {
        strangers = 0;
        boolean stays =
                last.filter(person::equals).isPresent() && nanos - lastSeen < AWAY.toNanos();
        last = Optional.of(person);
        lastSeen = nanos;
        if (!stays) {
            ports.seen().person(sensor.name(), person, nanos);
        }
    }

    // --- waiting ---

    /// Empty where it is at something else, or does not answer.
    private Optional<Heard> ask(Task task) throws InterruptedException {
        synchronized (this) {
            heard = Optional.empty();
        }
        long deadline = ports.nanos().getAsLong() + LOOK.toNanos();
        var asked = sensor.ask(task, deadline, this::hear);
        return asked.isEmpty() ? Optional.empty() : await(asked.get());
    }

    private void hear(Answer answer) {
        synchronized (this) {
            if (!closing) {
                heard = Optional.of(new Heard(answer, ports.nanos().getAsLong()));
                notifyAll();
                return;
            }
        }
        SensorDesk.wipe(answer);
    }

    private synchronized Optional<Heard> await(SensorDesk.Asked asked) throws InterruptedException {
        try {
            while (heard.isEmpty()) {
                requireOpen();
                wait();
            }
        } finally {
            if (heard.isEmpty()) {
                sensor.cancel(asked);
            }
        }
        return heard;
    }

    private synchronized void awaitClose(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            requireOpen();
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void requireOpen() throws InterruptedException {
        if (closing) {
            throw new InterruptedException();
        }
    }

    /// Returns once the thread is gone.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            thread.interrupt(); // it may wait for a comparison that nobody makes any more
            try {
                thread.join(100);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
