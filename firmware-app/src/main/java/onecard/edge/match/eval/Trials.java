package onecard.edge.match.eval;

import java.util.Arrays;
import java.util.BitSet;

/// What came of many comparisons or transactions, each of one instance with itself or of two: a
/// finger, a face or a person is an instance. What failed to be compared is a non-match:
/// [#FAILED].
public final class Trials {

    /// No threshold is as low.
    public static final double FAILED = Double.NEGATIVE_INFINITY;

    /// As many impostors as 395 fingers of 8 impressions have; more cost the memory.
    public static final int MAX = 5_000_000;

    private final int instances;
    private final Column genuine = new Column();
    private final Column impostor = new Column();

    /// Two instances that were compared: the higher one's row, the lower one's column.
    private final BitSet pairs = new BitSet();

    /// Scores with the two instances that they are of; for genuine ones both are the same.
    static final class Column {
        private double[] scores = new double[1_024];
        private int[] first = new int[1_024];
        private int[] second = new int[1_024];
        private int size;

        void add(double score, int one, int other) {
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("no score");
            }
            if (size == MAX) {
                throw new IllegalStateException("more than " + MAX + " comparisons");
            }
            if (size == scores.length) {
                int larger = Math.min(MAX, size * 2);
                scores = Arrays.copyOf(scores, larger);
                first = Arrays.copyOf(first, larger);
                second = Arrays.copyOf(second, larger);
            }
            scores[size] = score;
            first[size] = one;
            second[size] = other;
            size++;
        }

        int size() {
            return size;
        }

        double score(int at) {
            return scores[at];
        }

        int first(int at) {
            return first[at];
        }

        int second(int at) {
            return second[at];
        }
    }

    /// @param instances that are numbered from 0
    public Trials(int instances) {
        this.instances = instances;
    }

    public void genuine(double score, int instance) {
        genuine.add(score, instance, instance);
    }

    public void impostor(double score, int one, int other) {
        impostor.add(score, one, other);
        if (score != FAILED) {
            int high = Math.max(one, other);
            pairs.set(Math.toIntExact((long) high * (high - 1) / 2 + Math.min(one, other)));
        }
    }

    public int instances() {
        return instances;
    }

    public int genuineCount() {
        return genuine.size();
    }

    public int impostorCount() {
        return impostor.size();
    }

    /// Pairs of two different instances that were compared, whichever was the probe, and how often.
    public int distinctPairs() {
        return pairs.cardinality();
    }

    /// Of those instances that were compared with another, what did not fail. A picture of which
    /// nothing could be extracted says nothing of scores: counted as a stranger who was told
    /// apart it makes each score look stricter than it is.
    Trials compared() {
        var known = new BitSet();
        for (int i = 0; i < impostor.size(); i++) {
            if (impostor.score(i) != FAILED) {
                known.set(impostor.first(i));
                known.set(impostor.second(i));
            }
        }
        var number = new int[instances];
        for (int i = 1; i < instances; i++) {
            number[i] = number[i - 1] + (known.get(i - 1) ? 1 : 0);
        }
        var compared = new Trials(known.cardinality());
        for (int i = 0; i < genuine.size(); i++) {
            if (genuine.score(i) != FAILED && known.get(genuine.first(i))) {
                compared.genuine(genuine.score(i), number[genuine.first(i)]);
            }
        }
        for (int i = 0; i < impostor.size(); i++) {
            if (impostor.score(i) != FAILED) {
                compared.impostor(
                        impostor.score(i), number[impostor.first(i)], number[impostor.second(i)]);
            }
        }
        return compared;
    }

    Column genuine() {
        return genuine;
    }

    Column impostor() {
        return impostor;
    }

    /// How many genuine ones do not match where that score is asked, 0 to 1.
    public double fnmrAt(double least) {
        return 1 - share(genuine, least);
    }

    /// How many impostor ones match where that score is asked, 0 to 1.
    public double fmrAt(double least) {
        return share(impostor, least);
    }

    private static double share(Column column, double least) {
        int matched = 0;
        for (int i = 0; i < column.size(); i++) {
            matched += column.score(i) >= least ? 1 : 0;
        }
        return column.size() == 0 ? 0 : (double) matched / column.size();
    }
}
