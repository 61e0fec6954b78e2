package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Schedule;
import onecard.access.Token;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.intake.PurseCard;
import onecard.edge.intake.PurseCard.Outcome;
import onecard.edge.intake.PurseCard.Task;
import onecard.edge.intake.PurseShown;
import onecard.edge.intake.PurseWords;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Sales;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.watch.Metrics;
import onecard.hal.CardChannel;
import onecard.hal.Panel;
import onecard.hal.Pseudonym;
import onecard.hal.card.Collision;
import onecard.hal.purse.Balance;
import onecard.hal.purse.CardPurse;
import onecard.hal.purse.Charge;
import onecard.hal.purse.Opening;
import onecard.hal.purse.Purse;
import onecard.hal.purse.PurseApplication;
import onecard.hal.purse.PurseNumber;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimPurseModule;
import onecard.hal.sim.SimTear;
import onecard.money.Cap;
import onecard.money.Fen;
import onecard.money.Ledger;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Payment;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.money.Terms;
import onecard.point.PostureHours;
import onecard.point.canteen.Assortment;
import onecard.point.canteen.Attendance;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// Two tills that the purses of cards pay at, on a real loop, journal and cards in software, step
/// by step: `near` works by itself, at `far` somebody has a keypad. Whatever is true of the money
/// is checked after each step. A life of it may be killed at any step; the directory, the cards
/// and the module are what the next one finds.
final class PurseCanteen {

    static final Fen PRICE = new Fen(1_250);
    static final Duration ALONE = Duration.ofSeconds(60);
    static final String NEAR = "near";
    static final String FAR = "far";
    static final long START = 10_000;

    /// Records among which an intent stands that was just made durable.
    private static final int LAST = 20;

    private static final Instant NOON = Instant.parse("2026-11-30T03:30:00Z");
    private static final Pseudonym PSEUDONYM =
            (kind, id) -> "%032x".formatted((kind + id).hashCode() & 0xffff_ffffL);

    /// What outlives the daemon.
    static final class World {
        final Path directory;
        final SigningKey key = SigningKey.ofSeed(new byte[32]);
        final SimPurseModule module = new SimPurseModule("001122334455", 1);
        final Map<Integer, Held> cards = new HashMap<>();

        /// Sales whose debit left, and what the card made of it.
        final Map<String, Boolean> debited = new HashMap<>();

        final Set<String> told = new HashSet<>();
        Instant now = NOON;
        int boots;

        World(Path directory) throws java.io.IOException {
            this.directory = Files.createDirectories(directory);
        }

        Held card(int number) {
            return cards.computeIfAbsent(number, Held::new);
        }
    }

    /// One person's card.
    static final class Held {
        final int number;
        final SimPurse purse;
        final SimCard card;

        Held(int number) {
            this.number = number;
            var serial = "310480000000000%04d".formatted(number);
            int[] random = {number << 16};
            purse =
                    SimPurse.issued(
                            new PurseNumber("0" + serial), () -> random[0] += 0x9E37, START);
            card = SimCard.cityUnion(serial, "20361231").purse(purse);
        }

        long spent() {
            return START - purse.balanceFen();
        }
    }

    private final World world;
    final List<String> said = new ArrayList<>();
    final List<Settlement> settled = new ArrayList<>();
    final JournalFile file;
    EdgeLoop loop;
    Moment now;
    private final Deque<Draft> offered = new ArrayDeque<>();
    private final Deque<Runnable> todo = new ArrayDeque<>();
    private final Deque<Stimulus> answers = new ArrayDeque<>();
    private final Map<String, Sale> states; // as the journal had them, and has taken since

    /// Whether the journal has room.
    boolean room = true;

    /// Whether the reader lets go before the debit is ordered: the disk is late.
    boolean lateDisk;

