package onecard.edge.match.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Template;
import org.junit.jupiter.api.Test;

/// Rates that can be counted by hand.
class FiguresTest {

    @Test
    void theRatesAreThoseCountedByHand() {
        var trials = new Trials(2);
        for (double score : new double[] {9, 8, 7, 3}) {
            trials.genuine(score, 0);
        }
        for (double score : new double[] {7, 2, 1, 0, 0, 0, 0, 0, 0, 0}) {
            trials.impostor(score, 0, 1);
        }

        var rates = new Curve(trials).rates(0.1, 0.09, 0.2);

        // At 3 all of the four pass, and one of the ten: 7. At 8 two pass, and none.
        assertEquals(0, rates.fnmr()[0]);
        assertEquals(3, rates.scores()[0]);
        assertEquals(0.5, rates.fnmr()[1]);
        assertEquals(8, rates.scores()[1]);
        assertEquals(0, rates.fnmr()[2]);
        assertEquals(2, rates.scores()[2]);
        // Nearest at 3: 0.1 and 0.
        assertEquals(0.05, rates.eer(), 1e-12);
        assertEquals(0.25, trials.fnmrAt(7));
        assertEquals(0.1, trials.fmrAt(7));
        assertEquals(0, trials.fmrAt(7.001));
    }

    @Test
    void equalScoresMatchTogether() {
        var trials = new Trials(2);
        trials.genuine(5, 0);
        trials.genuine(5, 1);
        trials.impostor(5, 0, 1);
        trials.impostor(4, 0, 1);

        var steps = new Curve(trials).steps();

        assertEquals(
                List.of(
                        new Figures.Step(Double.POSITIVE_INFINITY, 0, 1),
                        new Figures.Step(5, 0.5, 0),
                        new Figures.Step(4, 1, 0)),
                steps);
        assertEquals(1, new Curve(trials).rates(0.4).fnmr()[0]);
        assertEquals(Double.POSITIVE_INFINITY, new Curve(trials).rates(0.4).scores()[0]);
    }

    @Test
    void whatFailedMatchesAtNoScore() {
        var trials = new Trials(2);
        trials.genuine(5, 0);
        trials.genuine(Trials.FAILED, 1);
        trials.impostor(1, 0, 1);
        trials.impostor(Trials.FAILED, 0, 1);

        var rates = new Curve(trials).rates(1, 0.1);

        assertEquals(0.5, rates.fnmr()[0]);
        assertEquals(0.5, rates.fnmr()[1]);
        assertEquals(0.5, trials.fnmrAt(-1e9));
        assertEquals(0.5, trials.fmrAt(-1e9));
    }

    @Test
    void aWeightCountsAnInstanceSoOften() {
        var trials = new Trials(3);
        trials.genuine(9, 0);
        trials.genuine(1, 1);
        trials.genuine(9, 2);
        trials.impostor(5, 1, 2);
        trials.impostor(4, 0, 2);
        trials.impostor(0, 0, 1);

        var curve = new Curve(trials);

        assertEquals(1.0 / 3, curve.rates(0).fnmr()[0], 1e-12);
        // The first not at all, the second twice: so is its own score, and its pair with the third.
        var rates = curve.rates(new int[] {0, 2, 1}, 0, 0.5);
        assertEquals(2.0 / 3, rates.fnmr()[0], 1e-12);
        assertEquals(9, rates.scores()[1]);
        assertTrue(Double.isNaN(curve.rates(new int[] {3, 0, 0}, 0).eer()));
    }

    @Test
    void whatFewFingersSayIsMarkedAndTheTableEndsThere() {
        var few = Figures.of(drawn(10, 1));
        assertEquals(45, few.distinctPairs());
        assertEquals(3.0 / 45, few.finest());
        assertTrue(few.at().stream().noneMatch(Figures.AtFmr::supported));
        assertEquals(
                List.of("0.5", "0.2", "0.1", "0.066666667"),
                few.table().stream().map(Point::fmr).map(BigDecimal::toPlainString).toList());

        // 3 / 3,160 is below 0.001, and 3 / 3,003 is as well: 78 fingers are enough, 77 are not.
        assertTrue(Figures.of(drawn(78, 1)).at().get(1).supported());
        assertFalse(Figures.of(drawn(77, 1)).at().get(1).supported());
        assertEquals(List.of(), Figures.of(drawn(3, 1)).table());
    }

    /// Whatever a table promises is true of its own set.
    @Test
    void atEachScoreOfTheTableNoMoreMatchThanItSays() {
        for (long seed = 0; seed < 20; seed++) {
            var trials = drawn(30, seed);
            for (var point : Figures.of(trials).table()) {
                double fmr = trials.fmrAt(point.score().doubleValue());
                assertTrue(
                        fmr <= point.fmr().doubleValue(),
                        "seed " + seed + " " + point + ": " + fmr);
            }
        }
    }

