package onecard.edge.loop;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Factor;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.Schedule;
import onecard.access.SecondFactor;
import onecard.access.Token;
import onecard.edge.command.Command;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.ClosedVisit;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Sales;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Records;
import onecard.edge.watch.Metrics;
import onecard.hal.Load;
import onecard.hal.Panel;
import onecard.money.Account;
import onecard.money.Balance;
import onecard.money.Cap;
import onecard.money.Credit;
import onecard.money.Difference;
import onecard.money.Duty;
import onecard.money.Fen;
import onecard.money.HostCount;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Operators;
import onecard.money.Payment;
import onecard.money.PickupTerms;
import onecard.money.Place;
import onecard.money.Preorders;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.money.Share;
import onecard.money.Statement;
import onecard.money.Term;
import onecard.money.Terms;
import onecard.money.Wallet;
import onecard.point.Call;
import onecard.point.Point;
import onecard.point.PostureHours;
import onecard.point.Tray;
import onecard.point.canteen.Assortment;
import onecard.point.canteen.Attendance;
import onecard.point.canteen.ByWeight;
import onecard.point.canteen.Crockery;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;
import onecard.point.canteen.Weighing;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// Tills under one loop at lunch, told stimuli one by one in made-up time: `fixed` asks 12.00
/// of everybody, `keyed` what its operator keys in, `menu` the dishes keyed in, `plates` what lies
/// on its antenna, `scale` what is taken from its scale; `pick` and `pick-2` hand out what was
/// ordered ahead; `desk`, where somebody signs in, or may (`relieved`); and `listed`, `dishes`,
/// `trays` and `buffet`, where a list says what things cost; and a `gate` for visitors. The journal
/// answers when it is told to; what it holds is all that another life remembers.
final class Canteen {

    private static final String EPOCH = "7f3a19c2";
    static final Instant NOON = Instant.parse("2026-11-30T03:30:00Z");
    private static final ListVersion ACCOUNTS =
            new ListVersion("accounts", 3, NOON.minus(Duration.ofHours(2)), Optional.empty());

    /// At lunch whoever has ordered nothing pays 12.00.
    static final Mode.Pickup PICKUP =
            new Mode.Pickup(
                    new PickupTerms(
                            "orders",
                            "north",
                            "till-1",
                            Duration.ZERO,
                            Duration.ZERO,
                            false,
                            Optional.empty()),
                    Map.of("lunch", new Fen(1_200)));

    /// Tags that begin with `A` are rice, and with `B` soup.
    static final Mode.Tray TRAY =
            new Mode.Tray(
                    "antenna",
                    new Crockery(
                            Map.of(2L, new Fen(200), 3L, new Fen(650)), Map.of("A", 2L, "B", 3L)),
                    Duration.ofMinutes(10));

    /// The same plates, priced by a list.
    private static final Assortment.PlatesByList PLATES =
            new Assortment.PlatesByList(
                    "other-antenna", TRAY.crockery().tags(), Duration.ofMinutes(10));

    /// 0.04 a gram, and 5.00 at least to spend.
    static final ByWeight WEIGHT =
            new ByWeight(
                    "pan",
                    new Fen(4_000),
                    new Fen(500),
                    Duration.ofSeconds(8),
                    Duration.ofMinutes(3));

    private static final SecondFactor PIN =
            new SecondFactor(Factor.PIN, Set.of(), Optional.empty(), Duration.ofSeconds(20));

    /// Everything offered to the journal, and what it holds, as events.
    final List<Draft> offered = new ArrayList<>();

    /// The same as it was handed over: one commit each.
    final List<List<Draft>> handed = new ArrayList<>();

    final List<Json.Obj> rows;

    /// What was shown, posted and told, in that order.
    final List<String> told = new ArrayList<>();

    /// What the guard of its gate was told.
    final List<ClosedVisit> guarded = new ArrayList<>();

    final EdgeLoop loop;
    Moment now;
    private final Function<String, Counter> counter;
    private final int checkPercent;
    final Metrics metrics = new Metrics();

    /// Whether the journal has room for one more.
    BooleanSupplier room = () -> true;

    /// What the host says stands in each person's wallets.
    final Map<Long, Map<String, Balance>> balances = new HashMap<>();

    /// What was ordered ahead, as the list in force says.
    Optional<Preorders> ordered = Optional.empty();

    private final Optional<Canteen> before; // whose loop turns no more
    private int answered;
    private int orders;

    /// Whose counters are written down in `told`.
    Canteen() {
        this(Optional.empty());
    }