    PurseCanteen(World world) throws Exception {
        this.world = world;
        now = new Moment(new Mono(0), world.now, ClockTrust.SYNCED);
        var fold = new MemoryFold();
        var random = new SplittableRandom(++world.boots);
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "%04x".formatted(world.boots),
                        Rig.ZONE,
                        world.key,
                        () -> "%08x".formatted(random.nextInt()));
        var limits = new JournalLimits(16L << 20, Duration.ofDays(7), true);
        file = JournalFile.open(world.directory.resolve("journal.db"), who, limits, fold, now);
        loop = loop(fold.ledger().inOrder(file.epochs()));
        states = read(Integer.MAX_VALUE);
        loop.start(now);
    }

    private EdgeLoop loop(Ledger ledger) {
        return new EdgeLoop(
                List.of(
                        till(NEAR, Optional.of(ALONE), Optional.empty()),
                        till(FAR, Optional.empty(), Optional.of("far-keys"))),
                EdgeLoop.Before.nothing().sold(ledger, file.position().epoch()),
                offered::add,
                new Metrics());
    }

    /// Another loop goes on where this one is, whatever is on its way.
    void handsOver() {
        var next = loop(Ledger.EMPTY);
        next.after(loop);
        loop = next;
        loop.start(now);
    }

    private PointSlot<?> till(String id, Optional<Duration> alone, Optional<String> keypad) {
        var profile =
                new TillProfile(
                        new Assortment.Own(new Mode.Fixed(new Price.Amount(PRICE))),
                        terms(),
                        Attendance.NONE,
                        Optional.empty(),
                        alone);
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        id,
                        "canteen",
                        profile.machine(),
                        Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE),
                        PostureHours.NONE,
                        Map.of(id + "-reader", Direction.IN),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new Shown(id),
                        Optional.of(
                                new PointSlot.Sells(
                                        terms(), keypad, new Told(id), Optional.empty()))));
    }

    private static Terms terms() {
        var always =
                new Schedule.Window(
                        EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        return new Terms(
                new Meals(
                        List.of(new Meal("meal", new Schedule("always", List.of(always)))),
                        Optional.empty(),
                        Rig.ZONE),
                new Payment.Purse(),
                new Limits(new Fen(5_000), Duration.ZERO, Cap.NONE, Cap.NONE),
                Map.of(),
                Duration.ZERO,
                Duration.ofSeconds(15));
    }

    // --- people ---

    /// Bytes that cross in a presence in which a card pays, undisturbed.
    static int bytesOfASale() {
        var held = new Held(1);
        int[] bytes = {0};
        var channel = SimChannel.of(held.card);
        var counted =
                new CardChannel() {
                    @Override
                    public byte[] transmit(byte[] command) throws CardLost {
                        var answer = channel.transmit(command);
                        bytes[0] += command.length + answer.length;
                        return answer;
                    }

                    @Override
                    public byte[] atr() {
                        return channel.atr();
                    }
                };
        var module = new SimPurseModule("001122334455", 1);
        var purse =
                new CardPurse(
                        counted, Collision.NONE, PurseApplication.CITY_UNION, module, PSEUDONYM);
        var _ = purse.balance();
        var at = java.time.LocalDateTime.of(2026, 11, 30, 11, 30);
        var opening = purse.initialise(new Charge(PRICE.fen(), at));
        var _ = purse.debit((Opening.Opened) opening);
        return bytes[0];
    }

    /// A card is held there until it leaves by itself or is taken away at last.
    void present(String till, int number, SimTear tear) {
        var held = world.card(number);
        var purse =
                new CardPurse(
                        new SimChannel(held.card, tear),
                        Collision.NONE,
                        PurseApplication.CITY_UNION,
                        world.module,
                        PSEUDONYM);
        var reader = till + "-reader";
        switch (purse.balance()) {
            case Balance.Read(var card, _, var fen) ->
                    presented(
                            reader,
                            Rig.known(number, "diners"),
                            Optional.of(
                                    new PurseShown(
                                            Token.of(card), new Fen(fen), new Lying(held, purse))));
            case Balance.Unread(var why, _) ->
                    presented(
                            reader,
                            new Presentation.Unreadable(PurseWords.reason(why)),
                            Optional.empty());
        }
    }

    private void presented(String reader, Presentation shown, Optional<PurseShown> purse) {
        loop.turn(
                new Stimulus.Presented(
                        reader, shown, now.mono().nanos(), 0, 0, Map.of(), Optional.empty(), purse),
                now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    /// Somebody's card, and all that follows from it.
    void taps(String till, int number, SimTear tear) throws Exception {
        present(till, number, tear);
        settle();
        after(Duration.ofSeconds(3));
    }

    void taps(String till, int number) throws Exception {
        taps(till, number, SimTear.NEVER);
    }

    void key(long number) {
        loop.turn(new Stimulus.Keyed("far-keys", number), now);
    }

    void closes(String till) throws Exception {
        loop.turn(
                new Stimulus.Commanded(
                        new onecard.edge.command.Command(
                                "settle-" + now.mono().nanos(),
                                till,
                                new onecard.edge.command.Command.Act.Settle(),
                                "local:guard"),
                        _ -> {}),
                now);
        settle();
    }

    void after(Duration duration) throws Exception {
        var end = now.mono().plus(duration);
        now = new Moment(end, now.wall().plus(duration), now.trust());
        world.now = now.wall();
        loop.due(now);
        settle();
    }

    /// What a reader's thread would do, at once; what came of it is heard later.
    private final class Lying implements PurseCard {
        private final Held held;
        private final Purse purse;
        private Optional<Opening.Opened> ready = Optional.empty();
        private boolean over;
        private int sent;

        Lying(Held held, Purse purse) {
            this.held = held;
            this.purse = purse;
        }

        @Override
        public boolean order(Task task) {
            if (over || lateDisk && task instanceof Task.Pay) {
                return false;
            }
            todo.add(() -> answers.add(new Stimulus.OfPurse(this, done(task))));
            return true;
        }

        @Override
        public void letGo() {
            over = true;
        }

        private Outcome done(Task task) {
            return switch (task) {
                case Task.Open(var charge) -> {
                    var opening = purse.initialise(charge);
                    ready =
                            opening instanceof Opening.Opened it
                                    ? Optional.of(it)
                                    : Optional.empty();
                    yield new Outcome.Opened(opening);
                }
                case Task.Pay() -> {
                    assertEquals(1, ++sent, "I1: one debit a presence");
                    var intent = ready.orElseThrow().intent();
                    var sale = pending(PurseWords.debit(intent));
                    int before = held.purse.debits();
                    var debit = purse.debit(ready.orElseThrow());
                    world.debited.put(sale, held.purse.debits() > before);
                    yield new Outcome.Paid(debit);
                }
                case Task.Recover(var intent) -> {
                    int before = held.purse.debits();
                    var recovery = purse.recover(intent);
                    assertEquals(before, held.purse.debits(), "I7: to ask debits nothing");
                    yield new Outcome.Recovered(recovery);
                }
            };
        }
    }

    /// I5: by a connection of its own, as the card is debited.
    private String pending(onecard.money.PurseDebit debit) {
        var found =
                read(LAST).values().stream()
                        .filter(it -> it.state() == Sale.State.PENDING)
                        .filter(it -> it.basis().purse().equals(Optional.of(debit)))
                        .toList();
        assertEquals(1, found.size(), "I5: its intent is durable before the debit");
        return found.getFirst().id().toString();
    }

    // --- steps ---

    /// The next thing that happens: a card's answer is heard, or it does what it was ordered, or
    /// the journal takes what is offered.
    ///
    /// @return false if nothing is left to happen
    boolean step() throws SQLException {
        if (!answers.isEmpty()) {
            loop.turn(answers.remove(), now);
        } else if (!todo.isEmpty()) {
            todo.remove().run();
        } else if (!offered.isEmpty()) {
            commit();
        } else {
            return false;
        }
        isTrue();
        return true;
    }

    void settle() throws SQLException {
        while (step()) {
            // On.
        }
    }

    private void commit() throws SQLException {
        var batch = List.copyOf(offered);
        offered.clear();
        if (!room) {
            batch.forEach(
                    draft ->
                            draft.tap()
                                    .ifPresent(
                                            tap ->
                                                    loop.turn(
                                                            new Stimulus.NotRecorded(
                                                                    tap,
                                                                    onecard.access.Reason
                                                                            .JOURNAL_FULL),
                                                            now)));
            return;
        }
        var rows = file.commit(batch, now);
        rows.forEach(row -> put(row.event(), states));
        for (var row : rows) {
            row.draft()
                    .tap()
                    .ifPresent(tap -> loop.turn(new Stimulus.Recorded(tap, row.at().seq()), now));
        }
    }

    void kill() throws SQLException {
        file.close();
    }

    // --- what must be true ---

    /// The last record of each sale, as the journal has them.
    Map<String, Sale> states() {
        return states;
    }

    private Map<String, Sale> read(int last) {
        var found = new TreeMap<String, Sale>();
        try (var open = JournalReader.open(world.directory.resolve("journal.db")).orElseThrow()) {
            open.each(open.before(last), event -> put(event, found));
        } catch (onecard.edge.store.StoreFailed failed) {
            throw new AssertionError(failed);
        }
        return found;
    }

    private static void put(String event, Map<String, Sale> states) {
        Sales.of(Occurrences.data(JsonReader.object(event).orElseThrow()))
                .ifPresent(sale -> states.put(sale.id().toString(), sale));
    }

    String state(String sale) {
        return Optional.ofNullable(states().get(sale)).map(it -> it.state().wire()).orElse("none");
    }

    /// Of money and what is said of it, at any moment: I3, I4, I6, I8, I41.
    private void isTrue() {
        var states = states();
        for (var sale : states.values()) {
            var name = sale.id().toString();
            boolean debited = world.debited.getOrDefault(name, false);
            switch (sale.state()) {
                case DONE -> assertTrue(debited, () -> "done, and not debited: " + name);
                case VOID -> assertTrue(!debited, () -> "void, and debited: " + name);
                case PENDING, UNKNOWN -> {}
            }
        }
        world.debited.forEach(
                (sale, _) -> assertTrue(states.containsKey(sale), () -> "a phantom: " + sale));
        for (var sale : world.told) {
            assertEquals("done", state(sale), () -> "told, and not done: " + sale);
        }
        long debited = world.debited.values().stream().filter(it -> it).count() * PRICE.fen();
        long spent = world.cards.values().stream().mapToLong(Held::spent).sum();
        assertEquals(debited, spent, "the cards have given what the sales have taken");
    }

    private final class Told implements Counter {
        private final String till;

        Told(String till) {
            this.till = till;
        }

        @Override
        public void post(Optional<Price> price, Moment now) {
            said.add(till + " posts " + price.map(Object::toString).orElse("nothing"));
        }

        @Override
        public void tell(Sale sale, Optional<Fen> left, Moment now) {
            world.told.add(sale.id().toString());
            said.add(till + " tells " + sale.amount() + " left " + left.orElseThrow());
        }

        @Override
        public void tell(Settlement batch, Moment now) {
            settled.add(batch);
        }

        @Override
        public void say(Words words, Moment now) {
            said.add(till + " says " + words.en());
        }
    }

    private final class Shown implements Panel {
        private final String till;

        Shown(String till) {
            this.till = till;
        }

        @Override
        public void show(Signal signal, String zh, String en) {
            said.add(till + " shows " + signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }
}
