package onecard.edge.match.eval;

import java.util.Optional;
import onecard.edge.match.Engine;
import onecard.edge.match.eval.Protocol.AllPairs;
import onecard.edge.match.eval.Protocol.Transactions;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// What was found out about an engine on a set.
///
/// @param allPairs of single views
/// @param transactions as they were asked for
/// @param comparison of each probe against many, by the one
public record Evaluation(
        Sampled sampled, Figures allPairs, Optional<AtPoint> transactions, Costs comparison) {

    /// As a point would decide.
    ///
    /// @param leftOut identities with too few impressions
    /// @param notEnrolled identities of which no view could be extracted: whatever is tried of
    ///     them fails
    public record AtPoint(Transactions protocol, Figures figures, int leftOut, int notEnrolled) {}

    /// @throws Failed if the set is too small for what is asked, or too large, or nothing of it
    /// could be extracted
    public static Evaluation of(Sampled sampled, Engine engine, Optional<Transactions> asked)
            throws Failed {
        if (sampled.failed() > 0 && sampled.failed() == sampled.impressions()) {
            throw new Failed(
                    Message.EVAL_NOTHING.with(
                            sampled.failed(), String.join("; ", sampled.failures().keySet())));
        }
        var costs = new Costs();
        var pairs = new AllPairs();
        var allPairs = Figures.of(run(pairs, sampled, engine, costs));
        var transactions = Optional.<AtPoint>empty();
        if (asked.isPresent()) {
            var figures = Figures.of(run(asked.get(), sampled, engine, new Costs()));
            transactions = Optional.of(atPoint(sampled, asked.get(), figures));
        }
        return new Evaluation(sampled, allPairs, transactions, costs);
    }

    private static Trials run(Protocol protocol, Sampled sampled, Engine engine, Costs costs)
            throws Failed {
        long count = protocol.count(sampled);
        if (count > Trials.MAX) {
            throw new Failed(Message.EVAL_SET_LARGE.with(count, Trials.MAX));
        }
        var trials = protocol.run(sampled, engine, costs);
        if (trials.genuineCount() == 0 || trials.impostorCount() == 0) {
            throw new Failed(
                    Message.EVAL_SET_SMALL.with(trials.genuineCount(), trials.impostorCount()));
        }
        return trials;
    }

    private static AtPoint atPoint(Sampled sampled, Transactions protocol, Figures figures) {
        var usable = protocol.usable(sampled);
        long notEnrolled =
                usable.stream()
                        .filter(
                                identity ->
                                        sampled.identities().get(identity).stream()
                                                .limit(protocol.views())
                                                .allMatch(Optional::isEmpty))
                        .count();
        return new AtPoint(
                protocol, figures, sampled.identities().size() - usable.size(), (int) notEnrolled);
    }

    /// What the protocol that was asked for says, else single views.
    public Figures asked() {
        return transactions.map(AtPoint::figures).orElse(allPairs);
    }
}
