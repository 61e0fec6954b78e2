package onecard.edge.match.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.match.Engine;
import onecard.edge.match.Template;
import onecard.edge.match.eval.Protocol.AllPairs;
import onecard.edge.match.eval.Protocol.Transactions;
import onecard.edge.words.Failed;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;
import org.junit.jupiter.api.Test;

/// Who is compared with whom, by an engine whose scores can be read off: the product of what stands
/// in two templates, and ten more for each other of the same identity.
class ProtocolTest {

    private final Numbers engine = new Numbers();

    /// A template is two numbers: whose it is, and how good.
    private static final class Numbers implements Engine {

        private static final Template.Made MADE = new Template.Made("numbers", "n", 1, "");

        @Override
        public Modality modality() {
            return Modality.FINGER;
        }

        @Override
        public Template.Made made() {
            return MADE;
        }

        @Override
        public void warmUp() {}

        @Override
        public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
            return new Extraction.Unreadable("no samples");
        }

        @Override
        public double[] compare(Template probe, List<Template> references) {
            return references.stream()
                    .mapToDouble(
                            reference ->
                                    probe.payload()[1] * reference.payload()[1]
                                            + (probe.payload()[0] == reference.payload()[0]
                                                    ? 1_000
                                                    : 0))
                    .toArray();
        }

