package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.LetIn;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Uses;
import onecard.edge.crypto.Json;
import onecard.edge.intake.PlateShown;
import onecard.edge.intake.Stimulus;
import onecard.edge.plates.Match;
import onecard.edge.record.ClosedVisit;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Owed;
import onecard.edge.record.SharedWords;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Ledger;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Under;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.PostureHours;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.TapId;
import onecard.point.barrier.Barrier;
import onecard.point.barrier.BarrierProfile;
import onecard.point.barrier.Drive;
import onecard.point.barrier.SpeedClass;
import onecard.point.turnstile.Turnstile;
import onecard.point.turnstile.TurnstileProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// Lanes and a barrier of one device where visitors come and go, its journal, and whoever drives or
/// walks. The power may go at any row, and the journal may be full.
final class VisitorWorld {

    static final Instant MORNING = Instant.parse("2026-11-24T00:00:00Z");
    static final String SLOT = "g1-slot";
    static final String EPOCH = "0000000a";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /// A plate that was not read for so long is shown anew.
    private static final Duration AWAY = Duration.ofSeconds(10);

    final Random random;

    /// What is durable.
    final List<Draft> rows = new ArrayList<>();

    /// What the guard was told.
    final List<ClosedVisit> guarded = new ArrayList<>();

    private final Map<String, Integer> releases = new HashMap<>();

    /// As a restart reads the journal; a planted bug loses some of it.
    private final UnaryOperator<Json.Obj> lens;

    /// The same as the journal has them.
    final List<Json.Obj> events = new ArrayList<>();

    private final Map<TapId, Integer> durable = new HashMap<>();
    private final List<Draft> offered = new ArrayList<>();
    private final Ledger ledger;
    private int answered;
    private Moment now = new Moment(new Mono(0), MORNING, ClockTrust.SYNCED);

    /// On the wall, as far as its clock was right.
    private Instant latest = MORNING;

    private EdgeLoop loop;
    int restarts;
    boolean full;

    private final List<String> points;
    private final Peers peers;

    /// What it shares with other devices, at each start.
    @FunctionalInterface
    interface Peers {
        /// @param run how often it was started before
        Shares shares(int run, LetIn letIn);
    }

    /// Two lanes and a barrier that share with nobody.
    ///
    /// @param owing passes by which something was sold that nobody knows to be paid
    VisitorWorld(long seed, List<Token> owing, UnaryOperator<Json.Obj> lens) {
        this(List.of("g1", "g2", "bar"), (_, _) -> Shares.NOTHING, seed, owing, lens);
    }

    /// @param points lanes `g1` and `g2`, and a barrier `bar`
    VisitorWorld(
            List<String> points,
            Peers peers,
            long seed,
            List<Token> owing,
            UnaryOperator<Json.Obj> lens) {
        this.points = points;
        this.peers = peers;
        this.lens = lens;
        random = new Random(seed);
        ledger = ledger(owing);
        loop = start();
    }

    // --- its device ---

    private EdgeLoop start() {
        var fold = new MemoryFold();
        int kept = rows.isEmpty() ? 0 : random.nextInt(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            if (i == kept) {
                var snapshot = fold.state();
                fold = new MemoryFold();
                fold.restore(snapshot);
            }
            fold.apply(lens.apply(events.get(i)));
        }
        var next =
                new EdgeLoop(
                        points.stream().<PointSlot<?>>map(this::point).toList(),
                        EdgeLoop.Before.nothing().memory(fold.memory()).sold(ledger, EPOCH),
                        Chance.NEVER,
                        peers.shares(restarts, fold.letIn()),
                        offered::add,
                        new Metrics());
        for (var point : points) {
            var sensors =
                    point.equals("bar")
                            ? List.of("bar-at-in", "bar-at-out", "bar-below")
                            : List.of(point + "-passed-in", point + "-passed-out");
            sensors.forEach(it -> next.turn(new Stimulus.ContactChanged(it, false), now));
        }
        next.start(now);
        return next;
    }

    /// The power goes: what is not durable is gone.
    void crash() {
        restarts++;
        offered.clear();
        durable.clear();
        answered = 0;
        now = at(now.mono().plus(Duration.ofSeconds(20)));
        loop = start();
    }

    private PointSlot<?> point(String id) {
        return id.equals("bar") ? barrier() : lane(id);
    }

