package onecard.edge.bio.recognise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.look.LookTerms;
import onecard.edge.bio.look.People;
import onecard.edge.bio.sensor.SensorDesk;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Task;

/// One sensor that looks for whoever stands there, one look after the other, and tells who it is:
/// once, for as long as they stay. Owns one platform thread from [#open] to [#close].
///
/// Whoever looks for one among many is wrong more often than whoever compares two, so few may be
/// looked for, whoever is like two of them is nobody, and a sensor that does not tell copies from
/// people is believed only where somebody watches it.
public final class Recognition implements AutoCloseable {

    /// So often somebody whom it does not know, or a copy, is looked at, and no more before nobody
    /// stood there, or somebody was enrolled: each look may be wrong, and they share the rate of
    /// false matches.
    public static final int LOOKS_MAX = 2;

    /// More are not looked for at one point.
    public static final int PEOPLE_MAX = 500;

    /// From one look to the next.
    private static final Duration PACE = Duration.ofMillis(300);

    /// Whoever was not seen for so long has left.
    static final Duration AWAY = Duration.ofSeconds(5);

    /// So long a look waits for somebody.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// Told of whom it sees, on its thread.
    public interface Seen {

        /// @param nanos monotonic, when they were seen
        void person(String sensor, Enrolled person, long nanos);

        /// Somebody whom it does not know.
        void stranger(String sensor);

        /// Somebody who is like two people: it is not told which.
        void alike(String sensor);

        /// It is there, and nobody can be told from anybody.
        void unable(String sensor, String why);

        /// They can again.
        void able(String sensor);
    }

    /// What it reaches.
    ///
    /// @param coming who is looked for, by what the lists say; asked on the match thread
    /// @param comparing asked on the match thread; empty: no engine compares what it gives
    public record Ports(
            People people,
            Coming coming,
            Supplier<Optional<Comparing>> comparing,
            MatchThread thread,
            Seen seen,
            Supplier<Instant> wall,
            LongSupplier nanos) {}

    private final SensorDesk sensor;
    private final Ports ports;
    private final Search search;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    // Of the thread.
    private Optional<Enrolled> last = Optional.empty();
    private long lastSeen;
    private String trouble = "";
    private int strangers;
    private long lookedAfter; // so many enrolments
    private Optional<BioEvent.Back> known = Optional.empty();

    /// @param device whose slots it is of; absent where those are nobody's
    /// @param nanos when it was
    private record Heard(Answer answer, Optional<String> device, long nanos) {}

    public Recognition(SensorDesk sensor, LookTerms terms, Ports ports) {
        this.sensor = sensor;
        this.ports = ports;
        this.search = new Search(sensor, terms, ports);
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
            do {
                var there = sensor.present();
                if (there.isPresent()) {
                    look(there.get());
                } else {
                    search.over();
                }
            } while (!closing.await(PACE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // Closed.
        } finally {
            search.over();
        }
    }

    private void look(BioEvent.Back there) throws InterruptedException {
        if (known.filter(there::equals).isEmpty()) {
            known = Optional.of(there);
            trouble = ""; // it has told that it is well
        }
        var task = task(there);
        if (task.isEmpty()) {
            search.over();
            cannot("it gives nothing that can be compared");
            return;
        }
        var heard = ask(task.get());
        if (heard.isEmpty()) {
            search.idle();
            return;
        }
        look(there, heard.get());
    }

    private void look(BioEvent.Back there, Heard heard) throws InterruptedException {
        long enrolments = ports.people().enrolments();
        if (enrolments != lookedAfter) {
            lookedAfter = enrolments; // they may be known now
            strangers = 0;
        }
        boolean looksOnce = strangers < LOOKS_MAX || heard.answer() instanceof Answer.Not;
        if (!looksOnce) {
            SensorDesk.wipe(heard.answer());
            search.idle();
            return;
        }
        var looked = search.judge(there, heard.device(), heard.answer());
        switch (looked) {
            case Looked.Known(var person) -> {
                can();
                seen(person, heard.nanos());
            }
            case Looked.Stranger() -> {
                can();
                strangers++;
                ports.seen().stranger(sensor.name());
            }
            case Looked.Alike() -> {
                can();
                strangers++;
                ports.seen().alike(sensor.name());
            }
            case Looked.Unclear() -> can();
            case Looked.Copy() -> {
                can();
                strangers++; // whoever tries copies tries
            }
            case Looked.Nobody() -> {
                strangers = 0;
                search.over();
            }
            case Looked.Nothing() -> search.idle();
            case Looked.Unable(var why) -> cannot(why);
        }
    }

    private void can() {
        if (!trouble.isEmpty()) {
            trouble = "";
            ports.seen().able(sensor.name());
        }
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

    /// Empty where it is at something else.
    private Optional<Heard> ask(Task task) throws InterruptedException {
        var heard = new CompletableFuture<Heard>();
        long deadline = ports.nanos().getAsLong() + LOOK.toNanos();
        var asked =
                sensor.ask(
                        task,
                        deadline,
                        answer -> {
                            // Of the device that it was answered by: another one tells nothing
                            // before.
                            var now = ports.nanos().getAsLong();
                            if (!heard.complete(new Heard(answer, sensor.device(), now))) {
                                SensorDesk.wipe(answer);
                            }
                        });
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(heard.get());
        } catch (InterruptedException ending) {
            if (!heard.cancel(false)) {
                SensorDesk.wipe(heard.join().answer());
            }
            sensor.cancel(asked.get());
            throw ending;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /// Returns once the thread is gone.
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            thread.interrupt(); // it may wait for a sensor, or for a comparison
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