        @Override
        public void close() {}
    }

    @Test
    void eachTwoAreComparedOnce() {
        var sampled = sampled(List.of(2, 3, 5), List.of(7, 11));

        var trials = new AllPairs().run(sampled, engine, new Costs());

        assertEquals(List.of(1006.0, 1010.0, 1015.0, 1077.0), scores(trials.genuine()));
        assertEquals(List.of(14.0, 22.0, 21.0, 33.0, 35.0, 55.0), scores(trials.impostor()));
        assertEquals(10, new AllPairs().count(sampled));
        assertEquals(0, trials.impostor().first(0));
        assertEquals(1, trials.impostor().second(0));
    }

    @Test
    void theBestViewOfTheBestTryCounts() {
        // Two enrolled of each, two tries: of three others there are three choices.
        var sampled = sampled(List.of(2, 3, 5, 1, 4), List.of(1, 1, 6, 2, 2));
        var policy = new Transactions(2, 2);

        var trials = policy.run(sampled, engine, new Costs());

        assertEquals(
                List.of(1015.0, 1015.0, 1012.0, 1006.0, 1006.0, 1002.0), scores(trials.genuine()));
        assertEquals(List.of(5.0, 5.0, 4.0, 18.0, 18.0, 6.0), scores(trials.impostor()));
        assertEquals(12, policy.count(sampled));
    }

    @Test
    void threeTriesAreEachChoiceOfThree() {
        var policy = new Transactions(1, 3);
        var sampled = sampled(List.of(1, 1, 2, 3, 4), List.of(1, 1, 1, 1, 1));

        var trials = policy.run(sampled, engine, new Costs());

        assertEquals(
                List.of(1003.0, 1004.0, 1004.0, 1004.0, 1001.0, 1001.0, 1001.0, 1001.0),
                scores(trials.genuine()));
        assertEquals(16, policy.count(sampled));
    }

    /// 0 stands for a sample of which nothing could be extracted.
    @Test
    void whatCouldNotBeExtractedMatchesNobody() throws Failed {
        double none = Trials.FAILED;
        var sampled = sampled(List.of(2, 0, 5), List.of(0, 11, 3));

        var pairs = new AllPairs().run(sampled, engine, new Costs());
        assertEquals(List.of(none, 1010.0, none, none, none, 1033.0), scores(pairs.genuine()));
        assertEquals(15, pairs.genuineCount() + pairs.impostorCount());

        // The second cannot be enrolled by its one view: both of its tries fail.
        var policy = new Transactions(1, 1);
        var transactions = policy.run(sampled, engine, new Costs());
        assertEquals(List.of(none, 1010.0, none, none), scores(transactions.genuine()));

        var at = Evaluation.of(sampled, engine, Optional.of(policy)).transactions().orElseThrow();
        assertEquals(1, at.notEnrolled());
        assertEquals(0, at.leftOut());
        assertEquals(0.75, at.figures().trials().fnmrAt(0));
    }

    @Test
    void whoHasTooFewSamplesIsLeftOutOfTransactions() throws Failed {
        var sampled = sampled(List.of(2, 3), List.of(2, 2, 2, 2), List.of(1, 1, 1, 1));

        var at =
                Evaluation.of(sampled, engine, Optional.of(new Transactions(2, 1)))
                        .transactions()
                        .orElseThrow();

        assertEquals(1, at.leftOut());
        assertEquals(2, at.figures().trials().instances());
        assertEquals(4, at.figures().trials().genuineCount());
    }

    @Test
    void aSetThatSaysNothingIsRefused() {
        refused("has 0 genuine and 0 impostor", Optional.empty());
        refused("has 1 genuine and 0 impostor", Optional.empty(), List.of(1, 1));
        refused("has 0 genuine and 1 impostor", Optional.empty(), List.of(1), List.of(1));
        refused(
                "has 1 genuine and 0 impostor",
                Optional.of(new Transactions(1, 1)),
                List.of(1, 1),
                List.of(1));
        refused(
                "none of the 2 samples could be extracted: poor",
                Optional.empty(),
                List.of(0),
                List.of(0));
        var many = new ArrayList<Integer>();
        for (int i = 0; i < 3_200; i++) {
            many.add(1);
        }
        refused("the set makes 5118400 comparisons, above 5000000", Optional.empty(), many);
    }

    @SafeVarargs
    private void refused(String why, Optional<Transactions> policy, List<Integer>... identities) {
        var sampled = sampled(identities);
        var failed = assertThrows(Failed.class, () -> Evaluation.of(sampled, engine, policy));
        assertTrue(failed.words().en().contains(why), failed.words()::en);
    }

    @Test
    void noPolicyIsBeyondItsBounds() {
        assertThrows(IllegalArgumentException.class, () -> new Transactions(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Transactions(11, 1));
        assertThrows(IllegalArgumentException.class, () -> new Transactions(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Transactions(1, 4));
    }

    @Test
    void whatCannotBeReadIsAFailureWithItsReason() throws Exception {
        var set =
                new EvalSet(
                        Map.of(
                                "a", List.of(Path.of("a_1.png"), Path.of("a_2.png")),
                                "b", List.of(Path.of("b_1.png"))),
                        List.of());
        var heard = new ArrayList<Integer>();

        var sampled =
                Sampled.of(
                        set,
                        file -> {
                            if (file.toString().equals("a_1.png")) {
                                throw new PictureFile.NoPicture("no whole png");
                            }
                            return new Sample.Template("x", new byte[1]);
                        },
                        engine,
                        heard::add);

        assertEquals(Map.of("no whole png", 1, "no samples", 2), sampled.failures());
        assertEquals(3, sampled.failed());
        assertEquals(List.of(1, 2, 3), heard);
        assertEquals(
                List.of(List.of(Optional.empty(), Optional.empty()), List.of(Optional.empty())),
                sampled.identities());
    }

    @SafeVarargs
    private static Sampled sampled(List<Integer>... identities) {
        var all = new ArrayList<List<Optional<Template>>>();
        int failed = 0;
        for (int i = 0; i < identities.length; i++) {
            var impressions = new ArrayList<Optional<Template>>();
            for (int good : identities[i]) {
                failed += good == 0 ? 1 : 0;
                impressions.add(good == 0 ? Optional.empty() : Optional.of(template(i, good)));
            }
            all.add(impressions);
        }
        return new Sampled(all, failed == 0 ? Map.of() : Map.of("poor", failed), new Costs());
    }

    private static Template template(int whose, int good) {
        return new Template(
                Modality.FINGER,
                0,
                Numbers.MADE,
                "",
                OptionalInt.empty(),
                50,
                Instant.EPOCH,
                new byte[] {(byte) whose, (byte) good});
    }

    private static List<Double> scores(Trials.Column column) {
        var scores = new ArrayList<Double>();
        for (int i = 0; i < column.size(); i++) {
            scores.add(column.score(i));
        }
        return scores;
    }
}