    /// Pictures of which nothing could be extracted tell no stranger apart: neither do they make a
    /// score look stricter, nor a set larger.
    @Test
    void aRecordSaysWhatThoseSayThatWereCompared() {
        var whole = drawn(30, 5);
        var failing = drawn(30, 300, 5);
        for (int one = 30; one < 300; one++) {
            failing.genuine(Trials.FAILED, one);
            for (int other = 0; other < one; other++) {
                failing.impostor(Trials.FAILED, one, other);
            }
        }
        var figures = Figures.of(failing);

        assertEquals(435, figures.distinctPairs());
        assertEquals(record(Figures.of(whole)), record(figures));
        assertEquals(30, record(figures).instances());
        assertEquals(435, record(figures).impostorPairs());
    }

    /// Instances of which some failed lie anywhere among the others.
    @Test
    void whoWasComparedWithNobodyIsNoInstanceOfARecord() {
        var trials = new Trials(5);
        for (int i = 1; i < 5; i += 2) {
            trials.genuine(Trials.FAILED, i);
        }
        trials.genuine(7, 0);
        trials.genuine(8, 2);
        trials.genuine(9, 4);
        trials.impostor(3, 0, 2);
        trials.impostor(4, 2, 0);
        trials.impostor(5, 4, 2);
        trials.impostor(Trials.FAILED, 0, 1);
        trials.impostor(Trials.FAILED, 4, 3);

        var compared = trials.compared();

        assertEquals(2, trials.distinctPairs());
        assertEquals(2, compared.distinctPairs());
        assertEquals(3, compared.instances());
        assertEquals(3, compared.genuineCount());
        assertEquals(3, compared.impostorCount());
        assertEquals(2, compared.genuine().first(2));
        assertEquals(2, compared.impostor().first(2));
        assertEquals(1, compared.impostor().second(2));
    }

    @Test
    void aSetOfWhichNothingWasComparedSaysNothing() {
        var trials = new Trials(9);
        trials.genuine(5, 0);
        trials.impostor(Trials.FAILED, 0, 1);
        var figures = Figures.of(trials);

        assertEquals(List.of(), figures.table());
        assertEquals(0, figures.distinctPairs());
        assertEquals(0, figures.compared());
        assertTrue(figures.at().stream().noneMatch(Figures.AtFmr::supported));
        assertTrue(DetPlot.of(figures).svg().startsWith("<svg"));
    }

    @Test
    void whatIsNoNumberIsNoScore() {
        var trials = new Trials(2);
        assertThrows(IllegalArgumentException.class, () -> trials.genuine(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> trials.impostor(Double.NaN, 0, 1));
    }

    private static CalibrationRecord record(Figures figures) {
        return figures.record(
                "n", "1", new Template.Made("numbers", "n", 1, ""), "", "set", Instant.EPOCH);
    }

    @Test
    void theConfidenceIsOfFingersAndNotOfPairs() {
        var even = new Trials(10);
        var oneBad = new Trials(10);
        for (int finger = 0; finger < 10; finger++) {
            for (int pair = 0; pair < 100; pair++) {
                // Ten in a hundred of each; or all of one.
                even.genuine(pair < 10 ? 1 : 9, finger);
                oneBad.genuine(finger == 0 ? 1 : 9, finger);
            }
            for (int other = 0; other < finger; other++) {
                for (int pair = 0; pair < 10; pair++) {
                    even.impostor(2, finger, other);
                    oneBad.impostor(2, finger, other);
                }
            }
        }

        var narrow = Figures.of(even).at().getFirst();
        var wide = Figures.of(oneBad).at().getFirst();

        assertEquals(0.1, narrow.fnmr(), 1e-12);
        assertEquals(0.1, wide.fnmr(), 1e-12);
        assertEquals(new Interval(0.1, 0.1), rounded(narrow.between()));
        assertEquals(0, wide.between().low());
        assertTrue(wide.between().high() >= 0.2, wide::toString);
        // The same figures of the same set, every time.
        assertEquals(wide, Figures.of(oneBad).at().getFirst());
    }

    private static Interval rounded(Interval interval) {
        return new Interval(
                Math.round(interval.low() * 1e6) / 1e6, Math.round(interval.high() * 1e6) / 1e6);
    }

    private static Trials drawn(int instances, long seed) {
        return drawn(instances, instances, seed);
    }

    /// The first of so many.
    private static Trials drawn(int instances, int of, long seed) {
        var random = new SplittableRandom(seed);
        var trials = new Trials(of);
        for (int one = 0; one < instances; one++) {
            trials.genuine(random.nextDouble(20, 60), one);
            for (int other = 0; other < one; other++) {
                // Few different values: many are equal.
                trials.impostor(random.nextInt(25), other, one);
            }
        }
        return trials;
    }
}
