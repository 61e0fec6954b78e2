package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.LedgerFold;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.Outbox;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Ledger;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Pickup;
import onecard.money.Place;
import onecard.money.PriceVersion;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Under;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sales, few and as many as a ledger holds, through what a restart reads.
class SalesInSnapshotsTest {

    private static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
    private static final Moment NOW = new Moment(new Mono(0), NOON, ClockTrust.SYNCED);

    @TempDir private Path dir;

    @Test
    void aSnapshotOfAFullLedgerIsReadBack() {
        var fold = new LedgerFold();
        long seq = 0;
        for (int number = 1; number <= Ledger.SALES_MAX; number++) {
            for (var state : List.of(Sale.State.PENDING, Sale.State.DONE)) {
                fold.apply(Canteen.event(draft(number, state), ++seq));
            }
        }

        var body = Canonical.text(fold.state());
        var read = JsonReader.ownObject(body);

        assertEquals(fold.state(), read.orElseThrow(() -> new AssertionError(body.length())));
    }

    /// The books beside the journal are as long as the loop's own, or each start would read more
    /// than the one before it.
    @Test
    void whatIsOldAndHeldIsForgottenHereToo() {
        var fold = new MemoryFold();
        var epochs = List.of("7f3a19c2");
        long seq = 0;
        for (int number = 1; number <= Ledger.SALES_MAX; number++) {
            fold.apply(Canteen.event(draft(number, Sale.State.DONE), ++seq));
        }
        fold.held(new Outbox.Position("7f3a19c2", seq - 100), epochs);
        assertEquals(Ledger.SALES_MAX, fold.ledger().kept().lines().size());

        var nextWeek = DAY.plusDays(Ledger.DAYS_KEPT + 1);
        var next = draft(Ledger.SALES_MAX + 1, Sale.State.DONE, nextWeek);
        fold.apply(Canteen.event(next, ++seq));

        assertEquals(100 + 1, fold.ledger().kept().lines().size());
        assertEquals(Ledger.SALES_MAX + 1L, fold.ledger().kept().last().get("lunch-1"));
    }

    /// An epoch in which nothing was sold is older than the one that began after it.
    @Test
    void whatAnEarlierEpochHeldIsNothingOfThisOne() {
        var fold = new MemoryFold();
        long seq = 0;
        for (int number = 1; number <= Ledger.SALES_MAX; number++) {
            fold.apply(Canteen.event(draft(number, Sale.State.DONE), ++seq));
        }
        fold.held(new Outbox.Position("00000001", 1_000_000), List.of("00000001", "7f3a19c2"));

        var nextWeek = DAY.plusDays(Ledger.DAYS_KEPT + 1);
        var next = draft(Ledger.SALES_MAX + 1, Sale.State.DONE, nextWeek);
        fold.apply(Canteen.event(next, ++seq));

        assertEquals(Ledger.SALES_MAX + 1, fold.ledger().kept().lines().size());
    }

    @Test
    void whatWasSoldIsKnownAfterARestart() throws Exception {
        var before = new MemoryFold();
        try (var journal = open(before)) {
            for (int number = 1; number <= 5_000; number++) {
                var drafts = new ArrayList<Draft>();
                for (var state : List.of(Sale.State.PENDING, Sale.State.DONE)) {
                    drafts.add(draft(number, state));
                }
                journal.commit(drafts, NOW);
            }
            assertEquals(1, journal.snapshotIfDue(NOW).size());
        }
        var after = new MemoryFold();
        try (var _ = open(after)) {
            assertEquals(
                    before.ledger().kept().lines().size(), after.ledger().kept().lines().size());
            assertEquals(before.ledger().kept().last(), after.ledger().kept().last());
        }
    }

    /// The fold that goes along with the journal's thread is what the snapshot is made of: it has
    /// to know where each record stands, or nothing of before is ever counted or held again.
    @Test
    void whereASaleStandsIsKnownAfterASnapshotAndARestart() throws Exception {
        var tomorrow =
                new Moment(
                        NOW.mono().plus(Duration.ofDays(1)),
                        NOON.plus(Duration.ofDays(1)),
                        ClockTrust.SYNCED);
        var sale = new SaleId("lunch-1", 1);
        var before = new MemoryFold();
        try (var journal = open(before)) {
            var pending = draft(1, Sale.State.PENDING);
            var done = draft(1, Sale.State.DONE);
            long seq = journal.commit(List.of(pending, done), NOW).getLast().at().seq();
            var place = Optional.of(new Place("7f3a19c2", seq));

            assertEquals(place, before.ledger().line(sale).orElseThrow().place());
            assertEquals(1, journal.snapshotIfDue(tomorrow).size());
        }
        var after = new MemoryFold();
        try (var _ = open(after)) {
            assertEquals(before.ledger().kept(), after.ledger().kept());
        }
    }

    /// Nor is what was handed out handed out again.
    @Test
    void whatWasHandedOutIsKnownAfterASnapshotAndARestart() throws Exception {
        try (var journal = open(new MemoryFold())) {
            for (int number = 1; number <= 3; number++) {
                var states = List.of(Sale.State.PENDING, Sale.State.DONE);
                for (var state : states) {
                    journal.commit(List.of(draft(number, state)), NOW);
                }
            }
            journal.commit(List.of(draft(2, Sale.State.VOID)), NOW);
            var tomorrow =
                    new Moment(
                            NOW.mono().plus(Duration.ofDays(1)),
                            NOON.plus(Duration.ofDays(1)),
                            ClockTrust.SYNCED);
            assertEquals(1, journal.snapshotIfDue(tomorrow).size());
            journal.commit(List.of(draft(4, Sale.State.PENDING)), tomorrow);
        }
        var after = new MemoryFold();
        try (var _ = open(after)) {
            for (int number = 1; number <= 4; number++) {
                assertEquals(
                        number != 2,
                        after.ledger().isHandedOut(order(number).order()),
                        "" + number);
            }
            var line = after.ledger().line(new SaleId("lunch-1", 3)).orElseThrow();
            assertEquals(Optional.of(order(3)), line.sale().basis().order());
        }
    }

    private static Pickup order(int number) {
        var lease = Pickup.Lease.values()[number % Pickup.Lease.values().length];
        var items = number % 2 == 0 ? List.of("noodles", "tea") : List.<String>of();
        return new Pickup(new Token(9, number), "orders", 7, items, number % 4 == 1, NOON, lease);
    }

    private JournalFile open(MemoryFold fold) throws Exception {
        var who =
                new JournalIdentity(
                        "bench",
                        "till",
                        "51d0",
                        Rig.ZONE,
                        SigningKey.madeAtFirstUse(dir.resolve("device.pem")),
                        () -> "7f3a19c2");
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        return JournalFile.open(dir.resolve("journal.db"), who, limits, fold, NOW);
    }

    private static Draft draft(int number, Sale.State state) {
        return draft(number, state, DAY);
    }

    private static Draft draft(int number, Sale.State state, LocalDate businessDate) {
        var legs =
                new Legs(
                        List.of(
                                new Leg("subsidy", new Fen(500)),
                                new Leg("personal", new Fen(700))));
        var sale =
                new Sale(
                        new SaleId("lunch-1", number),
                        new Token(number % 5_000, 1),
                        legs.total(),
                        legs,
                        new Serving("lunch", businessDate),
                        NOON,
                        Under.NONE,
                        Basis.NONE
                                .with(new PriceVersion("lunch-prices", number))
                                .with(order(number)),
                        state);
        return Events.sale(new TapId(number), sale, Optional.empty(), NOW);
    }
}