    /// @param counter what stands on the counter of each till, by its id
    Canteen(Function<String, Counter> counter) {
        this(Optional.of(counter));
    }

    /// @param checkPercent so many sales of a hundred ask the host to look at the account
    static Canteen checking(int checkPercent, Chance chance) {
        var begin = new Moment(new Mono(0), NOON, ClockTrust.SYNCED);
        return new Canteen(
                new ArrayList<>(),
                begin,
                Optional.empty(),
                checkPercent,
                chance,
                Set.of(),
                Optional.empty());
    }

    private Canteen(Optional<Function<String, Counter>> counter) {
        this(new ArrayList<>(), new Moment(new Mono(0), NOON, ClockTrust.SYNCED), counter);
    }

    private Canteen(List<Json.Obj> rows, Moment now, Optional<Function<String, Counter>> counter) {
        this(rows, now, counter, 0, Chance.NEVER, Set.of(), Optional.empty());
    }

    private Canteen(
            List<Json.Obj> rows,
            Moment now,
            Optional<Function<String, Counter>> counter,
            int checkPercent,
            Chance chance,
            Set<String> without,
            Optional<Canteen> before) {
        this.before = before;
        this.checkPercent = checkPercent;
        this.rows = rows;
        this.now = now;
        this.counter = counter.orElse(Told::new);
        var fold = new MemoryFold();
        rows.forEach(fold::apply);
        loop =
                new EdgeLoop(
                        Stream.<PointSlot<?>>of(
                                        till(
                                                "fixed",
                                                new Mode.Fixed(new Price.Amount(new Fen(1200)))),
                                        till("keyed", new Mode.Keypad()),
                                        till(
                                                "menu",
                                                new Mode.Menu(
                                                        Map.of(
                                                                2L,
                                                                new Fen(800),
                                                                3L,
                                                                new Fen(600)))),
                                        attended("desk", new Mode.Keypad(), Duration.ofMinutes(10)),
                                        attended(
                                                "kiosk",
                                                new Mode.Fixed(new Price.Amount(new Fen(1200))),
                                                Duration.ofSeconds(30)),
                                        pinned(),
                                        relieved(),
                                        till("plates", TRAY),
                                        till("pick", PICKUP),
                                        till("pick-2", PICKUP),
                                        scale(),
                                        listed(
                                                "listed",
                                                new Assortment.MealsByList(Set.of("lunch"))),
                                        listed("dishes", new Assortment.DishesByList()),
                                        listed("trays", PLATES),
                                        buffet(),
                                        BlindGate.slot(new Shown("gate"), guarded))
                                .filter(slot -> !without.contains(slot.parts.id()))
                                .toList(),
                        EdgeLoop.Before.nothing().memory(fold.memory()).sold(fold.ledger(), EPOCH),
                        chance,
                        Shares.NOTHING,
                        new Records() {
                            @Override
                            public void offer(Draft draft) {
                                offer(List.of(draft));
                            }

                            @Override
                            public void offer(List<Draft> together) {
                                handed.add(together);
                                offered.addAll(together);
                            }
                        },
                        metrics);
        before.ifPresent(it -> loop.after(it.loop));
        loop.start(now);
    }

    private Canteen like(Canteen other) {
        balances.putAll(other.balances);
        ordered = other.ordered;
        return this;
    }

    /// Another life, after the process was killed now.
    ///
    /// @param without tills that its site file names no more
    Canteen killed(String... without) {
        return next(Optional.empty(), without);
    }

    /// A loop that takes over now, while the journal has not answered everything; it hears the
    /// answers.
    ///
    /// @param without tills that its site file names no more
    Canteen takenOver(String... without) {
        return next(Optional.of(this), without);
    }

    private Canteen next(Optional<Canteen> before, String... without) {
        return new Canteen(rows, now, Optional.empty(), 0, Chance.NEVER, Set.of(without), before)
                .like(this);
    }

    private PointSlot<?> till(String id, Mode mode) {
        return till(id, new TillProfile(mode, terms()));
    }

    /// Where cashiers sell and take back, and managers do everything.
    private PointSlot<?> attended(String id, Mode mode, Duration signedOutAfter) {
        var attendance = new Attendance(true, signedOutAfter);
        return till(
                id,
                new TillProfile(
                        new Assortment.Own(mode),
                        terms(),
                        attendance,
                        Optional.of(operators(operating()))));
    }