    private PointSlot<?> lane(String id) {
        var profile =
                new TurnstileProfile(
                        Rig.RELEASE,
                        Rig.CLOSING,
                        1,
                        Duration.ofSeconds(30),
                        Set.of(Sensor.PASSED_IN, Sensor.PASSED_OUT),
                        JournalFull.REFUSE);
        var readers = new HashMap<String, Direction>();
        readers.put(id + "-in", Direction.IN);
        readers.put(id + "-out", Direction.OUT);
        readers.put(id + "-slot", Direction.OUT);
        return new PointSlot<>(
                new PointSlot.Parts<>(
                                id,
                                "turnstile",
                                new Turnstile(profile),
                                policy(),
                                PostureHours.NONE,
                                readers,
                                Map.of(),
                                Map.of(
                                        id + "-passed-in", new Role.Sensing(Sensor.PASSED_IN),
                                        id + "-passed-out", new Role.Sensing(Sensor.PASSED_OUT)),
                                Map.<Output, Relay>of(
                                        Output.IN, line(id + "-in"), Output.OUT, line(id + "-out")),
                                new Dark(),
                                Optional.empty())
                        .with(gate()));
    }

    private PointSlot<?> barrier() {
        var profile =
                new BarrierProfile(
                        new Drive.Pulses(
                                Duration.ofMillis(500), EnumSet.of(Output.RAISE, Output.LOWER)),
                        SpeedClass.O,
                        Duration.ofSeconds(20),
                        Duration.ofMillis(1_500),
                        Duration.ofMinutes(5),
                        false,
                        EnumSet.of(Sensor.ARRIVAL_IN, Sensor.ARRIVAL_OUT, Sensor.SAFETY),
                        Duration.ofSeconds(60),
                        JournalFull.REFUSE);
        return new PointSlot<>(
                new PointSlot.Parts<>(
                                "bar",
                                "barrier",
                                new Barrier(profile),
                                policy(),
                                PostureHours.NONE,
                                Map.of(
                                        "bar-in", Direction.IN,
                                        "bar-out", Direction.OUT,
                                        "bar-camera-in", Direction.IN,
                                        "bar-camera-out", Direction.OUT),
                                Map.of(),
                                Map.of(
                                        "bar-at-in", new Role.Sensing(Sensor.ARRIVAL_IN),
                                        "bar-at-out", new Role.Sensing(Sensor.ARRIVAL_OUT),
                                        "bar-below", new Role.Sensing(Sensor.SAFETY)),
                                Map.<Output, Relay>of(
                                        Output.RAISE, line("bar-raise"),
                                        Output.LOWER, line("bar-lower")),
                                new Dark(),
                                Optional.empty())
                        .with(gate()));
    }

    private Relay line(String name) {
        return new Mute.Tells(name, () -> releases.merge(name, 1, Integer::sum));
    }

    private Gate gate() {
        return new Gate(Duration.ofHours(24), Optional.of(SLOT), guarded::add);
    }

    private static Policy policy() {
        return Policy.of(Set.of("staff"), Assurance.A0, ZONE);
    }

    private static Ledger ledger(List<Token> owing) {
        var ledger = Ledger.EMPTY;
        long number = 0;
        for (var pass : owing) {
            var sale =
                    new Sale(
                            new SaleId("lunch", ++number),
                            pass,
                            new Fen(1_200),
                            new Legs(List.of(new Leg("personal", new Fen(1_200)))),
                            new Serving("lunch", LocalDate.of(2026, 11, 24)),
                            MORNING,
                            Under.NONE,
                            Basis.NONE,
                            Sale.State.PENDING);
            ledger = ledger.after(sale, Optional.empty());
            ledger = ledger.after(sale.in(Sale.State.UNKNOWN), Optional.empty());
        }
        return ledger;
    }

    // --- its journal ---

    /// It holds everything so far, or has no room for it.
    void answer() {
        answer(Integer.MAX_VALUE);
    }

    /// As many as that.
    void answer(int most) {
        for (int i = 0; i < most && answered < offered.size(); i++) {
            var draft = offered.get(answered++);
            if (!full) {
                rows.add(draft);
                events.add(event(draft));
                draft.tap().ifPresent(tap -> durable.put(tap, rows.size()));
            }
            draft.tap()
                    .<Stimulus>map(
                            id ->
                                    full
                                            ? new Stimulus.NotRecorded(id, Reason.JOURNAL_FULL)
                                            : new Stimulus.Recorded(id, rows.size()))
                    .ifPresent(it -> loop.turn(it, now));
        }
    }

    /// There is room, and nothing is owed any more.
    void settles() {
        full = false;
        answer();
        for (int i = 0; i < 3; i++) {
            after(Owed.AGAIN);
            answer();
        }
    }

    private Json.Obj event(Draft draft) {
        var at = draft.at().wall().atZone(ZONE).truncatedTo(ChronoUnit.MILLIS);
        var data =
                draft.data()
                        .with("point", draft.point())
                        .with("clock", draft.at().trust().wire())
                        .with("epoch", EPOCH)
                        .with("seq", rows.size());
        var cause = draft.cause().flatMap(tap -> Optional.ofNullable(durable.get(tap)));
        return Json.Obj.EMPTY
                .with("type", "onecard." + draft.kind().wire() + ".v1")
                .with("time", at.toOffsetDateTime().toString())
                .with("data", cause.map(seq -> data.with("cause_seq", seq)).orElse(data));
    }

