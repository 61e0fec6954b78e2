package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import onecard.access.Token;
import org.junit.jupiter.api.Test;

/// What the host has counted up to a place is taken off a balance once: by the host, and not by the
/// device as well. What it holds is no exposure.
final class CountedTest {

    private static final Token SHE = new Token(0, 1);
    private static final Instant NOON = Instant.parse("2026-06-30T04:00:00Z");
    private static final Serving LUNCH = new Serving("lunch", LocalDate.of(2026, 6, 30));
    private static final Wallet OWN = Wallet.personal("own");

    /// So much that nothing is ever below zero.
    private static final long PAID_IN = 1_000_000;

    /// Wherever the host has counted up to, over any change of epoch, the same is left: what was
    /// paid in, less what was bought, with what came back.
    @Test
    void nothingIsTakenOffTwiceOrForgotten() {
        for (long seed = 0; seed < 1_000; seed++) {
            var day = new Day(new Random(seed));
            for (int step = 0; step < 40; step++) {
                day.step();
                day.check("seed " + seed + ", step " + step);
            }
        }
    }

    private interface Step extends BiFunction<Ledger, Optional<Place>, Ledger> {}

    /// Its record, on its way to the journal.
    ///
    /// @param moves what the host takes off when it counts it; below zero for what comes back
    private record Written(Step step, long moves) {}

    /// A sale as someone beside the terminal would note it.
    private static final class Note {
        final Sale sale;
        Sale.State state = Sale.State.PENDING;
        long back;

        Note(Sale sale) {
            this.sale = sale;
        }

        long weighs() {
            return state == Sale.State.VOID ? 0 : sale.amount().fen() - back;
        }
    }

    private static final class Day {
        final Random random;
        long refunds;
        final List<Note> notes = new ArrayList<>();
        final Deque<Written> onTheirWay = new ArrayDeque<>();

        /// What stands in the wallet for a host that has counted up to there.
        final List<Balance> statements =
                new ArrayList<>(List.of(new Balance(PAID_IN, NOON, Optional.empty())));

        Ledger ledger = Ledger.EMPTY;
        int epoch = 1;
        long seq;

        Day(Random random) {
            this.random = random;
        }

        void check(String where) {
            long left = PAID_IN - notes.stream().mapToLong(Note::weighs).sum();
            for (var statement : statements) {
                assertEquals(
                        left,
                        ledger.tab(SHE).left(OWN, statement).fen(),
                        () -> where + ": " + statement);
            }
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1 -> commit();
                case 2 -> sell();
                case 3 -> {
                    if (onTheirWay.isEmpty()) {
                        epoch++;
                        seq = 0;
                    }
                }
                default -> {
                    if (!notes.isEmpty()) {
                        further(notes.get(random.nextInt(notes.size())));
                    }
                }
            }
        }

        private void sell() {
            var legs = new Legs(List.of(new Leg("own", new Fen(1 + random.nextInt(500)))));
            var sale =
                    new Sale(
                            ledger.next("pos-1"),
                            SHE,
                            legs.total(),
                            legs,
                            LUNCH,
                            NOON,
                            Under.NONE,
                            Basis.NONE,
                            Sale.State.PENDING);
            notes.add(new Note(sale));
            write((it, where) -> it.after(sale, where), 0);
        }

        private void further(Note note) {
            switch (note.state) {
                case PENDING, UNKNOWN -> {
                    switch (random.nextInt(4)) {
                        case 0 -> moves(note, Sale.State.VOID, 0);
                        case 1 -> moves(note, Sale.State.UNKNOWN, 0);
                        default -> moves(note, Sale.State.DONE, note.sale.amount().fen());
                    }
                }
                case DONE -> {
                    if (note.back == 0 && random.nextInt(3) == 0) {
                        moves(note, Sale.State.VOID, -note.sale.amount().fen());
                    } else if (note.weighs() > 0) {
                        long fen = 1 + random.nextLong(note.weighs());
                        note.back += fen;
                        var legs = new Legs(List.of(new Leg("own", new Fen(fen))));
                        var refund = Refunds.of(++refunds, note.sale.id(), legs);
                        write((it, where) -> it.refunded(refund, where), -fen);
                    }
                }
                case VOID -> {}
            }
        }

        private void moves(Note note, Sale.State next, long fen) {
            note.state = next;
            write((it, where) -> it.after(note.sale.in(next), where), fen);
        }

        private void write(Step step, long moves) {
            ledger = step.apply(ledger, Optional.empty());
            onTheirWay.add(new Written(step, moves));
        }

