package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.TurnstileProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One simulated hour at four lanes, a tap a second at each, and at a barrier for vehicles: the
/// real loop, rules and machines; people who walk through, turn back, follow others or never go;
/// sensors that obey them; lines, readers and a journal that fail; fire. Everything happens on the
/// calling thread under a clock that jumps, so a seed always gives the same hour.
final class Hour {

    static final int TAPS = 4 * 60 * 60;
    static final int VEHICLES = 180;
    static final int FAULTS = 30;

    private static final Duration LENGTH = Duration.ofHours(1);
    private static final Instant MORNING = Instant.parse("2026-11-24T00:00:00Z");
    private static final ListVersion STAFF = new ListVersion("staff", 1, MORNING, Optional.empty());
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    final SplittableRandom random;
    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final List<Lane> lanes;
    private final Driveway driveway;
    private final List<Place> places;
    private final EdgeLoop loop;
    private final List<String> broken = new ArrayList<>();
    private final Paper paper = new Paper();
    private long nanos;
    private long order;
    private int people;
    private boolean fire;

    /// Where people or vehicles pass.
    interface Place {
        String id();

        PointSlot<?> slot(boolean forgetful);

        List<Line> lines();

        /// Each sensor's level at the start.
        void observe();

        void somebodyComes();

        void sensorFails();

        void somebodyLingers();

        /// In a fire.
        void standsOpen();

        /// One of its lines.
        void changed(Output which, boolean on);

        /// Whether a line may drop though nobody says so.
        boolean dropsByItself();

        /// At the end, when everything has mended and nobody is there.
        void check();
    }

