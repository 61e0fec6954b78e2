package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Reservations;
import onecard.access.Uses;
import onecard.access.Whereabouts;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.record.Owed;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Records;
import onecard.edge.watch.Metrics;
import onecard.hal.Relay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

class LoopThreadTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

    /// Who was there before the end was wished is heard.
    @Test
    void itEndsOnceNothingWaitsToBeHeard() throws Exception {
        var inbox = new Inbox();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        try (var thread = new LoopThread(loop(), inbox, () -> NOW, new Metrics(), bug())) {
            for (int i = 1; i <= 3; i++) {
                var release = new Command.Act.Release(Direction.IN);
                var command = new Command("command-" + i, "nowhere", release, "local:guard");
                inbox.offer(new Stimulus.Commanded(command, answers::add));
            }
            thread.endWhen(() -> true, Optional.empty()); // it has not begun to turn
            thread.start();
            thread.endWhen(() -> true, Optional.empty());
            assertEquals(
                    List.of("command-1", "command-2", "command-3"),
                    answers.stream().map(Answer::id).toList());
        }
    }

    @Test
    void itTurnsOnAfterTheQuietThatWasWaitedFor() throws Exception {
        var inbox = new Inbox();
        try (var thread = new LoopThread(loop(), inbox, () -> NOW, new Metrics(), bug())) {
            thread.start();
            thread.standBy(() -> true, Optional.empty());
            heard(inbox, "command-1");
            thread.endWhen(() -> true, Optional.empty());
            thread.standBy(() -> false, Optional.empty()); // nobody is left to be waited for
        }
    }

    /// What nobody of the next run would remember is not begun any more; a fire opens as ever.
    @Test
    void whoStandsByHearsContactsAlone() throws Exception {
        var inbox = new Inbox();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        var lock = new Lock();
        try (var thread =
                new LoopThread(loop(door(lock)), inbox, () -> NOW, new Metrics(), bug())) {
            thread.start();
            thread.standBy(() -> true, Optional.empty());
            inbox.offer(new Stimulus.Commanded(order("command-1", Posture.FREE), answers::add));
            heard(inbox, "command-2");
            assertEquals(
                    List.of(Reason.NOT_ALLOWED), answers.stream().map(Answer::reason).toList());
            assertFalse(lock.held);

            inbox.offer(new Stimulus.ContactChanged("fire", true));
            Await.until("the fire", Watched.SOON, () -> lock.held);
        }
    }

    /// A fold over the journal would tell the same, but for what the journal had no room for.
    @Test
    void theNextLoopGoesOnWhereTheLastEnded() {
        var opened = Map.of("door-1", NOW.wall());
        var remembered =
                new Memory(Map.of(), Uses.NONE, Whereabouts.NONE, opened, Reservations.NONE);
        var last =
                new EdgeLoop(
                        List.of(door(new Lock())),
                        EdgeLoop.Before.nothing().memory(remembered),
                        _ -> {},
                        new Metrics());
        last.start(NOW);
        last.turn(new Stimulus.Commanded(order("command-1", Posture.LOCKDOWN), _ -> {}), NOW);

        var next = loop(door(new Lock()));
        next.after(last);
        next.start(NOW);

        assertEquals(Posture.LOCKDOWN, next.points().getFirst().posture());
        assertEquals(remembered, next.memory());
    }

    /// Under names that the next one knows: else nobody would hear that it is durable.
    @Test
    void whatTheLastOneOwesTheNextOneOffers() throws Exception {
        Queue<Draft> offered = new ConcurrentLinkedQueue<>();
        var last = loop(offered::add);
        var inbox = new Inbox();
        try (var thread = new LoopThread(last, inbox, () -> NOW, new Metrics(), bug())) {
            thread.start();
            inbox.offer(new Stimulus.Commanded(order("command-1", Posture.LOCKDOWN), _ -> {}));
            Await.until(
                    "the order",
                    Watched.SOON,
                    () -> offered.stream().anyMatch(LoopThreadTest::isOrder));
            List.copyOf(offered).stream()
                    .flatMap(draft -> draft.tap().stream())
                    .map(name -> new Stimulus.NotRecorded(name, Reason.JOURNAL_FULL))
                    .forEach(inbox::offer);
            thread.endWhen(() -> true, Optional.of(Duration.ZERO));
        }
        assertEquals(
                1, offered.stream().filter(LoopThreadTest::isOrder).count(), "the next one's, now");

        var next = new ArrayList<Draft>();
        var loop = loop(next::add);
        loop.after(last);
        loop.start(NOW);
        loop.due(new Moment(NOW.mono().plus(Owed.AGAIN), NOW.wall(), NOW.trust()));
        assertEquals(1, next.stream().filter(LoopThreadTest::isOrder).count());
    }

    private static boolean isOrder(Draft draft) {
        return draft.data().text("id").equals(Optional.of("command-1"));
    }

    private static EdgeLoop loop(Records journal) {
        return new EdgeLoop(
                List.of(door(new Lock())), EdgeLoop.Before.nothing(), journal, new Metrics());
    }

    private static Command order(String id, Posture posture) {
        return new Command(
                id, "door-1", new Command.Act.Stand(posture, Optional.empty()), "local:guard");
    }

    /// Whoever begins next would let go of what the fire holds (I34).
    @Test
    void itOutlastsAFireWhateverItsLimit() throws Exception {
        var inbox = new Inbox();
        var now = new AtomicReference<>(NOW);
        var lock = new Lock();
        try (var thread = new LoopThread(loop(door(lock)), inbox, now::get, new Metrics(), bug())) {
            thread.start();
            inbox.offer(new Stimulus.ContactChanged("fire", true));
            Await.until("the fire", Watched.SOON, () -> lock.held);

            var ending = Thread.ofPlatform().start(() -> end(thread, Duration.ofSeconds(60)));
            Await.until("the wish", Watched.SOON, () -> ending.getState() == Thread.State.WAITING);
            heard(inbox, "command-1");
            now.set(new Moment(NOW.mono().plus(Duration.ofHours(1)), NOW.wall(), NOW.trust()));
            heard(inbox, "command-2");
            assertTrue(turning().isPresent(), "it has ended in a fire");
            assertTrue(lock.held);

            inbox.offer(new Stimulus.ContactChanged("fire", false));
            ending.join();
        }
    }

    private static void end(LoopThread thread, Duration limit) {
        try {
            thread.endWhen(() -> true, Optional.of(limit));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /// Returns once that command was answered, and the loop waits for the next, or has ended.
    private static void heard(Inbox inbox, String id) throws Exception {
        var answered = new CountDownLatch(1);
        var release = new Command.Act.Release(Direction.IN);
        var command = new Command(id, "nowhere", release, "local:guard");
        inbox.offer(new Stimulus.Commanded(command, _ -> answered.countDown()));
        assertTrue(answered.await(Watched.SOON.toSeconds(), TimeUnit.SECONDS), id);
        Await.until(
                "the end of the turn",
                Watched.SOON,
                () -> turning().filter(it -> it.getState() == Thread.State.RUNNABLE).isEmpty());
    }

    private static Optional<Thread> turning() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().equals("edge-loop"))
                .findFirst();
    }

    private static Consumer<Throwable> bug() {
        return bug -> {
            throw new AssertionError(bug);
        };
    }

    private static EdgeLoop loop(PointSlot<?>... points) {
        return new EdgeLoop(List.of(points), EdgeLoop.Before.nothing(), _ -> {}, new Metrics());
    }

    private static PointSlot<?> door(Relay lock) {
        var door =
                new Door(
                        new DoorProfile(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(24),
                                DoorProfile.Relock.ON_OPEN,
                                DoorProfile.ExitButton.UNLOCK,
                                Duration.ofSeconds(60),
                                Optional.empty(),
                                JournalFull.REFUSE));
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        "door-1",
                        "door",
                        door,
                        Policy.of(Set.of("staff"), Assurance.A0, ZoneId.of("Asia/Shanghai")),
                        Map.of("in", Direction.IN),
                        Map.of("fire", new Role.Fire()),
                        Map.of(Output.LOCK, lock),
                        new LogPanel("bench")));
    }

    private static final class Lock implements Relay {
        private volatile boolean held;

        @Override
        public String name() {
            return "lock";
        }

        @Override
        public void release(long untilNanos, String cause) {}

        @Override
        public void hold(String cause) {
            held = true;
        }

        @Override
        public void drop(String cause) {
            held = false;
        }

        @Override
        public boolean energised() {
            return held;
        }

        @Override
        public void close() {}
    }
}
