package onecard.point.canteen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.SaleRules;
import onecard.point.canteen.Waterworks.Fact;
import org.junit.jupiter.api.Test;

/// Whatever runs, and wherever the power goes: who has drawn pays for what was measured and not for
/// one fen more, and the rest goes back once.
class MeteredMoneyTest {

    private static final UnaryOperator<Optional<Fact>> HONEST = it -> it;
    private static final int TURNS = 90;

    private long readings;
    private long between;

    @Test
    void whatIsMeasuredIsPaidForAndTheRestGoesBackOnce() {
        long cuts = 0;
        long refused = 0;
        long sales = 0;
        for (long seed = 1; seed <= 120; seed++) {
            boolean full = seed % 3 == 0;
            var whole = new Waterworks(seed, Integer.MAX_VALUE, full, HONEST);
            whole.lives(TURNS);
            assertEquals(Optional.empty(), wrong(whole), "seed " + seed);
            refused += whole.refused;
            sales += whole.ran.size();
            for (int record = 1; record <= whole.journal.size(); record++) {
                var cut = new Waterworks(seed, record, full, HONEST);
                cut.lives(TURNS);
                assertEquals(Optional.empty(), wrong(cut), "seed " + seed + ", cut " + record);
                cuts += cut.cuts;
            }
        }
        System.out.printf(
                "water: %d draws, %d power cuts, %d settled from a reading below what ran, %d"
                        + " refusals%n",
                sales, cuts, between, refused);
        assertTrue(cuts > 500 && between > 50 && refused > 20 && readings > 100);
    }

    /// A start that loses readings, or ends, is found.
    @Test
    void aStartThatReadsLessIsFound() {
        assertNotEquals(
                Optional.empty(),
                firstWrong(it -> it.filter(fact -> !(fact instanceof Fact.OfReading))),
                "readings are lost");
        assertNotEquals(
                Optional.empty(),
                firstWrong(it -> it.filter(fact -> !(fact instanceof Fact.OfRefund))),
                "refunds are lost");
        assertNotEquals(
                Optional.empty(),
                firstWrong(
                        it ->
                                it.map(
                                        fact ->
                                                fact instanceof Fact.OfReading(var said)
                                                        ? new Fact.OfReading(
                                                                new onecard.money.Reading(
                                                                        said.sale(),
                                                                        said.pulses(),
                                                                        new Fen(
                                                                                said.drawn().fen()
                                                                                        + 30)))
                                                        : fact)),
                "readings are more than ran");
    }

    private Optional<String> firstWrong(UnaryOperator<Optional<Fact>> twist) {
        for (long seed = 1; seed <= 20; seed++) {
            var whole = new Waterworks(seed, Integer.MAX_VALUE, false, HONEST);
            whole.lives(TURNS);
            for (int record = 1; record <= whole.journal.size(); record++) {
                var cut = new Waterworks(seed, record, false, twist);
                cut.lives(TURNS);
                var wrong = wrong(cut);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    /// By the records alone, and by what ran.
    private Optional<String> wrong(Waterworks works) {
        if (!works.isIdle() || works.isOpen()) {
            return Optional.of("it never comes to its end: " + works);
        }
        var paid = new HashMap<SaleId, Sale>();
        var back = new HashMap<SaleId, Long>();
        var read = new HashMap<SaleId, Long>();
        for (var fact : works.journal) {
            switch (fact) {
                case Fact.OfSale(var sale) -> {
                    if (sale.state() == Sale.State.DONE) {
                        paid.put(sale.id(), sale);
                    }
                }
                case Fact.OfRefund(var refund) -> {
                    long fen = refund.legs().total().fen();
                    if (back.putIfAbsent(refund.of(), fen) != null) {
                        return Optional.of("twice of " + refund.of());
                    }
                    var sale = Objects.requireNonNull(paid.get(refund.of()));
                    if (fen != sale.amount().fen() - read.getOrDefault(sale.id(), 0L)) {
                        return Optional.of("not by the last reading: " + refund);
                    }
                }
                case Fact.OfReading(var reading) -> {
                    readings++;
                    if (back.containsKey(reading.sale())) {
                        return Optional.of("read after its end: " + reading);
                    }
                    if (reading.drawn().fen() > cost(reading.pulses())) {
                        return Optional.of("more than ran: " + reading);
                    }
                    read.put(reading.sale(), reading.drawn().fen());
                }
            }
        }
        if (!paid.keySet().equals(back.keySet())) {
            return Optional.of("each ends once: " + paid.keySet() + " and " + back.keySet());
        }
        var spent = new HashMap<Long, Long>();
        for (var sale : paid.values()) {
            long charged = sale.amount().fen() - Objects.requireNonNull(back.get(sale.id()));
            long ran = Math.min(cost(works.ran.getOrDefault(sale.id(), 0L)), sale.amount().fen());
            boolean wasCut = works.cuts > 0 && works.gone.containsKey(sale.id()) && charged != ran;
            long least = wasCut ? read.getOrDefault(sale.id(), 0L) : ran;
            between += wasCut ? 1 : 0;
            if (charged > ran || charged != least) {
                return Optional.of(sale.id() + " charged " + charged + " of " + ran + " that ran");
            }
            spent.merge(sale.diner().low(), charged, Long::sum);
        }
        return account(works, spent);
    }

    private static Optional<String> account(Waterworks works, Map<Long, Long> spent) {
        for (int person = 0; person < 3; person++) {
            long left =
                    SaleRules.account(
                                    Waterworks.SELLS,
                                    works.diner(person),
                                    works.ledger(),
                                    works.now())
                            .left()
                            .orElseThrow()
                            .fen();
            long due = Waterworks.balance(person) - spent.getOrDefault((long) person, 0L);
            if (left != due) {
                return Optional.of(person + " has " + left + " and not " + due);
            }
        }
        return Optional.empty();
    }

    /// 13.13 yuan the cubic metre, at 7 pulses a litre.
    private static long cost(long pulses) {
        return BigInteger.valueOf(pulses)
                .multiply(BigInteger.valueOf(1_313))
                .divide(BigInteger.valueOf(7_000))
                .longValueExact();
    }

    @Test
    void theFenThatHasBegunIsNotCharged() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long fen = 1L + random.nextInt(9_999_999);
            int each = 1 + random.nextInt(10_000);
            long pulses = random.nextInt(2_000_000_000);
            var exact =
                    BigInteger.valueOf(fen)
                            .multiply(BigInteger.valueOf(pulses))
                            .divide(BigInteger.valueOf(1_000L * each));
            var draw = new Draw(new Fen(fen), each);
            assertEquals(exact.longValueExact(), draw.costs(pulses).fen());
            assertTrue(draw.costs(pulses + 1).compareTo(draw.costs(pulses)) >= 0);
        }
        assertEquals(Fen.ZERO, new Draw(new Fen(1), 1).costs(999));
        assertEquals(new Fen(1), new Draw(new Fen(1), 1).costs(1_000));
        assertEquals(new Fen(Long.MAX_VALUE), new Draw(new Fen(2), 1).costs(Long.MAX_VALUE));
        for (var wrong : new ArrayList<>(java.util.List.of(0, -1))) {
            assertThrows(IllegalArgumentException.class, () -> new Draw(new Fen(1), wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> new Draw(Fen.ZERO, 1));
    }
}
