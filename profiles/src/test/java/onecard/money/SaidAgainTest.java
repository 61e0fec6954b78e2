package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import onecard.access.Token;
import org.junit.jupiter.api.Test;

/// The same records make the same ledger, and to say one again says nothing new.
final class SaidAgainTest {

    private static final Token SHE = new Token(0, 1);
    private static final Token HE = new Token(0, 2);
    private static final Serving LUNCH = new Serving("lunch", LocalDate.of(2026, 6, 30));

    /// A record of a sale, or of some of it given back.
    private record Entry(
            long number, SaleId id, Optional<Sale> sale, Legs back, Optional<Place> place) {
        Ledger on(Ledger ledger) {
            return sale.map(it -> ledger.after(it, place))
                    .orElseGet(() -> ledger.refunded(Refunds.of(number, id, back), place));
        }

        Entry onItsWay() {
            return new Entry(number, id, sale, back, Optional.empty());
        }
    }

    /// Any records, even such as no terminal writes.
    private static List<Entry> records(Random random) {
        var records = new ArrayList<Entry>();
        for (int seq = 1; seq <= 25; seq++) {
            var id = new SaleId("pos-" + (1 + random.nextInt(2)), 1 + random.nextInt(4));
            var sale = sale(id, random.nextBoolean() ? SHE : HE, 100 + id.number());
            boolean refund = random.nextInt(3) == 0;
            var states = Sale.State.values();
            records.add(
                    new Entry(
                            seq,
                            id,
                            refund
                                    ? Optional.empty()
                                    : Optional.of(sale.in(states[random.nextInt(states.length)])),
                            refund ? own(1 + random.nextInt(60)) : Legs.NONE,
                            Optional.of(new Place("e" + seq / 10, seq))));
        }
        return records;
    }

    /// Once more at once, and all that meant anything once more at the end.
    @Test
    void theSameRecordsAreTheSameLedgerHoweverOftenEachIsSaid() {
        for (long seed = 0; seed < 300; seed++) {
            var where = "seed " + seed;
            var random = new Random(seed);
            var meant = new ArrayList<Entry>();
            var once = Ledger.EMPTY;
            var often = Ledger.EMPTY;
            for (var record : records(random)) {
                var before = once.line(record.id());
                once = record.on(once);
                if (!before.equals(once.line(record.id()))) {
                    meant.add(record);
                }
                for (int times = 1 + random.nextInt(5); times > 0; times--) {
                    often = record.on(often);
                }
                assertEquals(seen(once), seen(often), where);
            }
            for (var record : meant) {
                often = record.on(often);
                assertEquals(seen(once), seen(often), () -> where + ": again " + record);
            }
        }
    }

    /// Told when it is begun and once more when it stands in the journal, as a terminal does; at a
    /// start only what stands there is read.
    @Test
    void aLedgerIsTheSameLiveAsAtAStart() {
        for (long seed = 0; seed < 300; seed++) {
            var where = "seed " + seed;
            var random = new Random(seed);
            var read = Ledger.EMPTY;
            var live = Ledger.EMPTY;
            for (var record : records(random)) {
                read = record.on(read);
                live = record.on(record.onItsWay().on(live));
                assertEquals(seen(read), seen(live), where);
            }
        }
    }

    /// A snapshot says all of it but who bought first.
    @Test
    void aSnapshotIsTheSameLedger() {
        for (long seed = 0; seed < 100; seed++) {
            var where = "seed " + seed;
            var whole = Ledger.EMPTY;
            var kept = Ledger.EMPTY;
            for (var record : records(new Random(seed))) {
                whole = record.on(whole);
                kept = record.on(Ledger.of(kept.kept()));
                assertEquals(whole.kept(), kept.kept(), where);
                assertEquals(whole.next("pos-1"), kept.next("pos-1"), where);
                assertEquals(whole.unfinished().size(), kept.unfinished().size(), where);
            }
        }
    }

    /// Everything that can be seen of it.
    static List<Object> seen(Ledger ledger) {
        var seen = new ArrayList<Object>();
        for (var point : List.of("pos-1", "pos-2")) {
            seen.add(ledger.next(point));
            seen.add(ledger.exposure(point));
            IntStream.rangeClosed(1, 4)
                    .mapToObj(number -> ledger.line(new SaleId(point, number)))
                    .forEach(seen::add);
        }
        seen.add(ledger.tab(SHE));
        seen.add(ledger.tab(HE));
        return seen;
    }

    private static Sale sale(SaleId id, Token diner, long fen) {
        return new Sale(
                id,
                diner,
                new Fen(fen),
                own(fen),
                LUNCH,
                Instant.EPOCH,
                Under.NONE,
                Basis.NONE,
                Sale.State.PENDING);
    }

    private static Legs own(long fen) {
        return new Legs(List.of(new Leg("own", new Fen(fen))));
    }
}