    /// Which sells without an operator, too; whoever signs in is asked for a PIN.
    private PointSlot<?> relieved() {
        var policy = operating().with(Safeguards.NONE.with(PIN));
        return till(
                "relieved",
                new TillProfile(
                        new Assortment.Own(new Mode.Keypad()),
                        terms(),
                        new Attendance(false, Duration.ofMinutes(10)),
                        Optional.of(operators(policy))));
    }

    private static Operators operators(Policy policy) {
        return new Operators(
                policy,
                Map.of(
                        "cashiers", Set.of(Duty.SELL, Duty.VOID),
                        "managers", Set.of(Duty.values())));
    }

    private static Policy operating() {
        var any = Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE);
        return new Policy(
                any.lists(),
                Set.of("cashiers", "managers"),
                any.schedule(),
                any.schedules(),
                any.calendar(),
                any.least(),
                any.zone(),
                any.staleAfter(),
                any.untimed(),
                any.card(),
                any.exitAlways());
    }

    /// Where whoever eats is asked for a PIN, at a pad of their own.
    private PointSlot<?> pinned() {
        return till(
                "pinned",
                new TillProfile(new Mode.Keypad(), terms()),
                Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE).with(Safeguards.NONE.with(PIN)),
                Map.of("pinned-pad", Set.of("pinned-reader")));
    }

    private PointSlot<?> till(String id, TillProfile profile) {
        return till(id, profile, Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE), Map.of());
    }

    private PointSlot<?> till(
            String id, TillProfile profile, Policy policy, Map<String, Set<String>> pads) {
        Optional<String> tray =
                profile.mode() instanceof Mode.Tray plates
                        ? Optional.of(plates.antenna())
                        : Optional.empty();
        return slot(
                id, profile.machine(), policy, pads, tray, Optional.empty(), profile.operators());
    }

    private PointSlot<?> scale() {
        return slot(
                "scale",
                new Weighing(WEIGHT),
                Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE),
                Map.of(),
                Optional.empty(),
                Optional.of(WEIGHT.scale()),
                Optional.empty());
    }

    /// Whose prices stand in the list `dishes`.
    private PointSlot<?> listed(String id, Assortment assortment) {
        var profile = new TillProfile(assortment, terms());
        Optional<String> tray =
                assortment instanceof Assortment.PlatesByList plates
                        ? Optional.of(plates.antenna())
                        : Optional.empty();
        return byList(id, profile.machine(), tray, Optional.empty());
    }

    private PointSlot<?> buffet() {
        var weight =
                new ByWeight(
                        "buffet-pan",
                        new ByWeight.Kilogram.ByList("buffet"),
                        WEIGHT.floor(),
                        WEIGHT.away(),
                        WEIGHT.longest());
        return byList(
                "buffet", new Weighing(weight), Optional.empty(), Optional.of(weight.scale()));
    }

    private <S> PointSlot<S> byList(
            String id, Point<S> machine, Optional<String> tray, Optional<String> scale) {
        var policy = Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE);
        var prices = Optional.of("dishes");
        return slot(id, machine, policy, Map.of(), tray, scale, prices, Optional.empty());
    }

    private <S> PointSlot<S> slot(
            String id,
            Point<S> machine,
            Policy policy,
            Map<String, Set<String>> pads,
            Optional<String> tray,
            Optional<String> scale,
            Optional<Operators> operators) {
        return slot(id, machine, policy, pads, tray, scale, Optional.empty(), operators);
    }

    private <S> PointSlot<S> slot(
            String id,
            Point<S> machine,
            Policy policy,
            Map<String, Set<String>> pads,
            Optional<String> tray,
            Optional<String> scale,
            Optional<String> prices,
            Optional<Operators> operators) {
        var parts =
                new PointSlot.Parts<>(
                        id,
                        "canteen",
                        machine,
                        policy,
                        PostureHours.NONE,
                        Map.of(id + "-reader", Direction.IN),
                        pads,
                        Map.of(),
                        Map.of(),
                        new Shown(id),
                        Optional.of(
                                new PointSlot.Sells(
                                        terms(),
                                        Optional.of(id + "-keys"),
                                        tray,
                                        scale,
                                        prices,
                                        checkPercent,
                                        counter.apply(id),
                                        operators)));
        return new PointSlot<>(parts);
    }

    static Terms terms() {
        var daily =
                new Schedule(
                        "lunch",
                        List.of(
                                new Schedule.Window(
                                        EnumSet.allOf(DayOfWeek.class),
                                        LocalTime.of(11, 0),
                                        LocalTime.of(13, 0))));
        return new Terms(
                new Meals(List.of(new Meal("lunch", daily)), Optional.empty(), Rig.ZONE),
                new Payment.Accounts(
                        List.of(
                                new Wallet(
                                        "subsidy", new Share.Fixed(new Fen(500)), Term.MONTH, true),
                                Wallet.personal("personal")),
                        new Credit(
                                new Cap(20, new Fen(30_000)),
                                new Fen(100_000),
                                Duration.ofHours(24),
                                50,
                                Fen.ZERO,
                                Duration.ofHours(72))),
                new Limits(
                        new Fen(5_000),
                        Duration.ofMinutes(5),
                        new Cap(5, Fen.ZERO),
                        new Cap(0, new Fen(20_000))),
                Map.of("cadre", 10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15));
    }

    // --- people ---

    /// The host says so much stands in both wallets.
    Canteen has(long person, long subsidy, long personal) {
        balances.put(
                person,
                Map.of(
                        "subsidy", new Balance(subsidy, NOON, Optional.empty()),
                        "personal", new Balance(personal, NOON, Optional.empty())));
        return this;
    }

    /// Somebody's card, which leaves again at once.
    void tap(String till, long person, String... groups) {
        tapShortly(till, person, groups);
        after(Duration.ofSeconds(2));
    }

    /// And whatever comes next comes at once.
    void tapShortly(String till, long person, String... groups) {
        var with = groups.length == 0 ? new String[] {"diners"} : groups;
        tap(till, person, Rig.known(person, with));
    }

    /// What the lists hold about the card.
    void tap(String till, long person, Presentation shown) {
        var reader = till + "-reader";
        loop.turn(
                new Stimulus.Presented(
                        reader,
                        shown,
                        now.mono().nanos(),
                        0,
                        0,
                        accounts(person),
                        ordered,
                        Optional.empty()),
                now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    /// What the list in force says of them.
    Map<Token, Statement> accounts(long person) {
        return Optional.ofNullable(balances.get(person))
                .map(it -> Map.of(Rig.subject(person), new Statement(ACCOUNTS, it)))
                .orElse(Map.of());
    }

    /// Somebody shows that at a reader of the gate.
    void passes(String reader, Presentation shown) {
        loop.turn(new Stimulus.Presented(reader, shown, now.mono().nanos(), 0, 0), now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    /// From now on these plates rest on the antenna, and no others.
    void lay(String... tags) {
        lies(tags.length == 0 ? new Tray.Empty() : new Tray.Stable(Set.of(tags)));
    }

    void lies(Tray tray) {
        loop.turn(new Stimulus.Laid(TRAY.antenna(), tray), now);
    }

    /// The same of the till that sells by a list.
    void lays(String... tags) {
        var tray = tags.length == 0 ? new Tray.Empty() : new Tray.Stable(Set.of(tags));
        loop.turn(new Stimulus.Laid(PLATES.antenna(), tray), now);
    }

    /// The food on the scale that sells by a list weighs so much now.
    void puts(long grams) {
        loop.turn(new Stimulus.Weighed("buffet-pan", new Load.Weight(grams, true)), now);
    }

    /// The food on the scale weighs so much now.
    void weighs(long grams) {
        weighs(new Load.Weight(grams, true));
    }

    void weighs(Load load) {
        loop.turn(new Stimulus.Weighed(WEIGHT.scale(), load), now);
    }

    void key(String till, long number) {
        loop.turn(new Stimulus.Keyed(till + "-keys", number), now);
    }

    void call(String till, Call call) {
        loop.turn(new Stimulus.Called(till + "-keys", call), now);
    }

    void rate(String till, int stars) {
        loop.turn(new Stimulus.Rated(till + "-keys", stars), now);
    }

    /// The host says what it counted of a batch.
    List<Reason> reconciled(String till, HostCount host) {
        return given(till, new Command.Act.Reconcile(host));
    }

    /// Somebody orders the batch of a till to be closed.
    List<Reason> settled(String till) {
        return given(till, new Command.Act.Settle());
    }

    /// An operator orders the point to be so.
    ///
    /// @return what they are answered, once the journal has
    List<Reason> ordered(String till, Posture posture) {
        return given(till, new Command.Act.Stand(posture, Optional.empty()));
    }

    /// The same, and the journal has not answered yet.
    void commanded(String till, List<Reason> answers) {
        given(till, new Command.Act.Settle(), answers);
    }

    private List<Reason> given(String till, Command.Act act) {
        var answers = new ArrayList<Reason>();
        given(till, act, answers);
        answer();
        return answers;
    }

    private void given(String till, Command.Act act, List<Reason> answers) {
        var command = new Command("order-no-" + ++orders, till, act, "local:guard");
        loop.turn(new Stimulus.Commanded(command, answer -> answers.add(answer.reason())), now);
    }

    /// The host holds everything so far.
    void received() {
        loop.turn(new Stimulus.Received(new Place(EPOCH, rows.size())), now);
    }

    /// The journal answers everything so far, and what follows from it.
    void answer() {
        while (!isAnswered()) {
            answerOne();
        }
    }

    /// And only what was offered by now: in one commit.
    void commits() {
        int end = offered.size();
        while (answered < end) {
            answerOne();
        }
    }

    private Optional<Draft> next() {
        return answered < offered.size() ? Optional.of(offered.get(answered++)) : Optional.empty();
    }

    /// The journal answers what was offered first.
    void answerOne() {
        var draft = before.flatMap(Canteen::next).orElseGet(() -> next().orElseThrow());
        boolean held = room.getAsBoolean();
        long seq = rows.size() + 1L;
        if (held) {
            rows.add(event(draft, seq));
        }
        draft.tap()
                .map(
                        id ->
                                held
                                        ? new Stimulus.Recorded(id, seq)
                                        : new Stimulus.NotRecorded(id, Reason.JOURNAL_FULL))
                .ifPresent(stimulus -> loop.turn(stimulus, now));
    }

    boolean isAnswered() {
        return answered == offered.size() && before.map(Canteen::isAnswered).orElse(true);
    }

    void after(Duration duration) {
        var end = now.mono().plus(duration);
        now = new Moment(end, now.wall().plus(duration), now.trust());
        loop.due(now);
    }

    // --- what the journal says ---

    static Json.Obj event(Draft draft, long seq) {
        return Json.Obj.EMPTY
                .with("type", "onecard." + draft.kind().wire() + ".v1")
                .with("time", draft.at().wall().atZone(Rig.ZONE).toOffsetDateTime().toString())
                .with(
                        "data",
                        draft.data()
                                .with("point", draft.point())
                                .with("epoch", EPOCH)
                                .with("seq", seq)
                                .with("clock", draft.at().trust().wire()));
    }

    /// The last state of each sale, by its name.
    Map<String, String> sales() {
        var sales = new TreeMap<String, String>();
        for (var row : rows) {
            Sales.of(Occurrences.data(row))
                    .ifPresent(sale -> sales.put(sale.id().toString(), text(sale)));
        }
        return sales;
    }

    private static String text(Sale sale) {
        return sale.state().wire()
                + sale.legs().legs().stream()
                        .map(leg -> " " + leg.wallet() + " " + leg.amount())
                        .reduce("", String::concat);
    }

    private final class Told implements Counter {
        private final String till;

        Told(String till) {
            this.till = till;
        }

        @Override
        public void post(Optional<Price> price, Moment now) {
            told.add(till + " posts " + price.map(Object::toString).orElse("nothing"));
        }

        @Override
        public void unpriced(Set<String> tags, Moment now) {
            told.add(till + " has no price for " + tags.stream().sorted().toList());
        }

        @Override
        public void tell(Sale sale, Optional<Fen> left, Moment now) {
            told.add(till + " tells " + sale.id() + " " + sale.amount());
        }

        @Override
        public void tell(Reversal reversal, Moment now) {
            told.add(till + " gives back " + reversal.legs().total() + " of " + reversal.of());
        }

        @Override
        public void tell(Settlement settled, Moment now) {
            var totals = settled.batch().totals();
            told.add(till + " settles " + settled.batch().number() + ": " + totals.netFen());
        }

        @Override
        public void totals(Settlement soFar, Moment now) {
            var totals = soFar.batch().totals();
            told.add(till + " has " + soFar.batch().number() + ": " + totals.netFen() + " so far");
        }

        @Override
        public void tell(Difference difference, Moment now) {
            told.add(till + " differs " + difference.members());
        }

        @Override
        public void again(Slip slip, Moment now) {
            told.add(till + " copies " + slip);
        }

        @Override
        public void rated(int stars, Moment now) {
            told.add(till + " thanks for " + stars);
        }

        @Override
        public void tell(Account account, Moment now) {
            told.add(till + " shows " + account.left() + " and " + account.last().size());
        }

        @Override
        public void say(Words words, Moment now) {
            told.add(till + " says " + words.en());
        }
    }

    private final class Shown implements Panel {
        private final String till;

        Shown(String till) {
            this.till = till;
        }

        @Override
        public void show(Signal signal, String zh, String en) {
            told.add(till + " " + signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }
}
