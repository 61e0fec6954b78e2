package onecard.point.canteen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.Reason;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Sale;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Weighing.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Lunch at a scale, at random: whatever people take and put back, however the scale trembles, and
/// whatever the journal has no room for, what is debited together is what was taken between rests,
/// each person's priced at once, to the fen.
class WeighedMoneyTest {

    private static final int PEOPLE = 300;

    @Test
    void whatIsDebitedTogetherIsWhatWasTakenPricedPersonByPerson() {
        int sold = 0;
        for (long seed = 1; seed <= 40; seed++) {
            sold += new Lunch(seed).eaten();
        }
        assertTrue(sold > 5_000, "only " + sold + " sales");
    }

    /// 25 g at 20 fen a kilogram are half a fen, which is one; ten times as much at once are five,
    /// and bit by bit it would be ten.
    @Test
    void halfAFenIsRoundedOnceAPersonAndNotOnceASpoon() {
        var terms = new Rate(new Fen(20), Basis.NONE);
        assertEquals(new Fen(1), terms.price(25));
        assertEquals(new Fen(5), terms.price(250));
        assertEquals(new Fen(0), terms.price(24));
        assertEquals(new Fen(20), terms.price(1_000));
        assertEquals(new Fen(20_000), terms.price(ByWeight.GRAMS_MAX));
    }

    /// One lunch, made of a seed.
    private static final class Lunch {

        private final long seed;
        private final Random random;
        private final ByWeight terms;
        private final Weighing weighing;
        private State state;
        private Mono now = new Mono(0);
        private long pan = 20_000;
        private final List<Sale> debited = new ArrayList<>();
        private final List<Fen> owed = new ArrayList<>();

        Lunch(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.terms =
                    new ByWeight(
                            "scale",
                            new Fen(1 + random.nextInt(9_999)),
                            new Fen(100),
                            Duration.ofSeconds(10),
                            Duration.ofMinutes(2));
            this.weighing = new Weighing(terms);
            this.state = weighing.initial();
        }

        int eaten() {
            for (int person = 1; person <= PEOPLE; person++) {
                takes(person);
            }
            assertEquals(
                    owed.stream().reduce(Fen.ZERO, Fen::plus),
                    debited.stream().map(Sale::amount).reduce(Fen.ZERO, Fen::plus),
                    "seed " + seed);
            assertEquals(owed.stream().filter(fen -> !fen.isZero()).toList(), amounts());
            return debited.size();
        }

        private List<Fen> amounts() {
            return debited.stream().map(Sale::amount).toList();
        }

        private void takes(int person) {
            rests();
            var most = new Fen(random.nextInt(4) == 0 ? 200 : 1_000_000);
            step(new Input.AtTill.Bound(new TapId(person), new WeighingRules.Fixed(person, most)));
            long taken = 0;
            for (int spoon = random.nextInt(6); spoon > 0; spoon--) {
                long grams = random.nextInt(400) - 80L; // now and then some is put back
                pan -= grams;
                taken = Math.max(0, taken + grams);
                trembles();
                rests();
            }
            if (random.nextInt(10) == 0) {
                taken = lost(taken);
            }
            now = now.plus(Duration.ofMinutes(3));
            var left = step(new Input.Due());
            if (state.helping() instanceof Helping.Locked) {
                left = step(new Input.AtTill.Keyed(Weighing.DONE));
            }
            owed.add(books(left, Fen.least(price(taken), most)));
            pan += random.nextInt(3) == 0 ? 5_000 : 0; // the kitchen fills it up
            pan = Math.max(pan, 2_500);
        }

        /// What is taken while nobody can tell is nobody's.
        private long lost(long taken) {
            step(new Input.ReaderLost("scale"));
            pan -= random.nextInt(300);
            step(new Input.ReaderBack("scale"));
            rests();
            return taken;
        }

        /// The journal answers; now and then it has no room.
        ///
        /// @return what is owed then
        private Fen books(Step<State> step, Fen price) {
            var next = booking(step);
            for (; next.isPresent(); next = booking(step)) {
                var sale = next.get();
                if (sale.state() == Sale.State.VOID) {
                    return Fen.ZERO;
                }
                if (random.nextInt(20) == 0) {
                    step = step(new Input.AtTill.NotBooked(sale, Reason.JOURNAL_FULL));
                    price = Fen.ZERO;
                } else {
                    step = step(new Input.AtTill.Booked(sale));
                    if (sale.state() == Sale.State.DONE) {
                        debited.add(sale);
                    }
                }
            }
            return price;
        }

        private static Optional<Sale> booking(Step<State> step) {
            return step.effects().stream()
                    .filter(Effect.AtTill.Book.class::isInstance)
                    .map(it -> ((Effect.AtTill.Book) it).sale())
                    .findFirst();
        }

        private void trembles() {
            for (int i = random.nextInt(4); i > 0; i--) {
                step(new Input.AtTill.Weighed(Optional.empty()));
            }
        }

        private void rests() {
            step(new Input.AtTill.Weighed(Optional.of(pan)));
        }

        private Step<State> step(Input input) {
            var moment = new Moment(now, Instant.EPOCH, ClockTrust.SYNCED);
            var step = weighing.step(state, input, moment);
            state = step.next();
            return step;
        }

        private Fen price(long grams) {
            return new Fen(
                    new BigDecimal(terms.rate(Optional.empty()).orElseThrow().kilogram().fen())
                            .multiply(new BigDecimal(grams))
                            .divide(new BigDecimal(1_000), 0, RoundingMode.HALF_UP)
                            .longValueExact());
        }
    }
}
