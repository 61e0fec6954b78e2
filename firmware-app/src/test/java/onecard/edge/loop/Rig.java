package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.Factor;
import onecard.access.Guests;
import onecard.access.Likeness;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.command.Command.Whom;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Matcher;
import onecard.edge.intake.PinSource;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.ClosedVisit;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.PostureHours;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.TapId;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.point.turnstile.Turnstile;
import onecard.point.turnstile.TurnstileProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// Doors and lanes under one loop, told stimuli one by one in made-up time. A door `d` has readers
/// `d-in` and `d-out`, and a contact `d-leaf`; a lane `lane..` has a contact for each way. The
/// journal answers when it is told to.
final class Rig {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Duration RELEASE = Duration.ofSeconds(5);
    static final Duration CLOSING = Duration.ofSeconds(1);
    static final Moment MORNING =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);
    private static final Duration DEBOUNCE = Duration.ofMillis(30);
    private static final ListVersion STAFF =
            new ListVersion("staff", 17, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());

    /// Everything offered to the journal.
    final List<Draft> journal = new ArrayList<>();

    final List<String> line = new ArrayList<>();
    final List<String> panel = new ArrayList<>();
    final Metrics metrics = new Metrics();
    final EdgeLoop loop;
    Moment now;

    /// Whether the journal has room for one more.
    BooleanSupplier room = () -> true;

    /// What it has found room for.
    final List<Draft> rows = new ArrayList<>();

    /// Whom the lists expect, at the lanes.
    Optional<Guests> expected = Optional.empty();

    /// What whoever watches the lanes was told.
    final List<ClosedVisit> guarded = new ArrayList<>();

    /// And of passes that were used twice.
    final List<Guard.UsedTwice> twice = new ArrayList<>();

    /// Of whoever left once more, and of whom nobody knows whether they came in.
    final List<Record> noticed = new ArrayList<>();

    private final class Watching implements Guard {
        @Override
        public void closed(ClosedVisit visit) {
            guarded.add(visit);
        }

        @Override
        public void usedTwice(UsedTwice found) {
            twice.add(found);
        }

        @Override
        public void leftAgain(LeftAgain again) {
            noticed.add(again);
        }

        @Override
        public void unseen(Unseen unseen) {
            noticed.add(unseen);
        }
    }

    private final Set<TapId> durable = new HashSet<>();
    private int answered;
    private int told;
    private int forgiven;

    /// @param doors what each demands besides a right
    Rig(Map<String, Safeguards> doors) {
        this(doors, Memory.EMPTY);
    }

    /// @param memory of before this start
    Rig(Map<String, Safeguards> doors, Memory memory) {
        this(doors, memory, MORNING);
    }

    private Rig(Map<String, Safeguards> doors, Memory memory, Moment now) {
        this(doors, memory, Shares.NOTHING, now);
    }

    /// One that shares passes with other devices.
    Rig(Map<String, Safeguards> doors, Memory memory, Shares shares, Moment now) {
        this.now = now;
        var slots = new ArrayList<PointSlot<?>>();
        new LinkedHashMap<>(doors)
                .forEach(
                        (id, safeguards) ->
                                slots.add(
                                        id.startsWith("lane")
                                                ? lane(id, safeguards)
                                                : door(id, safeguards)));
        loop =
                new EdgeLoop(
                        slots,
                        EdgeLoop.Before.nothing().memory(memory),
                        Chance.NEVER,
                        shares,
                        journal::add,
                        metrics);
        doors.keySet().stream().filter(id -> !id.startsWith("lane")).forEach(this::shut);
        doors.keySet().stream().filter(id -> id.startsWith("lane")).forEach(this::free);
    }

    /// Another life that remembers so much, when this one ended.
    Rig restarted(Map<String, Safeguards> doors, Memory memory) {
        return new Rig(doors, memory, now);
    }

    private PointSlot<?> lane(String id, Safeguards safeguards) {
        var profile =
                new TurnstileProfile(
                        RELEASE,
                        CLOSING,
                        1,
                        Duration.ofSeconds(30),
                        Set.of(Sensor.PASSED_IN, Sensor.PASSED_OUT),
                        JournalFull.OPEN);
        var parts =
                new PointSlot.Parts<>(
                        id,
                        "turnstile",
                        new Turnstile(profile),
                        policy(safeguards),
                        Map.of(id + "-in", Direction.IN, id + "-out", Direction.OUT),
                        Map.of(
                                "fire",
                                new Role.Fire(),
                                id + "-passed-in",
                                new Role.Sensing(Sensor.PASSED_IN),
                                id + "-passed-out",
                                new Role.Sensing(Sensor.PASSED_OUT)),
                        Map.of(
                                Output.IN, new TracedRelay(id + " in"),
                                Output.OUT, new TracedRelay(id + " out")),
                        new TracedPanel(""));
        return new PointSlot<>(
                parts.with(
                        new Gate(
                                Visiting.CLOSED_AFTER,
                                Optional.empty(),
                                new Watching(),
                                () -> expected)));
    }

    private PointSlot<?> door(String id, Safeguards safeguards) {
        var profile =
                new DoorProfile(
                        RELEASE,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(24),
                        DoorProfile.Relock.ON_OPEN,
                        DoorProfile.ExitButton.NONE,
                        Duration.ofSeconds(60),
                        Optional.of(DEBOUNCE),
                        JournalFull.REFUSE);
        var parts =
                new PointSlot.Parts<>(
                        id,
                        "door",
                        new Door(profile),
                        policy(safeguards),
                        PostureHours.NONE,
                        Map.of(id + "-in", Direction.IN, id + "-out", Direction.OUT),
                        Map.of(id + "-pad", Set.of(id + "-in")),
                        Map.of(id + "-leaf", new Role.Leaf(), "fire", new Role.Fire()),
                        Map.of(Output.LOCK, new TracedRelay(id)),
                        new TracedPanel(""),
                        Optional.empty());
        return new PointSlot<>(
                parts.with(
                        Map.of(
                                id + "-in",
                                Map.of(
                                        Factor.FINGER, new TracedMatcher(Factor.FINGER),
                                        Factor.FACE, new TracedMatcher(Factor.FACE)))));
    }

    static Policy policy(Safeguards safeguards) {
        return Policy.of(Set.of("staff"), Assurance.A0, ZONE).with(safeguards);
    }

    // --- people ---

    /// Somebody's card, which leaves again at once.
    void tap(String reader, long person, String... groups) {
        var shown = known(person, groups);
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    /// A code that nobody signed.
    void rejected(String reader, long code) {
        var made = Credential.of(CredentialKind.QR, new Token(9, code), Assurance.A0);
        var shown = new Presentation.Rejected(made, Reason.BAD_SIGNATURE);
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    /// Whatever it is, shown and taken away at once.
    void shows(String reader, Presentation shown) {
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    /// Somebody's card, through the door if it opens.
    void passes(String door, String side, long person, String... groups) {
        tap(door + side, person, groups);
        answer();
        open(door);
        after(Duration.ofSeconds(1));
        shut(door);
        after(Duration.ofSeconds(1));
        answer();
    }

    static Presentation.Known known(long person, String... groups) {
        var entries =
                groups.length == 0
                        ? List.<Entry>of()
                        : List.of(entry(person, Optional.empty(), groups));
        return new Presentation.Known(
                Credential.of(CredentialKind.UID, card(person), Assurance.A0),
                entries,
                List.of(STAFF));
    }

    /// A PIN, whosever it is.
    void enter(String reader, long person, String... groups) {
        var entered =
                new Presentation.Known(
                        Credential.of(CredentialKind.PIN, new Token(8, person), Assurance.A0),
                        List.of(entry(person, Optional.empty(), groups)),
                        List.of(STAFF));
        var asked = loop.asked(reader.replace("-in", "-pad")).map(PinSource.Asked::subject);
        var answering = asked.orElse(subject(person));
        loop.turn(new Stimulus.Entered(reader, answering, entered), now);
    }

    /// An operator does.
    ///
    /// @return what they are answered, once the journal has
    List<Answer> forgive(String point, Whom whom) {
        var answers = new ArrayList<Answer>();
        var command =
                new Command(
                        "forgive-" + ++forgiven,
                        point,
                        new Command.Act.Forgive(whom),
                        "local:guard");
        loop.turn(new Stimulus.Commanded(command, answers::add), now);
        return answers;
    }

    private static Entry entry(long person, Optional<Instant> until, String... groups) {
        return new Entry(
                STAFF,
                subject(person),
                Set.of(groups),
                Optional.empty(),
                until,
                Optional.empty(),
                false);
    }

    static Token subject(long person) {
        return new Token(1, person);
    }

    static Token card(long person) {
        return new Token(2, person);
    }

    // --- things ---

    void open(String door) {
        loop.turn(new Stimulus.ContactChanged(door + "-leaf", false), now);
    }

    void shut(String door) {
        loop.turn(new Stimulus.ContactChanged(door + "-leaf", true), now);
    }

    /// Somebody walks through a lane.
    void walks(String lane, String way) {
        var contact = lane + "-passed" + way;
        loop.turn(new Stimulus.ContactChanged(contact, true), now);
        loop.turn(new Stimulus.ContactChanged(contact, false), now);
    }

    private void free(String lane) {
        for (var way : List.of("-in", "-out")) {
            loop.turn(new Stimulus.ContactChanged(lane + "-passed" + way, false), now);
        }
    }

    void fire(boolean burns) {
        loop.turn(new Stimulus.ContactChanged("fire", burns), now);
    }

    /// The journal holds of everything so far what there was room for.
    void answer() {
        rows.addAll(answer(room));
    }

    /// The same.
    ///
    /// @return the rows it has now, more than before
    List<Draft> answer(BooleanSupplier room) {
        var rows = new ArrayList<Draft>();
        while (answered < journal.size()) {
            var draft = journal.get(answered++);
            boolean held = room.getAsBoolean();
            draft.tap()
                    .map(
                            id ->
                                    held
                                            ? new Stimulus.Recorded(id, answered)
                                            : new Stimulus.NotRecorded(id, Reason.JOURNAL_FULL))
                    .ifPresent(told -> loop.turn(told, now));
            if (held) {
                rows.add(draft);
                draft.tap().ifPresent(durable::add);
            }
        }
        return rows;
    }

    /// The journal holds nothing of what it was not asked about before.
    void refuse() {
        while (answered < journal.size()) {
            var tap = journal.get(answered++).tap();
            tap.ifPresent(id -> loop.turn(new Stimulus.NotRecorded(id, Reason.JOURNAL_FULL), now));
        }
    }

    /// Walks from wake to wake, as the loop's thread does.
    void after(Duration duration) {
        var end = now.mono().plus(duration);
        while (loop.nextWake().filter(end::reached).isPresent()) {
            now = at(loop.nextWake().orElseThrow());
            loop.due(now);
        }
        now = at(end);
        loop.due(now);
    }

    /// A long time in which nobody turned the loop.
    void asleep(Duration duration) {
        now = at(now.mono().plus(duration));
        loop.due(now);
    }

    private Moment at(Mono mono) {
        var later = mono.since(now.mono());
        return later.isNegative() ? now : new Moment(mono, now.wall().plus(later), now.trust());
    }

    // --- what was said ---

    /// Every record since it was last asked for: its kind and what it says.
    List<String> said() {
        var said = new ArrayList<String>();
        while (told < journal.size()) {
            said.add(words(journal.get(told++)));
        }
        return said;
    }

    /// The taps of [#said].
    List<String> taps() {
        return said().stream().filter(words -> words.startsWith("tap ")).toList();
    }

    private static String words(Draft draft) {
        var data = draft.data();
        return draft.kind().wire()
                + List.of(
                                "verdict",
                                "reason",
                                "rule",
                                "result",
                                "state",
                                "ordered",
                                "alarm",
                                "what",
                                "transition")
                        .stream()
                        .flatMap(name -> data.text(name).stream())
                        .filter(word -> !word.equals("OK"))
                        .map(word -> " " + word)
                        .collect(Collectors.joining())
                + data.array("noted")
                        .map(noted -> " " + noted.items())
                        .orElse("")
                        .replaceAll("Str\\[value=([A-Z_]*)\\]", "$1");
    }

    /// As the journal keeps it.
    Json.Obj event(Draft draft) {
        var at = draft.at().wall().atZone(ZONE).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        var data =
                draft.data().with("point", draft.point()).with("clock", draft.at().trust().wire());
        boolean caused = draft.cause().filter(durable::contains).isPresent();
        return Json.Obj.EMPTY
                .with("type", "onecard." + draft.kind().wire() + ".v1")
                .with("time", at.toOffsetDateTime().toString())
                .with("data", caused ? data.with("cause_seq", 1) : data);
    }

    Optional<TapId> asks(int tap) {
        return journal.stream()
                .filter(draft -> draft.kind().wire().equals("tap"))
                .toList()
                .get(tap)
                .asks();
    }

    /// What was asked of a sensor.
    record Look(TapId request, Factor factor, Token subject, Mono deadline) {}

    /// Looks that are under way, oldest first.
    final List<Look> looks = new ArrayList<>();

    /// The newest look comes to that.
    void seen(Likeness likeness) {
        var look = looks.removeLast();
        loop.turn(new Stimulus.Compared(look.request(), likeness), now);
    }

    private final class TracedMatcher implements Matcher {
        private final Factor factor;

        TracedMatcher(Factor factor) {
            this.factor = factor;
        }

        @Override
        public String name() {
            return factor.wire();
        }

        @Override
        public void match(TapId request, Token subject, long deadlineNanos) {
            looks.add(new Look(request, factor, subject, new Mono(deadlineNanos)));
        }

        @Override
        public void cancel(TapId request) {
            looks.removeIf(look -> look.request().equals(request));
        }
    }

    private final class TracedRelay implements Relay {
        private final String name;

        TracedRelay(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void release(long untilNanos, String cause) {
            line.add("release " + name);
        }

        @Override
        public void hold(String cause) {
            line.add("hold " + name + " " + cause);
        }

        @Override
        public void drop(String cause) {
            line.add("drop " + name);
        }

        @Override
        public boolean energised() {
            return false;
        }

        @Override
        public void close() {}
    }

    private final class TracedPanel implements Panel {
        private final String where;

        TracedPanel(String where) {
            this.where = where;
        }

        @Override
        public Panel at(String reader) {
            return new TracedPanel(reader + " ");
        }

        @Override
        public void show(Signal signal, String zh, String en) {
            panel.add(where + signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }
}
