package onecard.edge.loop;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongFunction;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Schedule;
import onecard.edge.crypto.SigningKey;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.money.Balance;
import onecard.money.Cap;
import onecard.money.Credit;
import onecard.money.Fen;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Payment;
import onecard.money.Preorders;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.Statement;
import onecard.money.Terms;
import onecard.money.Wallet;
import onecard.point.PostureHours;
import onecard.point.canteen.Mode;
import onecard.point.canteen.Till;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A process made to be killed: one sale after another at a till, through the real loop, journal
/// and fold, and every sale that somebody was told of on stdout.
///
/// Its arguments: the directory; a second plants a bug, which tells before anything is durable.
public final class KilledTill {

    static final Fen PRICE = new Fen(1_200);

    /// So many people come in turn.
    static final int PEOPLE = 20;

    /// What the host says stands in each wallet, before any sale of this till.
    static final long BALANCE = 10_000_000;

    private KilledTill() {}

    public static void main(String[] args) throws Exception {
        boolean early = args.length > 1;
        run(
                Path.of(args[0]),
                new Mode.Fixed(new Price.Amount(PRICE)),
                turn -> {
                    var person = turn % PEOPLE;
                    if (early) {
                        System.out.println("paid till-1:" + (turn + 1_000_000) + " " + person);
                    }
                    return shown(person, Optional.empty());
                });
    }

    /// @param shown at each turn
    static void run(Path directory, Mode mode, LongFunction<Stimulus> shown) throws Exception {
        var path = directory.resolve("journal.db");
        var fold = new MemoryFold();
        var random = new java.security.SecureRandom();
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "%04x".formatted(random.nextInt(0x10000)),
                        ZoneId.of("Asia/Shanghai"),
                        SigningKey.madeAtFirstUse(directory.resolve("device.pem")),
                        () -> "%08x".formatted(random.nextInt()));
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        var answers = new LinkedBlockingQueue<Stimulus>();
        var file = JournalFile.open(path, who, limits, fold, now());
        var journal =
                new SqliteJournal(
                        file,
                        new JournalOutbox(path),
                        KilledTill::now,
                        new JournalAnswers(answers));
        var loop =
                new EdgeLoop(
                        List.of(new PointSlot<>(till(mode))),
                        EdgeLoop.Before.nothing()
                                .sold(
                                        fold.ledger().inOrder(file.epochs()),
                                        file.position().epoch()),
                        journal,
                        new Metrics());
        journal.start();
        loop.start(now());
        System.out.println("ready");
        for (long turn = 0; ; turn++) {
            loop.turn(shown.apply(turn), now());
            while (!loop.isQuiet() || !answers.isEmpty()) {
                loop.turn(answers.take(), now());
            }
        }
    }

    /// @param orders in force
    static Stimulus shown(long person, Optional<Preorders> orders) {
        var balance = new Balance(BALANCE, Instant.EPOCH, Optional.empty());
        var list = new ListVersion("accounts", 1, Instant.now(), Optional.empty());
        return new Stimulus.Presented(
                "pay",
                Rig.known(person, "diners"),
                System.nanoTime(),
                0,
                0,
                Map.of(Rig.subject(person), new Statement(list, Map.of("personal", balance))),
                orders,
                Optional.empty());
    }

    private static PointSlot.Parts<Till.State> till(Mode mode) {
        return new PointSlot.Parts<>(
                "till-1",
                "canteen",
                new Till(mode),
                Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE),
                PostureHours.NONE,
                Map.of("pay", Direction.IN),
                Map.of(),
                Map.of(),
                Map.of(),
                new Silent(),
                Optional.of(
                        new PointSlot.Sells(
                                terms(), Optional.empty(), new Telling(), Optional.empty())));
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
                new Payment.Accounts(
                        List.of(Wallet.personal("personal")),
                        new Credit(
                                Cap.NONE,
                                Fen.ZERO,
                                Duration.ofHours(24),
                                50,
                                Fen.ZERO,
                                Duration.ofHours(72))),
                new Limits(PRICE, Duration.ZERO, Cap.NONE, Cap.NONE),
                Map.of(),
                Duration.ZERO,
                Duration.ofSeconds(15));
    }

    private static Moment now() {
        return new Moment(new Mono(System.nanoTime()), Instant.now(), ClockTrust.SYNCED);
    }

    /// Says who has paid, as a voice would.
    private static final class Telling implements Counter {
        @Override
        public void post(Optional<Price> price, Moment now) {}

        @Override
        public void tell(Sale sale, Optional<Fen> left, Moment now) {
            System.out.println("paid " + sale.id() + " " + sale.diner().low());
        }
    }

    private static final class Silent implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
