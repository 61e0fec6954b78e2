package onecard.edge.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Assurance;
import onecard.access.Border;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.edge.ContractValidator;
import onecard.edge.command.Command;
import onecard.edge.command.Command.Act;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.TapSource;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.store.registry.Registry;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Courier;
import onecard.edge.uplink.Topics;
import onecard.edge.uplink.Trouble;
import onecard.edge.watch.Metrics;
import onecard.hal.CardChannel;
import onecard.hal.DeviceEvent;
import onecard.hal.Panel;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;
import onecard.hal.sim.SimBoard;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimRelay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Role;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One simulated day at one door: the real loop, machine, journal, registry, board and courier,
/// under a clock that jumps from one thing to the next, with faults drawn from a seed. Everything
/// happens on the calling thread, so a seed always gives the same day.
final class Day implements AutoCloseable {

    static final int TAPS = 500;
    static final int FAULTS = 12;

    private static final Duration EXIT_BUTTON_STUCK = Duration.ofSeconds(60);
    private static final Duration DEBOUNCE = Duration.ofMillis(30);
    private static final Duration LENGTH = Duration.ofHours(24);
    private static final Instant MORNING = Instant.parse("2026-11-24T00:00:00Z");
    private static final ReadingPlan PLAN = ReadingPlan.of("ssc", "uid");
    private static final SimCard ANN =
            SimCard.socialSecurity("342500d1560000050000000000000001", 3, Optional.empty());
    private static final SimCard STRANGER = SimCard.plain("04ffeedd");
    private static final SimCard LOST = SimCard.plain("04a1b2c3");

    /// How the broker is reached.
    enum Network {
        /// As the day's faults have it.
        FAULTY,
        UP,
        /// Not before the evening.
        DOWN,
        /// For minutes at a time.
        COMING_AND_GOING
    }

    /// Everything the door did on a day.
    ///
    /// @param offered records, each when and in what words, with what was decided
    /// @param lines each change of the relay and when
    /// @param rows of the journal
    record Deeds(List<String> offered, List<String> lines, List<String> rows) {}

    private final Path dir;
    private final Random random;

    /// Of its own: what the network does takes nothing from what people do.
    private final Random weather;

    private final Network network;
    private final List<String> offered = new ArrayList<>();
    private int outages;
    private int orders;
    private final Registry registry;
    private final Tokens tokens;
    private final boolean bribed;
    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final List<String> broken = new ArrayList<>();
    private final ContractValidator contract = new ContractValidator();
    private final Far far = new Far();
    private long nanos;
    private long order;
    private Duration wallShift = Duration.ZERO;
    private int life;

    /// Bookkeeping of what must come out.
    private final Set<String> committed = new HashSet<>();

    /// When the machine said that it energises the lock, in microseconds.
    private final Set<Long> causes = new HashSet<>();

    private long presences;
    private long suppressed;
    private long lostWithTheProcess;
    private long notRecorded;
    private long tapsCommitted;
    private boolean fire;
    private boolean stuck;
    private long stuckSince;
    private int stuckRaised;
    private int stuckCleared;
    private boolean storageFails;
    private boolean brokerUp = true;

    // One life of the process.
    private JournalFile file;
    private JournalOutbox outbox;
    private SimBoard board;
    private SimRelay relay;
    private Inbox inbox;
    private EdgeLoop loop;
    private TapSource source;
    private ClockWatch watch = new ClockWatch();
    private Metrics metrics;
    private Courier courier;
    private List<Draft> queue = new ArrayList<>();
    private boolean rowsLost;
    private long epochs;