    // --- its time ---

    Instant wall() {
        return now.wall();
    }

    boolean knowsTheTime() {
        return now.trust() == ClockTrust.SYNCED;
    }

    /// The wall is set, forward or back.
    void step(Duration by, ClockTrust trust) {
        now = new Moment(now.mono(), now.wall().plus(by), trust);
        notesLatest();
    }

    private void notesLatest() {
        if (knowsTheTime() && now.wall().isAfter(latest)) {
            latest = now.wall();
        }
    }

    void after(Duration time) {
        var end = now.mono().plus(time);
        while (loop.nextWake().filter(end::reached).isPresent()) {
            now = at(loop.nextWake().orElseThrow());
            loop.due(now);
        }
        now = at(end);
        notesLatest();
        loop.due(now);
    }

    private Moment at(Mono mono) {
        var later = mono.since(now.mono());
        return later.isNegative() ? now : new Moment(mono, now.wall().plus(later), now.trust());
    }

    // --- its people ---

    /// @return the verdict and its reason
    String shows(String reader, Presentation shown) {
        int before = offered.size();
        presents(reader, shown);
        return said(before);
    }

    /// A card or a code, which leaves again at once.
    void presents(String reader, Presentation shown) {
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    /// A plate, which the camera before the barrier reads once.
    void reads(String camera, Presentation plate) {
        loop.turn(
                new Stimulus.Presented(
                        camera,
                        plate,
                        now.mono().nanos(),
                        0,
                        0,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new PlateShown(Optional.of(Match.EXACT), 97, AWAY))),
                now);
    }

    /// What another device said, or this one.
    void hears(String device, Json.Obj word) {
        var said = SharedWords.said(word, device, now.mono()).orElseThrow();
        loop.turn(new Stimulus.Shared(device, said), now);
    }

    /// How much was offered to the journal since the last start.
    int offered() {
        return offered.size();
    }

    /// @return the last verdict since so much was offered, and its reason
    String said(int before) {
        return offered.subList(before, offered.size()).stream()
                .filter(draft -> draft.kind() == EventKind.TAP)
                .map(draft -> draft.data())
                .map(
                        data ->
                                data.text("verdict").orElseThrow()
                                        + " "
                                        + data.text("reason").orElseThrow())
                .reduce((_, last) -> last)
                .orElse("unheard");
    }

    /// Through a lane, or on the spot of one.
    void walks(String gate, String way) {
        loop.turn(new Stimulus.ContactChanged(gate + "-passed-" + way, true), now);
        loop.turn(new Stimulus.ContactChanged(gate + "-passed-" + way, false), now);
    }

    /// A vehicle comes before the arm, or goes from there.
    void stands(String way, boolean there) {
        loop.turn(new Stimulus.ContactChanged("bar-at-" + way, there), now);
    }

    /// Below the arm, and on the other side.
    void drives(String way) {
        after(Duration.ofSeconds(2));
        loop.turn(new Stimulus.ContactChanged("bar-below", true), now);
        stands(way, false);
        after(Duration.ofSeconds(1));
        var other = way.equals("in") ? "out" : "in";
        stands(other, true);
        loop.turn(new Stimulus.ContactChanged("bar-below", false), now);
        after(Duration.ofMillis(500));
        stands(other, false);
    }

    /// What the loop remembers is what the journal says; of what was over by its clock before that
    /// was set back it need not remember anything.
    boolean remembersTheSame() {
        var over = new Moment(now.mono(), latest, ClockTrust.SYNCED);
        var fold = new MemoryFold();
        events.forEach(fold::apply);
        return loop.memory().atRest().visits().equals(fold.memory().visits())
                && alive(loop.memory()).equals(alive(fold.memory()))
                && letIn(loop.letIn(), over).equals(letIn(fold.letIn(), over));
    }

    /// Of an entry that none was, and of which nothing was told, nothing need be remembered.
    private static Map<Token, LetIn.Own> letIn(LetIn all, Moment over) {
        var some = new HashMap<>(all.without(over).by());
        some.values().removeIf(own -> own.isUndone() && own.alarmed().isEmpty());
        return some;
    }

    /// Nobody asks any more for what is used up and over.
    private Map<Token, Uses.Used> alive(Memory memory) {
        var uses = new HashMap<>(memory.uses().used());
        uses.values().removeIf(used -> !now.wall().isBefore(used.until()));
        return uses;
    }

    /// Whether the arm is up, or on its way there.
    boolean isUp(String barrier) {
        return rows.reversed().stream()
                .filter(row -> row.kind() == EventKind.STATE && row.point().equals(barrier))
                .findFirst()
                .flatMap(row -> row.data().text("state"))
                .filter(Set.of("raising", "open")::contains)
                .isPresent();
    }

    /// How often that line was released.
    int releases(String line) {
        return releases.getOrDefault(line, 0);
    }

    private static final class Dark implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
