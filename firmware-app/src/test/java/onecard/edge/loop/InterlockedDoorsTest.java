package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.TapId;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.point.door.DoorProfile.Group;
import onecard.point.door.DoorProfile.Times;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Three doors of one interlock, as the loop lets them hear of each other.
class InterlockedDoorsTest {

    private static final List<String> DOORS = List.of("a", "b", "c");
    private static final Duration EXIT_WAIT = Duration.ofSeconds(10);
    private static final ListVersion STAFF =
            new ListVersion("staff", 1, Instant.EPOCH, Optional.empty());

    private final List<Draft> journal = new ArrayList<>();
    private final Map<String, SoftRelay> locks = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private final EdgeLoop loop = loop();
    private Moment now =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

    @Test
    void ofTwoWhoTapInTheSameMomentOneIsLetIn() {
        start();
        tap("in-a", 1);
        tap("in-b", 2);
        recordAll();
        assertEquals(Set.of("a"), released());
    }

    @Test
    void whoeverWaitsToLeaveIsLetOutWhenTheOtherDoorShuts() {
        start();
        tap("in-a", 1);
        recordAll();
        leaf("a", true);
        press("b");
        press("c");
        assertEquals(Set.of(), released());

        leaf("a", false);

        assertEquals(Set.of("b"), released());
        after(Duration.ofSeconds(6));
        assertEquals(Set.of("c"), released());
        assertEquals(List.of(), alarms());
    }

    @Test
    void fireOpensThemAll() {
        start();
        tap("in-a", 1);
        recordAll();
        press("b");
        loop.turn(new Stimulus.ContactChanged("fire", true), now);
        assertEquals(Set.copyOf(DOORS), released());
    }

    @Test
    void oneAtMostIsReleasedWhateverHappensUnderTwoThousandSeeds() {
        for (long seed = 0; seed < 2_000; seed++) {
            var day = new InterlockedDoorsTest();
            day.live(new Random(seed));
            long which = seed;
            assertTrue(day.broken.isEmpty(), () -> "seed " + which + ": " + day.broken);
        }
    }

    private void live(Random random) {
        start();
        for (int i = 0; i < 200; i++) {
            var door = DOORS.get(random.nextInt(DOORS.size()));
            switch (random.nextInt(10)) {
                case 0, 1 -> tap("in-" + door, i);
                case 2 -> tap("out-" + door, i);
                case 3 -> press(door);
                case 4, 5 -> recordAll();
                case 6, 7 -> leaf(door, lock(door).isOn() || random.nextInt(20) == 0);
                case 8 -> leaf(door, false);
                default -> after(Duration.ofMillis(random.nextInt(6_000)));
            }
        }
    }

    // --- what happens ---

    private void start() {
        for (var door : DOORS) {
            loop.turn(new Stimulus.ContactChanged("exit-" + door, false), now);
            leaf(door, false);
        }
    }

