package onecard.edge.match.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import onecard.edge.match.Engine;
import onecard.edge.match.Template;

/// Who is compared with whom.
public sealed interface Protocol {

    /// Each two impressions once, as the literature has it: one view, one try.
    record AllPairs() implements Protocol {}

    /// As a point does it: the first impressions of each are enrolled, and of the others so many
    /// are a transaction, each choice of them. The best view of the best try counts.
    ///
    /// @param views 1 to [#VIEWS_MAX]
    /// @param tries 1 to [#TRIES_MAX]
    record Transactions(int views, int tries) implements Protocol {
        public static final int VIEWS_MAX = 10;

        /// The choices of more are too many.
        public static final int TRIES_MAX = 3;

        public Transactions {
            if (views < 1 || views > VIEWS_MAX || tries < 1 || tries > TRIES_MAX) {
                throw new IllegalArgumentException(views + " views, " + tries + " tries");
            }
        }

        /// Without it nothing of an identity can be tried.
        int impressions() {
            return views + tries;
        }
    }

    /// Those of a set that it has enough impressions of.
    default List<Integer> usable(Sampled sampled) {
        return IntStream.range(0, sampled.identities().size())
                .filter(i -> sampled.identities().get(i).size() >= needed())
                .boxed()
                .toList();
    }

    private int needed() {
        return switch (this) {
            case AllPairs _ -> 1;
            case Transactions transactions -> transactions.impressions();
        };
    }

    /// How many scores come of it.
    default long count(Sampled sampled) {
        return switch (this) {
            case AllPairs _ -> {
                long all = sampled.identities().stream().mapToLong(List::size).sum();
                yield all * (all - 1) / 2;
            }
            case Transactions(var views, var tries) -> {
                var usable = usable(sampled);
                yield usable.stream()
                                .mapToLong(
                                        i ->
                                                choices(
                                                        sampled.identities().get(i).size() - views,
                                                        tries))
                                .sum()
                        * usable.size();
            }
        };
    }

    private static long choices(long from, int tries) {
        return switch (tries) {
            case 1 -> from;
            case 2 -> from * (from - 1) / 2;
            default -> from * (from - 1) * (from - 2) / 6;
        };
    }

    /// Compares.
    ///
    /// @param costs gets what one comparison took, of each probe against many
    default Trials run(Sampled sampled, Engine engine, Costs costs) {
        return switch (this) {
            case AllPairs _ -> allPairs(sampled, engine, costs);
            case Transactions transactions -> transactions(sampled, transactions, engine, costs);
        };
    }

    private static Trials allPairs(Sampled sampled, Engine engine, Costs costs) {
        var templates = new ArrayList<Optional<Template>>();
        var owners = new ArrayList<Integer>();
        for (int i = 0; i < sampled.identities().size(); i++) {
            for (var impression : sampled.identities().get(i)) {
                templates.add(impression);
                owners.add(i);
            }
        }
        var trials = new Trials(sampled.identities().size());
        for (int i = 0; i < templates.size(); i++) {
            var rest = templates.subList(i + 1, templates.size());
            var scores = scores(templates.get(i), rest, engine, costs);
            for (int j = 0; j < scores.length; j++) {
                int one = owners.get(i);
                int other = owners.get(i + 1 + j);
                if (one == other) {
                    trials.genuine(scores[j], one);
                } else {
                    trials.impostor(scores[j], one, other);
                }
            }
        }
        return trials;
    }

    private static Trials transactions(
            Sampled sampled, Transactions protocol, Engine engine, Costs costs) {
        var usable = protocol.usable(sampled);
        var enrolled = new ArrayList<Optional<Template>>();
        for (int identity : usable) {
            enrolled.addAll(sampled.identities().get(identity).subList(0, protocol.views()));
        }
        var trials = new Trials(usable.size());
        for (int one = 0; one < usable.size(); one++) {
            var impressions = sampled.identities().get(usable.get(one));
            var tries = impressions.subList(protocol.views(), impressions.size());
            var best = new double[tries.size()][];
            for (int i = 0; i < best.length; i++) {
                best[i] = best(scores(tries.get(i), enrolled, engine, costs), protocol.views());
            }
            for (var choice : choices(tries.size(), protocol.tries(), 0)) {
                for (int other = 0; other < usable.size(); other++) {
                    double score = Trials.FAILED;
                    for (int at : choice) {
                        score = Math.max(score, best[at][other]);
                    }
                    if (one == other) {
                        trials.genuine(score, one);
                    } else {
                        trials.impostor(score, one, other);
                    }
                }
            }
        }
        return trials;
    }

    /// Of so many views each.
    private static double[] best(double[] scores, int views) {
        var best = new double[scores.length / views];
        for (int i = 0; i < best.length; i++) {
            best[i] = Trials.FAILED;
            for (int view = 0; view < views; view++) {
                best[i] = Math.max(best[i], scores[i * views + view]);
            }
        }
        return best;
    }

    private static List<List<Integer>> choices(int of, int tries, int from) {
        if (tries == 0) {
            return List.of(List.of());
        }
        var choices = new ArrayList<List<Integer>>();
        for (int first = from; first <= of - tries; first++) {
            for (var rest : choices(of, tries - 1, first + 1)) {
                var choice = new ArrayList<Integer>();
                choice.add(first);
                choice.addAll(rest);
                choices.add(choice);
            }
        }
        return choices;
    }

    private static double[] scores(
            Optional<Template> probe,
            List<Optional<Template>> references,
            Engine engine,
            Costs costs) {
        var scores = new double[references.size()];
        Arrays.fill(scores, Trials.FAILED);
        var present =
                IntStream.range(0, scores.length)
                        .filter(i -> references.get(i).isPresent())
                        .toArray();
        if (probe.isEmpty() || present.length == 0) {
            return scores;
        }
        var templates = new ArrayList<Template>();
        for (int i : present) {
            templates.add(references.get(i).orElseThrow());
        }
        costs.begin();
        var found = engine.compare(probe.get(), templates);
        costs.end(present.length);
        for (int i = 0; i < present.length; i++) {
            scores[present[i]] = found[i];
        }
        return scores;
    }
}
