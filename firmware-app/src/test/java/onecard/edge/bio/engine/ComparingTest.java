package onecard.edge.bio.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onecard.edge.bio.engine.Comparing.Outcome;
import onecard.edge.bio.engine.Comparing.Target;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who a sample is of, by what scores mean: enough of it, and by how much more than the next.
class ComparingTest {

    private static final Target USUAL = new Target(1_000, 2);

    private final ScoreEngine engine = new ScoreEngine();

    private Outcome compare(List<List<Template>> people, Target target, CalibrationRecord by) {
        return new Comparing(engine, by)
                .compare(ScoreEngine.sample(), "hand", people, target, Instant.EPOCH);
    }

    private static List<Template> views(int... numbers) {
        var views = new ArrayList<Template>();
        for (int number : numbers) {
            views.add(ScoreEngine.template(number));
        }
        return views;
    }

    @Test
    void whatWasSeenIsOverwritten() {
        var sample = ScoreEngine.sample();
        engine.finds(1, 90);
        var outcome =
                new Comparing(engine, ScoreEngine.line(5))
                        .compare(sample, "hand", List.of(views(1)), USUAL, Instant.EPOCH);
        assertEquals(new Outcome.Same(0), outcome);
        assertArrayEquals(new float[1], sample.numbers());
        assertArrayEquals(new byte[1], engine.probe.orElseThrow().payload());
    }

    /// Of two people, one view each: 1 in 4,000 a comparison is 36.02.
    @ParameterizedTest
    @CsvSource({
        "36.1, 0, 0",
        "36.0, 0, different",
        "50, 39.9, 0",
        "50, 40, alike", // ten times as often as the best
        "49.9, 29.9, 0", // what is not reached does not count
        "49.9, 30, alike",
        "90, 40, alike", // finer than the record tells nobody is told from anybody
        "20, 20, different",
        "50, 50, alike"
    })
    void whoeverIsLikeTwoIsNobody(double best, double next, String expected) {
        engine.finds(1, best);
        engine.finds(2, next);
        var straight = compare(List.of(views(1), views(2)), USUAL, ScoreEngine.line(5));
        var turned = compare(List.of(views(2), views(1)), USUAL, ScoreEngine.line(5));
        switch (expected) {
            case "alike" -> {
                assertEquals(new Outcome.Alike(), straight);
                assertEquals(new Outcome.Alike(), turned);
            }
            case "different" -> {
                assertEquals(new Outcome.Different(), straight);
                assertEquals(new Outcome.Different(), turned);
            }
            default -> {
                assertEquals(new Outcome.Same(0), straight);
                assertEquals(new Outcome.Same(1), turned);
            }
        }
    }

    /// Their own other views are nobody else's.
    @Test
    void ofOnePersonAllViewsMayBeAlike() {
        engine.finds(1, 80);
        engine.finds(2, 80);
        assertEquals(
                new Outcome.Same(1),
                compare(List.of(views(), views(1, 2)), USUAL, ScoreEngine.line(5)));
    }

    /// 20 people of 3 views ask for 1 in 120,000, which nobody knows of; of 2 for 1 in 80,000.
    @Test
    void whereTooManyAskForTooLittleTheLastViewsDoNotCount() {
        var people = new ArrayList<List<Template>>();
        for (int person = 0; person < 20; person++) {
            people.add(views(3 * person, 3 * person + 1, 3 * person + 2));
        }
        engine.finds(4, 50);
        assertEquals(new Outcome.Same(1), compare(people, USUAL, ScoreEngine.line(5)));
        engine.finds(
                4, 49.9); // 49.0 would be enough for 80,000, were it not that views are left out
        assertEquals(new Outcome.Different(), compare(people, USUAL, ScoreEngine.line(5)));
        engine.finds(4, 0);
        engine.finds(5, 90);
        assertEquals(new Outcome.Different(), compare(people, USUAL, ScoreEngine.line(5)));
        engine.finds(7, 55); // and they tell that somebody is like two
        assertEquals(new Outcome.Different(), compare(people, USUAL, ScoreEngine.line(5)));
        engine.finds(7, 95);
        assertEquals(new Outcome.Alike(), compare(people, USUAL, ScoreEngine.line(5)));
    }

    @Test
    void whatNobodyKnowsOfComparesNobody() {
        engine.finds(1, 99);
        var outcome = compare(List.of(views(1)), new Target(60_000, 2), ScoreEngine.line(5));
        assertTrue(
                assertInstanceOf(Outcome.Unable.class, outcome)
                        .why()
                        .startsWith("1 templates ask for an FMR of"));
        assertEquals(0, engine.compared);
        assertEquals(
                new Outcome.Nobody(),
                compare(List.of(views(), views()), USUAL, ScoreEngine.line(5)));
    }

    /// Whatever the record, the people and the scores.
    @Test
    void toAskForMoreLetsNobodyPassWhoDidNotBefore() {
        int passed = 0;
        int stopped = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var by = random.nextBoolean() ? ScoreEngine.line(5) : measured(random);
            var people = new ArrayList<List<Template>>();
            int number = 0;
            for (int person = 0; person <= random.nextInt(6); person++) {
                var views = new ArrayList<Template>();
                for (int view = 0; view < random.nextInt(5); view++) {
                    engine.finds(number, random.nextDouble() * (random.nextInt(3) == 0 ? 70 : 40));
                    views.add(ScoreEngine.template(number++));
                }
                people.add(views);
            }
            int mild = 2 + random.nextInt(3_000);
            int strict = mild + 1 + random.nextInt(5 * mild);
            var before = compare(people, new Target(mild, 2), by);
            var after = compare(people, new Target(strict, 2), by);
            if (after instanceof Outcome.Same) {
                assertEquals(before, after, "seed " + seed);
                passed++;
            } else if (before instanceof Outcome.Same) {
                stopped++;
            }
        }
        assertTrue(passed > 50 && stopped > 50, passed + " passed, " + stopped + " were stopped");
    }

    private static CalibrationRecord measured(Random random) {
        var table = new ArrayList<Point>();
        double fmr = 0.2;
        double score = random.nextInt(10);
        while (fmr > 1e-5) {
            table.add(new Point(BigDecimal.valueOf(fmr), BigDecimal.valueOf(score)));
            fmr *= 0.1 + 0.8 * random.nextDouble();
            score += random.nextInt(12);
        }
        return new CalibrationRecord(
                "score",
                "1",
                ScoreEngine.MADE,
                "",
                "made",
                50 + random.nextInt(500),
                1_000_000,
                Basis.MEASURED,
                table,
                Instant.EPOCH);
    }
}
