package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.access.Schedule;
import onecard.access.Token;
import onecard.edge.Series.Figures;
import onecard.edge.crypto.Json;
import onecard.edge.intake.TapSource;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.loop.Counter;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.PointSlot;
import onecard.edge.store.registry.Accounts;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.registry.WalletView;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.money.Basis;
import onecard.money.Cap;
import onecard.money.Credit;
import onecard.money.Fen;
import onecard.money.Ledger;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Payment;
import onecard.money.Place;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Terms;
import onecard.money.Under;
import onecard.money.Wallet;
import onecard.point.canteen.Mode;
import onecard.point.canteen.Till;
import onecard.time.Moment;

/// From a card's facts on the reader's thread to the word that it is paid, beside one durable
/// commit by C on the same disk, at the same pace. Each sale is made durable twice, and looked up
/// in two lists of ten thousand; the books hold two thousand sales of the day before its first.
final class SaleBench implements Bench.Work {

    private static final int SALES = 200;
    private static final int WARM_UP = 100;
    private static final int BEFORE = 2_000;
    private static final Fen PRICE = new Fen(1_200);
    private static final String TILL = "lunch-1";

    @Override
    public void run(Bench.Setting setting) throws Exception {
        System.out.println("sale: " + setting.rounds() + " rounds of " + SALES + " sales");
        var pairs =
                OneCommit.beside(
                        setting,
                        WARM_UP + SALES,
                        Shown.QUIET,
                        round -> sales(setting.scratch().resolve("sale-" + round)));
        pairs.print("facts to paid p50, ms", Figures::p50, 1e6, "<= 2.5 x one commit");
        pairs.print("facts to paid p99, ms", Figures::p99, 1e6, "<= 3 x one commit");
    }

    private static Figures sales(Path directory) throws Exception {
        Files.createDirectories(directory);
        var paid = new Word();
        try (var work = new Answering(directory)) {
            publishAccounts(work.registry);
            var loop =
                    new EdgeLoop(
                            List.of(till(paid)),
                            EdgeLoop.Before.nothing().sold(before(), work.epoch),
                            work.journal,
                            new Metrics());
            try (var _ = Shown.turning(loop, work)) {
                var accounts = new Accounts(() -> view(work.registry), "accounts", "bench");
                var source =
                        new TapSource(
                                work::lists,
                                accounts::of,
                                work.inbox,
                                Samples.SILENT,
                                new Metrics(),
                                System::nanoTime);
                source.accept(new DeviceEvent.ReaderBack("pay", System.nanoTime()));
                return Shown.figures(
                        work,
                        WARM_UP,
                        SALES,
                        diner -> {
                            var token = People.tokens().of("ssc", People.code(diner));
                            long start = Shown.card(source, "pay", token);
                            return paid.said("diner " + diner) - start;
                        });
            }
        }
    }

    private static PointSlot<?> till(Word paid) {
        var mode = new Mode.Fixed(new Price.Amount(PRICE));
        var counter =
                new Counter() {
                    @Override
                    public void post(Optional<Price> price, Moment now) {}

                    @Override
                    public void tell(Sale sale, Optional<Fen> left, Moment now) {
                        paid.say();
                    }
                };
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        TILL,
                        "canteen",
                        new Till(mode),
                        Policy.of(Set.of("staff"), Assurance.A1, Samples.ZONE),
                        onecard.point.PostureHours.NONE,
                        Map.of("pay", Direction.IN),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Samples.SILENT,
                        Optional.of(
                                new PointSlot.Sells(
                                        terms(), Optional.empty(), counter, Optional.empty()))));
    }

    private static Terms terms() {
        var always =
                new Schedule.Window(
                        EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        return new Terms(
                new Meals(
                        List.of(new Meal("lunch", new Schedule("always", List.of(always)))),
                        Optional.empty(),
                        Samples.ZONE),
                new Payment.Accounts(
                        List.of(Wallet.personal("personal")),
                        new Credit(
                                new Cap(20, new Fen(100_000)),
                                new Fen(1_000_000_000),
                                Duration.ofHours(100),
                                50,
                                Fen.ZERO,
                                Duration.ofHours(144))),
                new Limits(new Fen(5_000), Duration.ofMinutes(5), Cap.NONE, Cap.NONE),
                Map.of("staff", 10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15));
    }

    private static Ledger before() {
        var ledger = Ledger.EMPTY;
        for (int i = 1; i <= BEFORE; i++) {
            var sale =
                    new Sale(
                            new SaleId(TILL, i),
                            subject(Answering.PEOPLE - 1 - i),
                            PRICE,
                            new Legs(List.of(new Leg("personal", PRICE))),
                            new Serving("lunch", LocalDate.of(2026, 11, 30)),
                            Instant.parse("2026-11-30T03:30:00Z"),
                            Under.NONE,
                            Basis.NONE,
                            Sale.State.PENDING);
            ledger = ledger.after(sale, Optional.empty());
            ledger = ledger.after(sale.in(Sale.State.DONE), Optional.of(new Place("00000001", i)));
        }
        return ledger;
    }

    private static Token subject(int number) {
        return Token.of(People.tokens().bytes("subject", "p-" + number));
    }

    private static void publishAccounts(Registry registry) throws Exception {
        var publisher = new Publisher("bench", 7);
        var entries = new ArrayList<ListEntry>();
        for (int i = 0; i < Answering.PEOPLE; i++) {
            entries.add(
                    ListEntry.of(
                            "subject",
                            subject(i),
                            Json.Obj.EMPTY
                                    .with("wallet", "personal")
                                    .with("balance_fen", 10_000)
                                    .with("as_of", "2026-11-28T00:00:00Z")));
        }
        entries.sort(ListEntry.ORDER);
        var made = publisher.head("accounts", ListType.WALLETS, 1, entries, 6, 0);
        var head =
                new ListHead(
                        made.site(),
                        made.list(),
                        made.type(),
                        made.version(),
                        Instant.now(),
                        made.validUntil(),
                        made.denyMin(),
                        made.entries(),
                        made.bits(),
                        made.buckets());
        var published = registry.published();
        for (var sha256 : published.missing(head)) {
            published.shelve("accounts", sha256, publisher.packed(sha256));
        }
        published.adopt(head, Publisher.KEY.publicText());
    }

    private static WalletView view(Registry registry) {
        try {
            return registry.published().wallets();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