    private void tap(String reader, long who) {
        var token = new Token(1, who);
        var entry =
                new Entry(
                        STAFF,
                        new Token(2, who),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        var shown =
                new Presentation.Known(
                        Credential.of(CredentialKind.UID, token, Assurance.A0),
                        List.of(entry),
                        List.of(STAFF));
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    private void press(String door) {
        loop.turn(new Stimulus.ContactChanged("exit-" + door, true), now);
        loop.turn(new Stimulus.ContactChanged("exit-" + door, false), now);
    }

    private void leaf(String door, boolean opens) {
        if (opens) {
            open.add(door);
        } else {
            open.remove(door);
        }
        loop.turn(new Stimulus.ContactChanged("leaf-" + door, !opens), now);
    }

    private void recordAll() {
        var taps = journal.stream().flatMap(draft -> draft.tap().stream()).toList();
        for (TapId tap : taps) {
            loop.turn(new Stimulus.Recorded(tap, 1), now);
        }
    }

    private void after(Duration duration) {
        var end = now.plus(duration);
        while (loop.nextWake().filter(end::reached).isPresent()) {
            now = at(loop.nextWake().orElseThrow());
            loop.due(now);
        }
        now = at(end);
    }

    private Moment at(Mono mono) {
        var later = mono.compareTo(now.mono()) > 0 ? mono : now.mono();
        return new Moment(later, now.wall().plus(later.since(now.mono())), now.trust());
    }

    // --- what came of it ---

    private Set<String> released() {
        return DOORS.stream().filter(door -> lock(door).isOn()).collect(Collectors.toSet());
    }

    private SoftRelay lock(String door) {
        return Objects.requireNonNull(locks.get(door));
    }

    private List<String> alarms() {
        return journal.stream().flatMap(draft -> draft.data().text("alarm").stream()).toList();
    }

    /// One door may open while another is not shut only for somebody who has waited to leave, and
    /// that is an alarm; where a leaf is open already, nothing is left to keep shut.
    private void released(String door, String cause) {
        boolean alone =
                DOORS.stream()
                        .filter(other -> !other.equals(door))
                        .noneMatch(other -> open.contains(other) || lock(other).isOn());
        if (!alone && !open.contains(door) && !isAlarmed(door)) {
            broken.add(door + " released by " + cause + " beside " + open + " " + released());
        }
    }

    private boolean isAlarmed(String door) {
        return journal.reversed().stream()
                .filter(draft -> draft.point().equals(door))
                .map(Draft::data)
                .filter(data -> data.text("alarm").equals(Optional.of("interlock")))
                .findFirst()
                .flatMap(data -> data.bool("active"))
                .orElse(false);
    }

    private EdgeLoop loop() {
        var slots = DOORS.stream().<PointSlot<?>>map(this::slot).toList();
        return new EdgeLoop(slots, EdgeLoop.Before.nothing(), journal::add, new Metrics());
    }

    private PointSlot<?> slot(String id) {
        var usual =
                new Times(Duration.ofSeconds(5), Duration.ofSeconds(24), Duration.ofSeconds(30));
        var neighbours = new HashSet<>(DOORS);
        neighbours.remove(id);
        var profile =
                new DoorProfile(
                        usual,
                        usual.extended(),
                        DoorProfile.Relock.ON_OPEN,
                        DoorProfile.ExitButton.UNLOCK,
                        Duration.ofSeconds(60),
                        Optional.of(Duration.ofMillis(30)),
                        JournalFull.REFUSE,
                        Optional.of(new Group(neighbours, EXIT_WAIT)));
        var policy =
                Policy.of(Set.of("staff"), Assurance.A0, ZoneId.of("Asia/Shanghai"))
                        .with(new CardTerms(false, Optional.empty(), 180, Set.of()));
        var lock = new SoftRelay(id);
        locks.put(id, lock);
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        id,
                        "door",
                        new Door(profile),
                        policy,
                        Map.of("in-" + id, Direction.IN, "out-" + id, Direction.OUT),
                        Map.of(
                                "leaf-" + id,
                                new Role.Leaf(),
                                "exit-" + id,
                                new Role.ExitButton(),
                                "fire",
                                new Role.Fire()),
                        Map.of(Output.LOCK, lock),
                        new SilentPanel()));
    }

    private final class SoftRelay implements Relay {
        private final String door;
        private long untilNanos = Long.MIN_VALUE;

        SoftRelay(String door) {
            this.door = door;
        }

        boolean isOn() {
            return now.mono().nanos() < untilNanos;
        }

        @Override
        public String name() {
            return "lock-" + door;
        }

        @Override
        public void release(long until, String cause) {
            if (!isOn()) {
                released(door, cause);
            }
            untilNanos = until;
        }

        @Override
        public void hold(String cause) {
            untilNanos = now.plus(Duration.ofSeconds(3)).nanos();
        }

        @Override
        public void drop(String cause) {
            untilNanos = Long.MIN_VALUE;
        }

        @Override
        public boolean energised() {
            return isOn();
        }

        @Override
        public void close() {}
    }

    private record SilentPanel() implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