    /// @param atTheDoor and not on the network
    private record Event(long atNanos, long order, boolean atTheDoor, Runnable act)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : Long.compare(order, other.order);
        }
    }

    /// @param bribed plants a bug: the door opens for the refused, which the checkers must find
    Day(long seed, Path dir, Registry registry, Tokens tokens, boolean bribed, Network network)
            throws IOException, SQLException {
        this.random = new Random(seed);
        this.weather = new Random(seed);
        this.network = network;
        this.dir = dir;
        this.registry = registry;
        this.tokens = tokens;
        this.bribed = bribed;
        boot();
    }

    /// Lives the day; what the checkers found, empty if all held.
    List<String> live() throws IOException, SQLException {
        long end = LENGTH.toNanos();
        for (int i = 0; i < TAPS; i++) {
            at(random.nextLong(end), this::guest);
        }
        for (int i = 0; i < FAULTS; i++) {
            at(random.nextLong(end), this::fault);
        }
        weather(end);
        run(end);
        // Evening: everything mends, and what is owed is paid.
        storageFails = false;
        brokerUp = true;
        fire = false;
        outbox.committed(file.checkpointIfDue(now(), true));
        run(end + Duration.ofHours(1).toNanos());
        check();
        return broken;
    }

    /// What it did, once it is over.
    Deeds deeds() throws IOException {
        var rows = new ArrayList<String>();
        try (var journal = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            journal.each(0, rows::add);
        }
        var lines = Files.readAllLines(dir.resolve("sim").resolve("lines.trace"));
        return new Deeds(List.copyOf(offered), lines, rows);
    }

    /// How often the broker could not be reached from one moment to the next.
    int outages() {
        return outages;
    }

    private void weather(long end) {
        switch (network) {
            case FAULTY, UP -> {}
            case DOWN -> cut();
            case COMING_AND_GOING -> {
                long when = 0;
                while (when < end) {
                    onTheLine(when - nanos, this::cut);
                    when += Duration.ofSeconds(20 + weather.nextInt(1_200)).toNanos();
                    onTheLine(when - nanos, () -> brokerUp = true);
                    when += Duration.ofSeconds(20 + weather.nextInt(1_200)).toNanos();
                }
            }
        }
    }

    private void cut() {
        outages++;
        brokerUp = false;
        far.cut();
    }

    private void run(long end) {
        while (nanos < end) {
            long next = Math.min(end, wake());
            if (!agenda.isEmpty() && agenda.peek().atNanos() <= next) {
                var event = agenda.remove();
                nanos = Math.max(nanos, event.atNanos());
                event.act().run();
                if (event.atTheDoor()) {
                    turn();
                } else {
                    courierWake = courier.step(nanos);
                }
            } else {
                nanos = Math.max(nanos, next);
                if (loop.nextWake().filter(wake -> nanos >= wake.nanos()).isPresent()) {
                    turn();
                } else {
                    // The courier alone, once a second all day: nothing at the door to look at.
                    courierWake = courier.step(nanos);
                }
            }
        }
    }

    private long courierWake;

    private long wake() {
        long wake = loop.nextWake().map(Mono::nanos).orElse(Long.MAX_VALUE);
        return Math.max(nanos, Math.min(wake, courierWake));
    }

    /// Everything that is due now, in the order the daemon's threads would get to it.
    private void turn() {
        try {
            watch.seen(now()).ifPresent(this::offer);
            board.tick();
            for (var next = inbox.take(Duration.ZERO);
                    next.isPresent();
                    next = inbox.take(Duration.ZERO)) {
                loop.turn(next.get(), now());
            }
            loop.due(now());
            outbox.applyMarks(file);
            courierWake = courier.step(nanos);
        } catch (InterruptedException | SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void at(long when, Runnable act) {
        agenda.add(new Event(when, order++, true, act));
    }

    private void onTheLine(Duration delay, Runnable act) {
        onTheLine(delay.toNanos(), act);
    }

    private void onTheLine(long delayNanos, Runnable act) {
        agenda.add(new Event(nanos + delayNanos, order++, false, act));
    }

    private void in(Duration delay, Runnable act) {
        at(nanos + delay.toNanos(), act);
    }

    /// Somebody comes to the door.
    private void guest() {
        int kind = random.nextInt(100);
        if (kind == 99) {
            order();
            return;
        }
        if (kind < 6) {
            button(true);
            in(Duration.ofMillis(300), () -> button(false));
            walkThrough();
            return;
        }
        if (kind < 8) {
            pull("leaf", false);
            in(Duration.ofSeconds(1 + random.nextInt(60)), () -> pull("leaf", true));
            return;
        }
        var card = kind < 70 ? ANN : kind < 90 ? STRANGER : LOST;
        int tear = random.nextInt(200) == 0 ? random.nextInt(5) : -1;
        present(card, tear);
        in(Duration.ofMillis(400 + random.nextInt(3_000)), this::remove);
        if (random.nextInt(50) == 0) {
            in(Duration.ofMillis(4_000), () -> present(card, -1));
            in(Duration.ofMillis(4_600), this::remove);
        }
        if (card == ANN && random.nextInt(10) > 0) {
            walkThrough();
        }
    }

    /// Somebody at the desk gives one.
    private void order() {
        if (random.nextBoolean()) {
            given(new Act.Release(Direction.IN));
            return;
        }
        given(new Act.Stand(Posture.LOCKDOWN, Optional.empty()));
        in(
                Duration.ofSeconds(1 + random.nextInt(300)),
                () -> given(new Act.Stand(Posture.NORMAL, Optional.empty())));
    }

    private void given(Act act) {
        var command = new Command("desk-%04d".formatted(++orders), "door-1", act, "local:desk");
        inbox.offer(new Stimulus.Commanded(command, _ -> {}));
    }

    private void walkThrough() {
        in(
                Duration.ofMillis(800 + random.nextInt(3_000)),
                () -> {
                    if (relay.energised()) {
                        pull("leaf", false);
                        in(
                                Duration.ofSeconds(
                                        random.nextInt(100) == 0 ? 60 : 1 + random.nextInt(4)),
                                () -> pull("leaf", true));
                    }
                });
    }

    private boolean lies;

    private void present(SimCard card, int tear) {
        if (lies) {
            return;
        }
        lies = true;
        presences++;
        DeviceEvent event;
        try {
            var channel = SimChannel.tornAfterCommands(card, tear);
            event = new DeviceEvent.CardSeen("in", PLAN.read(channel, tokens), nanos);
        } catch (CardChannel.CardLost lost) {
            event = new DeviceEvent.CardUnreadable("in", PLAN.fault(lost), nanos);
        } catch (Unreadable refused) {
            event = new DeviceEvent.CardUnreadable("in", refused.fault(), nanos);
        }
        source.accept(event);
    }

    private void remove() {
        lies = false;
        source.accept(new DeviceEvent.CardGone("in", nanos));
    }

    private void fault() {
        switch (random.nextInt(8)) {
            case 0 -> kill();
            case 1 -> {
                storageFails = true;
                in(Duration.ofSeconds(random.nextInt(300)), () -> storageFails = false);
            }
            case 2 -> {
                int minutes = 1 + random.nextInt(120);
                if (network == Network.FAULTY) {
                    cut();
                    onTheLine(Duration.ofMinutes(minutes), () -> brokerUp = true);
                }
            }
            case 3 -> wallShift = wallShift.plusMinutes(random.nextInt(21) - 10);
            case 4 -> {
                source.accept(new DeviceEvent.ReaderLost("in", "unplugged", nanos));
                in(
                        Duration.ofSeconds(random.nextInt(60)),
                        () -> source.accept(new DeviceEvent.ReaderBack("in", nanos)));
            }
            case 5 -> {
                fire = true;
                pull("fire", true);
                in(Duration.ofSeconds(1), this::fireHolds);
                in(
                        Duration.ofMinutes(2),
                        () -> {
                            fire = false;
                            pull("fire", false);
                        });
            }
            case 6 -> buttonSticks();
            default -> far.refusing = 1 + random.nextInt(20);
        }
    }

    /// Somebody's finger on the exit button; one that is stuck does not feel it.
    private void button(boolean down) {
        if (!stuck) {
            pull("exit", down);
        }
    }

    private void buttonSticks() {
        if (stuck) {
            return;
        }
        button(true);
        stuck = true;
        stuckSince = nanos;
        int raisedBefore = stuckRaised;
        int clearedBefore = stuckCleared;
        int of = life;
        in(
                EXIT_BUTTON_STUCK.plusSeconds(5 + random.nextInt(300)),
                () -> {
                    stuck = false;
                    button(false);
                    if (of == life && stuckRaised != raisedBefore + 1) {
                        broken.add(
                                "a stuck button was told "
                                        + (stuckRaised - raisedBefore)
                                        + " times");
                    }
                    in(
                            Duration.ofSeconds(1),
                            () -> {
                                if (of == life && stuckCleared != clearedBefore + 1) {
                                    broken.add("a button let go is still stuck at " + now().wall());
                                }
                            });
                });
    }

    /// What the machine says of the button, whether or not the journal takes it.
    private void watchButton(Draft draft) {
        var data = draft.data();
        if (data.text("alarm").orElse("").equals("exit_button_stuck")) {
            if (data.bool("active").orElseThrow()) {
                stuckRaised++;
            } else {
                stuckCleared++;
            }
        }
        boolean byButton = data.text("cause").orElse("").equals("exit_button");
        if (stuck && byButton && nanos - stuckSince > Duration.ofSeconds(1).toNanos()) {
            broken.add("a stuck button opened the door at " + now().wall());
        }
    }

    private void fireHolds() {
        if (fire && !relay.energised()) {
            broken.add("fire, and the door is locked at " + now().wall());
        }
    }

    private void pull(String line, boolean level) {
        try {
            Files.writeString(dir.resolve("sim").resolve(line + ".pull"), level ? "1" : "0");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        in(Duration.ofMillis(10), () -> {});
        in(Duration.ofMillis(50), () -> {});
    }

    /// SIGKILL at this very instruction: memory is gone, files stay.
    private void kill() {
        lostWithTheProcess += queue.stream().filter(Day::isTap).count();
        suppressed += metrics.json().number("onecard_taps_suppressed_total").orElse(0L);
        far.cut();
        var remembered = loop.memory().atRest();
        boolean all = queue.isEmpty() && !rowsLost;
        try {
            outbox.close();
            file.close();
            boot();
            if (all && !loop.memory().equals(remembered)) {
                broken.add("a start does not remember what the loop did at " + now().wall());
            }
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void boot() throws IOException, SQLException {
        life++;
        board = new SimBoard(dir.resolve("sim"), () -> nanos);
        relay = board.relay("lock", false, Duration.ofMinutes(10), false);
        if (relay.energised()) {
            broken.add("a start with the lock energised");
        }
        var leaf = board.contact("leaf", true, DEBOUNCE);
        var exit = board.contact("exit", true, DEBOUNCE);
        var fireContact = board.contact("fire", true, DEBOUNCE);
        var who =
                new JournalIdentity(
                        "sim",
                        "door",
                        "%04x".formatted(life),
                        ZoneId.of("Asia/Shanghai"),
                        SigningKey.ofSeed(new byte[32]),
                        () -> "%08x".formatted(++epochs));
        var fold = new MemoryFold();
        file =
                JournalFile.open(
                        dir.resolve("journal.db"),
                        who,
                        new JournalLimits(64L << 20, Duration.ofDays(7), true),
                        fold,
                        now());
        outbox = new JournalOutbox(dir.resolve("journal.db"));
        queue = new ArrayList<>();
        rowsLost = false;
        watch = new ClockWatch();
        inbox = new Inbox();
        metrics = new Metrics();
        loop =
                new EdgeLoop(
                        List.of(slot()),
                        EdgeLoop.Before.nothing()
                                .memory(fold.memory())
                                .prompts(fold.prompts())
                                .orders(fold.orders()),
                        this::offer,
                        metrics);
        source = new TapSource(this::view, inbox, new Dark(), metrics, () -> nanos);
        leaf.open(source);
        exit.open(source);
        fireContact.open(source);
        source.accept(new DeviceEvent.ReaderBack("in", nanos));
        courierWake = nanos;
        courier =
                new Courier(
                        new Courier.Settings(new Topics("sim", "door"), life, 100_000),
                        new Courier.Ports(
                                outbox,
                                far,
                                (_, _) -> Duration.ofSeconds(1 + weather.nextInt(30)),
                                List.of(),
                                (_, _, _) -> {},
                                Canonical::text,
                                () -> Json.Obj.EMPTY,
                                () -> Json.Obj.EMPTY,
                                () -> ClockTrust.SYNCED,
                                () -> "now",
                                () -> true),
                        () -> courierWake = nanos);
    }

    private onecard.edge.store.registry.Lists view() {
        try {
            return registry.lists();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private PointSlot<?> slot() {
        var profile =
                new DoorProfile(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(24),
                        DoorProfile.Relock.ON_OPEN,
                        DoorProfile.ExitButton.UNLOCK,
                        EXIT_BUTTON_STUCK,
                        Optional.of(DEBOUNCE),
                        JournalFull.REFUSE);
        Point<Door.State> door = new Door(profile);
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        "door-1",
                        "door",
                        bribed ? new Bribed(door) : door,
                        Policy.of(Set.of("demo"), Assurance.A0, ZoneId.of("Asia/Shanghai"))
                                .with(Safeguards.NONE.with(hall())),
                        Map.of("in", Direction.IN),
                        Map.of(
                                "leaf",
                                new Role.Leaf(),
                                "exit",
                                new Role.ExitButton(),
                                "fire",
                                new Role.Fire()),
                        Map.of(Output.LOCK, relay),
                        new Dark()));
    }

    /// People come in by this door and leave by another, which only the morning's reset tells.
    private static Border hall() {
        var area =
                new Area(
                        "hall",
                        Optional.of(new AntiPassback.Soft()),
                        OptionalInt.of(40),
                        Set.of(),
                        Optional.of(LocalTime.of(15, 0)));
        return new Border(Optional.empty(), Optional.of(area));
    }

    /// The journal's thread: what was offered is committed a little later, in one batch.
    private void offer(Draft draft) {
        offered.add(draft.toString());
        watchButton(draft);
        var state = draft.data().text("state").orElse("");
        if (state.equals("released") || state.equals("fire")) {
            causes.add(draft.at().mono().nanos() / 1_000);
        }
        queue.add(draft);
        if (queue.size() == 1) {
            int of = life;
            in(
                    Duration.ofMillis(random.nextInt(100) == 0 ? 40 + random.nextInt(40) : 4),
                    () -> commit(of));
        }
    }

    private void commit(int ofLife) {
        if (ofLife != life) {
            return;
        }
        var batch = List.copyOf(queue);
        queue.clear();
        try {
            if (storageFails) {
                throw new SQLException("planted: the disk is full");
            }
            var done = file.commit(batch, now());
            outbox.committed(done);
            outbox.committed(file.snapshotIfDue(now()));
            for (var row : done) {
                committed.add(row.event());
                row.draft()
                        .tap()
                        .ifPresent(
                                tap -> {
                                    tapsCommitted += isTap(row.draft()) ? 1 : 0;
                                    inbox.offer(new Stimulus.Recorded(tap, row.at().seq()));
                                });
            }
        } catch (SQLException planted) {
            rowsLost = true;
            for (var draft : batch) {
                draft.tap()
                        .ifPresent(
                                tap -> {
                                    notRecorded += isTap(draft) ? 1 : 0;
                                    inbox.offer(new Stimulus.NotRecorded(tap, Reason.JOURNAL_FULL));
                                });
            }
        }
    }

    private static boolean isTap(Draft draft) {
        return draft.kind() == EventKind.TAP;
    }

    private Moment now() {
        return new Moment(
                new Mono(nanos), MORNING.plusNanos(nanos).plus(wallShift), ClockTrust.SYNCED);
    }

    // --- the checkers ---

    private void check() throws IOException {
        suppressed += metrics.json().number("onecard_taps_suppressed_total").orElse(0L);
        var rows = new ArrayList<String>();
        try (var journal = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            var proof =
                    journal.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            proof.problems().forEach(problem -> broken.add(problem.en()));
            journal.each(0, rows::add);
        }
        if (!new HashSet<>(rows).containsAll(committed)) {
            broken.add("a record that was committed is not there");
        }
        long taps = rows.stream().filter(row -> row.contains("onecard.tap.v1")).count();
        long expected = presences - suppressed - notRecorded - lostWithTheProcess;
        if (taps != tapsCommitted || taps != expected) {
            broken.add(
                    "%d presences - %d suppressed - %d not recorded - %d lost = %d, but %d taps"
                            .formatted(
                                    presences,
                                    suppressed,
                                    notRecorded,
                                    lostWithTheProcess,
                                    expected,
                                    taps));
        }
        everyEdgeHasItsCause();
        consumerHoldsTheJournal(rows);
        for (var card : List.of(ANN, STRANGER, LOST)) {
            if (!card.harmful().isEmpty()) {
                broken.add("a card was sent " + card.harmful());
            }
        }
    }

    /// Every edge to on comes in the very step that said why, whatever became of that record.
    private void everyEdgeHasItsCause() throws IOException {
        for (var line : Files.readAllLines(dir.resolve("sim").resolve("lines.trace"))) {
            var change = JsonReader.object(line).orElseThrow();
            boolean on =
                    change.text("line").orElse("").equals("lock")
                            && change.number("level").orElse(0L) == 1;
            if (on && !causes.contains(change.number("mono_us").orElse(-1L))) {
                broken.add("nothing says why the lock was energised: " + line);
                return;
            }
        }
    }

    private void consumerHoldsTheJournal(List<String> rows) {
        for (var row : rows) {
            var event = JsonReader.object(row).orElseThrow();
            var id = event.text("id").orElseThrow();
            var hash = event.object("data").orElseThrow().text("hash").orElseThrow();
            if (!hash.equals(far.held.get(id))) {
                broken.add("the consumer does not hold " + id);
                return;
            }
        }
        if (far.held.size() != rows.size()) {
            broken.add(
                    far.held.size() + " ids at the consumer, " + rows.size() + " in the journal");
        }
        broken.addAll(far.broken);
    }

    @Override
    public void close() throws IOException, SQLException {
        outbox.close();
        file.close();
    }

    /// The broker and the consumer behind it, reached in a few milliseconds.
    private final class Far implements Broker {
        private final Map<String, String> held = new HashMap<>();
        private final List<String> broken = new ArrayList<>();
        private int refusing;
        private int link;
        private Optional<Events> listener = Optional.empty();

        @Override
        public Link open(Hello hello, Events events) {
            int mine = ++link;
            if (!brokerUp) {
                onTheLine(Duration.ofMillis(5), () -> events.down(Trouble.NETWORK, "no route"));
                return new Line(mine, events);
            }
            listener = Optional.of(events);
            onTheLine(Duration.ofMillis(5), () -> events.connected(20));
            return new Line(mine, events);
        }

        void cut() {
            link++;
            listener.ifPresent(events -> events.down(Trouble.NETWORK, "cut"));
            listener = Optional.empty();
        }

        private void take(Message message) {
            var text = new String(message.payload(), StandardCharsets.UTF_8);
            if (!Set.of("birth", "metrics").contains(message.topic().replaceFirst(".*/", ""))) {
                contract.objection(message.topic(), text).ifPresent(broken::add);
            }
            if (!message.topic().contains("/evt/")) {
                return;
            }
            var event = JsonReader.object(text).orElseThrow();
            var id = event.text("id").orElseThrow();
            var hash = event.object("data").orElseThrow().text("hash").orElseThrow();
            var before = held.put(id, hash);
            if (before != null && !before.equals(hash)) {
                broken.add("two contents of " + id);
            }
            if (message.retained()) {
                broken.add("a retained event " + id);
            }
        }

        private final class Line implements Link {
            private final int mine;
            private final Events events;

            Line(int mine, Events events) {
                this.mine = mine;
                this.events = events;
            }

            @Override
            public void subscribe(List<String> filters, long ticket) {
                var codes = filters.stream().map(_ -> 1).toList();
                onTheLine(
                        Duration.ofMillis(2), () -> ifOpen(() -> events.subscribed(ticket, codes)));
            }

            @Override
            public void unsubscribe(List<String> filters) {}

            @Override
            public void publish(Message message, long ticket) {
                onTheLine(
                        Duration.ofMillis(1 + weather.nextInt(5)),
                        () ->
                                ifOpen(
                                        () -> {
                                            if (refusing > 0) {
                                                refusing--;
                                                events.published(ticket, 0x97);
                                            } else {
                                                take(message);
                                                events.published(ticket, 0);
                                            }
                                        }));
            }

            private void ifOpen(Runnable act) {
                if (mine == link) {
                    act.run();
                }
            }

            @Override
            public void disconnect() {
                link++;
            }

            @Override
            public void abandon() {
                link++;
            }
        }
    }

    private static final class Dark implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }

    /// Opens for the refused.
    private record Bribed(Point<Door.State> honest) implements Point<Door.State> {
        @Override
        public Door.State initial() {
            return honest.initial();
        }

        @Override
        public onecard.point.Step<Door.State> step(
                Door.State state, onecard.point.Input input, Moment now) {
            var step = honest.step(state, input, now);
            if (!(input instanceof onecard.point.Input.Refused)) {
                return step;
            }
            var effects = new ArrayList<>(step.effects());
            effects.add(
                    new onecard.point.Effect.Release(Output.LOCK, now.plus(Duration.ofSeconds(5))));
            return new onecard.point.Step<>(step.next(), effects, step.wake());
        }

        @Override
        public onecard.access.Posture posture(Door.State state) {
            return honest.posture(state);
        }

        @Override
        public String name(Door.State state) {
            return honest.name(state);
        }
    }
}