    private record Event(long atNanos, long order, Runnable act) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : Long.compare(order, other.order);
        }
    }

    /// @param forgetful plants a bug: passages are not told, which the checkers must find
    Hour(long seed, boolean forgetful) {
        random = new SplittableRandom(seed);
        lanes =
                List.of(
                        new Lane(
                                "swing",
                                1,
                                Set.of(
                                        Sensor.PASSED_IN,
                                        Sensor.PASSED_OUT,
                                        Sensor.SAFETY,
                                        Sensor.HOME)),
                        new Lane("tripod", 1, Set.of(Sensor.PASSED)),
                        new Lane("blind", 1, Set.of()),
                        new Lane(
                                "wide",
                                3,
                                Set.of(Sensor.PASSED_IN, Sensor.PASSED_OUT, Sensor.SAFETY)));
        driveway = new Driveway(this);
        places = Stream.concat(lanes.stream(), Stream.of(driveway)).toList();
        loop =
                new EdgeLoop(
                        places.stream().<PointSlot<?>>map(place -> place.slot(forgetful)).toList(),
                        EdgeLoop.Before.nothing(),
                        paper::offer,
                        new Metrics());
        places.forEach(Place::observe);
    }

    /// Lives the hour; what the checkers found, empty if all held.
    List<String> live() {
        long end = LENGTH.toNanos();
        for (int i = 0; i < TAPS; i++) {
            var lane = lanes.get(i % lanes.size());
            at(random.nextLong(end), lane::somebodyComes);
        }
        for (int i = 0; i < VEHICLES; i++) {
            at(random.nextLong(end), driveway::somebodyComes);
        }
        for (int i = 0; i < FAULTS; i++) {
            at(random.nextLong(end), this::fault);
        }
        run(end);
        // Everything mends, and whoever is under way arrives.
        run(end + Duration.ofMinutes(5).toNanos());
        places.forEach(Place::check);
        paper.check();
        return broken;
    }

    private void run(long end) {
        while (nanos < end) {
            long wake = loop.nextWake().map(Mono::nanos).orElse(Long.MAX_VALUE);
            long line = lines().mapToLong(Line::until).min().orElseThrow();
            long next = Math.max(nanos, Math.min(end, Math.min(wake, line)));
            if (!agenda.isEmpty() && agenda.peek().atNanos() <= next) {
                var event = agenda.remove();
                nanos = Math.max(nanos, event.atNanos());
                event.act().run();
            } else {
                nanos = next;
                lines().forEach(Line::tick);
                loop.due(now());
            }
        }
    }

    private Stream<Line> lines() {
        return places.stream().flatMap(place -> place.lines().stream());
    }

    private void at(long when, Runnable act) {
        agenda.add(new Event(when, order++, act));
    }

    void in(long millis, Runnable act) {
        at(nanos + Duration.ofMillis(millis).toNanos(), act);
    }

    private Moment now() {
        return new Moment(new Mono(nanos), MORNING.plusNanos(nanos), ClockTrust.SYNCED);
    }

    void tell(Stimulus stimulus) {
        loop.turn(stimulus, now());
    }

    void found(String what) {
        if (broken.size() < 20) {
            broken.add(what + " at " + Duration.ofNanos(nanos));
        }
    }

    /// Somebody whom nobody has seen before.
    void taps(String reader, boolean known) {
        people++;
        tell(new Stimulus.Presented(reader, person(people, known), nanos, 0, 0));
        in(300, () -> tell(new Stimulus.CardGone(reader)));
    }

    void mustSay(String point) {
        paper.mustSay(point);
    }

    private void fault() {
        var place = places.get(random.nextInt(places.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> place.sensorFails();
            case 3 -> {
                tell(new Stimulus.ReaderLost(place.id() + "-in", "unplugged"));
                in(random.nextInt(30_000), () -> tell(new Stimulus.ReaderBack(place.id() + "-in")));
            }
            case 4 -> paper.slowUntil = nanos + Duration.ofSeconds(20).toNanos();
            case 5 -> paper.fullUntil = nanos + Duration.ofSeconds(20).toNanos();
            case 6 -> place.somebodyLingers();
            default -> {
                if (!fire) {
                    fire = true;
                    tell(new Stimulus.ContactChanged("fire", true));
                    places.forEach(Place::standsOpen);
                    in(
                            1_000 + random.nextInt(30_000),
                            () -> {
                                fire = false;
                                tell(new Stimulus.ContactChanged("fire", false));
                            });
                }
            }
        }
    }

    /// Its contacts are called as their sensors, after the place.
    static PointSlot<?> slot(
            Place place, PointProfile profile, Map<Output, Relay> lines, boolean forgetful) {
        var contacts = new HashMap<String, Role>();
        for (var role : profile.observed()) {
            if (role instanceof Role.Sensing(var sensor)) {
                contacts.put(place.id() + "-" + sensor.wire(), role);
            }
        }
        contacts.put("fire", new Role.Fire());
        contacts.put(place.id() + "-exit", new Role.ExitButton());
        return slot(place, profile, profile.machine(), contacts, lines, forgetful);
    }

    private static <S> PointSlot<S> slot(
            Place place,
            PointProfile profile,
            Point<S> machine,
            Map<String, Role> contacts,
            Map<Output, Relay> lines,
            boolean forgetful) {
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        place.id(),
                        profile.scene(),
                        forgetful ? new Forgetful<>(machine) : machine,
                        POLICY,
                        Map.of(
                                place.id() + "-in",
                                Direction.IN,
                                place.id() + "-out",
                                Direction.OUT),
                        contacts,
                        lines,
                        new Dark()));
    }

    /// One lane and the people at it.
    private final class Lane implements Place {
        private final String id;
        private final TurnstileProfile profile;
        private final Map<Output, Line> lines = new EnumMap<>(Output.class);
        private final Set<Sensor> broken = new HashSet<>();
        private boolean occupied;
        private long walked;

        Lane(String id, int passes, Set<Sensor> sensors) {
            this.id = id;
            profile =
                    new TurnstileProfile(
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(1),
                            passes,
                            Duration.ofSeconds(30),
                            sensors,
                            JournalFull.OPEN);
            lines.put(Output.IN, new Line(this, Output.IN));
            lines.put(Output.OUT, new Line(this, Output.OUT));
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public List<Line> lines() {
            return List.copyOf(lines.values());
        }

        @Override
        public boolean dropsByItself() {
            return false;
        }

        @Override
        public PointSlot<?> slot(boolean forgetful) {
            return Hour.slot(this, profile, Map.copyOf(lines), forgetful);
        }

        private String contact(Sensor sensor) {
            return id + "-" + sensor.wire();
        }

        /// The wing is home.
        @Override
        public void observe() {
            for (var sensor : profile.sensors()) {
                sense(sensor, sensor == Sensor.HOME);
            }
        }

        private void sense(Sensor sensor, boolean active) {
            if (profile.sensors().contains(sensor) && !broken.contains(sensor)) {
                tell(new Stimulus.ContactChanged(contact(sensor), active));
            }
        }

        @Override
        public void sensorFails() {
            if (profile.sensors().isEmpty()) {
                return;
            }
            var all = List.copyOf(profile.sensors());
            var sensor = all.get(random.nextInt(all.size()));
            if (broken.add(sensor)) {
                tell(new Stimulus.ContactLost(contact(sensor), DeviceEvent.Loss.UNREAD, "line"));
                in(
                        random.nextInt(60_000),
                        () -> {
                            broken.remove(sensor);
                            sense(
                                    sensor,
                                    sensor == Sensor.SAFETY ? occupied : sensor == Sensor.HOME);
                        });
            }
        }

        @Override
        public void somebodyLingers() {
            if (!occupied) {
                occupied = true;
                sense(Sensor.SAFETY, true);
                in(45_000, this::stepsOut);
            }
        }

        private void stepsOut() {
            occupied = false;
            sense(Sensor.SAFETY, false);
        }

        @Override
        public void somebodyComes() {
            if (random.nextInt(40) == 0) {
                tell(new Stimulus.ContactChanged(id + "-exit", true));
                in(200, () -> tell(new Stimulus.ContactChanged(id + "-exit", false)));
                in(800, () -> walks(Output.OUT, nanos + PATIENCE.toNanos(), 1));
                return;
            }
            var way = random.nextInt(3) == 0 ? Output.OUT : Output.IN;
            var reader = id + (way == Output.IN ? "-in" : "-out");
            boolean known = random.nextInt(20) > 0;
            taps(reader, known);
            if (known && random.nextInt(15) > 0) {
                int bodies = random.nextInt(25) == 0 ? 2 : 1;
                in(
                        500 + random.nextInt(1_500),
                        () -> walks(way, nanos + PATIENCE.toNanos(), bodies));
            }
        }

        /// Waits until the lane is open their way and nobody is in it, not for ever.
        private void walks(Output way, long until, int bodies) {
            if (!isOpen(way) || occupied) {
                if (nanos < until) {
                    in(250, () -> walks(way, until, bodies));
                }
                return;
            }
            occupied = true;
            sense(Sensor.SAFETY, true);
            if (random.nextInt(25) == 0) {
                in(700, this::stepsOut);
                return;
            }
            var passed = told(way);
            in(600, () -> sense(passed, true));
            in(
                    800,
                    () -> {
                        walked++;
                        sense(passed, false);
                    });
            in(
                    900,
                    () -> {
                        stepsOut();
                        if (bodies > 1) {
                            walks(way, nanos, bodies - 1);
                        }
                    });
        }

        private Sensor told(Output way) {
            if (profile.sensors().contains(Sensor.PASSED)) {
                return Sensor.PASSED;
            }
            return way == Output.IN ? Sensor.PASSED_IN : Sensor.PASSED_OUT;
        }

        private boolean isOpen(Output way) {
            return lines.values().stream().anyMatch(line -> line.output == way && line.on);
        }

        @Override
        public void changed(Output which, boolean on) {
            boolean both = lines.values().stream().allMatch(line -> line.on);
            if (on && both && !fire) {
                found(id + " is open both ways");
            }
            if (on) {
                paper.mustSay(id);
            }
            if (!on
                    && occupied
                    && watches()
                    && lines.values().stream().noneMatch(line -> line.on)) {
                found(id + " closes " + which + " on somebody");
            }
        }

        private boolean watches() {
            return profile.sensors().contains(Sensor.SAFETY) && !broken.contains(Sensor.SAFETY);
        }

        @Override
        public void standsOpen() {
            if (!lines.values().stream().allMatch(line -> line.on)) {
                found(id + " is shut in a fire");
            }
        }

        @Override
        public void check() {
            if (lines.values().stream().anyMatch(line -> line.on)) {
                found(id + " never shuts again");
            }
            if (walked == 0) {
                found("nobody ever passed " + id);
            }
        }
    }

    /// An output that keeps its own deadlines, as a driver does.
    final class Line implements Relay {
        private final Place place;
        private final Output output;
        private boolean on;
        private long until = Long.MAX_VALUE;

        Line(Place place, Output output) {
            this.place = place;
            this.output = output;
        }

        @Override
        public String name() {
            return place.id() + "-" + output;
        }

        @Override
        public void release(long untilNanos, String cause) {
            set(true, untilNanos);
        }

        @Override
        public void hold(String cause) {
            set(true, nanos + Duration.ofSeconds(3).toNanos());
        }

        @Override
        public void drop(String cause) {
            set(false, Long.MAX_VALUE);
        }

        long until() {
            return until;
        }

        void tick() {
            if (nanos >= until) {
                if (!place.dropsByItself()) {
                    found(name() + " dropped by itself");
                }
                set(false, Long.MAX_VALUE);
            }
        }

        private void set(boolean level, long ends) {
            until = ends;
            if (on != level) {
                on = level;
                place.changed(output, level);
            }
        }

        @Override
        public boolean energised() {
            return on;
        }

        @Override
        public void close() {}
    }

    /// A journal that takes its time, and its turn: answers come in the order of the records.
    private final class Paper {
        private long slowUntil;
        private long fullUntil;
        private long free;
        private long seq;
        private final Map<TapId, Story> stories = new HashMap<>();
        private final Map<String, Long> said = new HashMap<>();
        private long passed;

        void offer(Draft draft) {
            if (draft.kind() == EventKind.STATE) {
                said.put(draft.point(), nanos);
            }
            if (nanos < fullUntil) {
                draft.tap().ifPresent(tap -> at(nanos, () -> refuse(tap)));
            } else {
                long takes =
                        Duration.ofMillis(
                                        nanos < slowUntil
                                                ? 30 + random.nextInt(2_500)
                                                : 2 + random.nextInt(8))
                                .toNanos();
                free = Math.max(free, nanos) + takes;
                draft.tap().ifPresent(tap -> at(free, () -> keep(tap)));
            }
            draft.tap()
                    .ifPresent(
                            tap ->
                                    stories.put(
                                            tap,
                                            new Story(
                                                    draft.data()
                                                            .text("verdict")
                                                            .equals(Optional.of("granted")))));
            if (draft.kind() == EventKind.PASSAGE) {
                outcome(draft);
            }
        }

        private void outcome(Draft draft) {
            var result = draft.data().text("result").orElseThrow();
            var story = draft.cause().map(stories::get);
            if (result.equals("tailgated")) {
                return;
            }
            if (result.equals("passed")) {
                passed++;
            }
            story.ifPresent(known -> known.outcomes++);
        }

        private void keep(TapId tap) {
            tell(new Stimulus.Recorded(tap, ++seq));
        }

        private void refuse(TapId tap) {
            Optional.ofNullable(stories.get(tap)).ifPresent(story -> story.unrecorded = true);
            tell(new Stimulus.NotRecorded(tap, Reason.JOURNAL_FULL));
        }

        /// A line that went on has a record of the same turn that says why.
        void mustSay(String point) {
            long turn = nanos;
            at(
                    nanos,
                    () -> {
                        if (said.getOrDefault(point, -1L) != turn) {
                            found(point + " opened and nothing says why");
                        }
                    });
        }

        void check() {
            stories.forEach(
                    (tap, story) -> {
                        int least = story.granted && !story.unrecorded ? 1 : 0;
                        int most = story.granted ? 1 : 0;
                        if (story.outcomes < least || story.outcomes > most) {
                            found(tap + " has " + story.outcomes + " outcomes");
                        }
                    });
            if (stories.size() < TAPS * 9 / 10) {
                found("only " + stories.size() + " taps came to a record");
            }
            if (passed == 0) {
                found("nobody passed");
            }
        }
    }

    private static final class Story {
        private final boolean granted;
        private boolean unrecorded;
        private int outcomes;

        Story(boolean granted) {
            this.granted = granted;
        }
    }

    private static final Policy POLICY =
            Policy.of(Set.of("staff"), Assurance.A0, ZoneId.of("Asia/Shanghai"));

    private static Presentation person(int number, boolean known) {
        var token = Token.of("%032x".formatted(number));
        var entry =
                new Entry(
                        STAFF,
                        token,
                        Set.of("staff"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        return new Presentation.Known(
                Credential.of(CredentialKind.UID, token, Assurance.A0),
                known ? List.of(entry) : List.of(),
                List.of(STAFF));
    }

    /// Tells nobody's passage.
    private record Forgetful<S>(Point<S> machine) implements Point<S> {
        @Override
        public S initial() {
            return machine.initial();
        }

        @Override
        public Step<S> step(S state, Input input, Moment now) {
            var step = machine.step(state, input, now);
            return new Step<>(
                    step.next(),
                    step.effects().stream().filter(effect -> !isPassage(effect)).toList(),
                    step.wake());
        }

        private static boolean isPassage(Effect effect) {
            return effect instanceof Effect.Note(Fact.Passage _, _);
        }

        @Override
        public Posture posture(S state) {
            return machine.posture(state);
        }

        @Override
        public String name(S state) {
            return machine.name(state);
        }
    }

    private static final class Dark implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