        private void commit() {
            if (!onTheirWay.isEmpty()) {
                var written = onTheirWay.remove();
                seq += 1 + random.nextInt(3);
                var place = Optional.of(new Place("e" + epoch, seq));
                ledger = written.step().apply(ledger, place);
                statements.add(
                        new Balance(statements.getLast().fen() - written.moves(), NOON, place));
            }
        }
    }

    // --- one by one ---

    @Test
    void aBalanceThatIncludesTheSaleIsWhatIsLeft() {
        var ledger = Ledger.EMPTY.after(done("pos-1", 1, 300), at("e1", 7));

        assertEquals(700, left(ledger, 1_000, Optional.empty()));
        assertEquals(700, left(ledger, 1_000, at("e1", 6)));
        assertEquals(1_000, left(ledger, 1_000, at("e1", 7)));
        assertEquals(0, left(ledger, 299, Optional.empty()));
        assertEquals(0, left(ledger, -50, at("e1", 7)));
    }

    /// Of what another journal said first nobody here knows whether it was before or after.
    @Test
    void aPlaceInAnEpochThatNobodyKnowsCountsNothing() {
        var ledger = Ledger.EMPTY.after(done("pos-1", 1, 300), at("e2", 7));

        assertEquals(700, left(ledger, 1_000, at("e1", 1_000)));
    }

    @Test
    void nothingIsCountedInEpochsThatNobodyKnows() {
        assertFalse(Epochs.NONE.reaches(new Place("e1", 2), new Place("e1", 1)));
    }

    @Test
    void allOfAnEarlierEpochIsCountedWithTheFirstOfTheNext() {
        var ledger =
                Ledger.EMPTY
                        .after(done("pos-1", 1, 300), at("e1", 900))
                        .after(done("pos-1", 2, 50), at("e2", 1))
                        .after(done("pos-1", 3, 5), at("e2", 2));

        assertEquals(645, left(ledger, 1_000, at("e1", 899)));
        assertEquals(945, left(ledger, 1_000, at("e1", 900)));
        assertEquals(995, left(ledger, 1_000, at("e2", 1)));
        assertEquals(1_000, left(ledger, 1_000, at("e2", 2)));
    }

    /// So it is with any balance that a list can hold.
    @Test
    void theLargestDebtIsNothingLeft() {
        var ledger = Ledger.EMPTY.after(done("pos-1", 1, 300), at("e1", 7));

        assertEquals(0, left(ledger, Long.MIN_VALUE, Optional.empty()));
    }

    // --- held ---

    @Test
    void whatTheHostHoldsIsNoExposure() {
        var ledger =
                Ledger.EMPTY
                        .after(done("pos-1", 1, 300), at("e1", 7))
                        .after(done("pos-2", 1, 40), at("e1", 8))
                        .after(done("pos-1", 2, 5), at("e1", 9))
                        .after(done("pos-1", 3, 60).in(Sale.State.UNKNOWN), at("e1", 10))
                        .after(done("pos-1", 4, 70).in(Sale.State.VOID), at("e1", 11));

        assertEquals(new Fen(365), ledger.exposure("pos-1"));
        assertEquals(new Fen(40), ledger.exposure("pos-2"));
        assertEquals(new Fen(65), ledger.held(new Place("e1", 8)).exposure("pos-1"));
        assertEquals(Fen.ZERO, ledger.held(new Place("e1", 8)).exposure("pos-2"));
        assertEquals(
                new Fen(60),
                ledger.held(new Place("e2", 1)).exposure("pos-1"),
                "nobody knows the end of one");

        var thirty = new Legs(List.of(new Leg("own", new Fen(30))));
        var back = ledger.refunded(Refunds.of(1, new SaleId("pos-2", 1), thirty), at("e1", 12));
        assertEquals(new Fen(10), back.exposure("pos-2"));
    }

    private static Sale done(String point, long number, long fen) {
        var legs = new Legs(List.of(new Leg("own", new Fen(fen))));
        return new Sale(
                new SaleId(point, number),
                SHE,
                legs.total(),
                legs,
                LUNCH,
                NOON,
                Under.NONE,
                Basis.NONE,
                Sale.State.DONE);
    }

    private static Optional<Place> at(String epoch, long seq) {
        return Optional.of(new Place(epoch, seq));
    }

    private static long left(Ledger ledger, long fen, Optional<Place> included) {
        return ledger.tab(SHE).left(OWN, new Balance(fen, NOON, included)).fen();
    }
}
