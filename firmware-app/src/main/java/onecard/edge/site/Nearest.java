package onecard.edge.site;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// Which known name a wrong one stands for.
final class Nearest {

    /// Two slips of the finger; a third makes another word.
    private static final int EDITS_MAX = 2;

    /// In a name this short a second slip leaves nothing to know it by.
    private static final int SHORT_CHARS = 3;

    private Nearest() {}

    /// The known name at most two edits away.
    static Optional<String> of(String wrong, Collection<String> known) {
        return of(wrong, known, Set.of());
    }

    /// @param given less likely than any other as near: they stand there already
    static Optional<String> of(String wrong, Collection<String> known, Set<String> given) {
        return known.stream()
                .filter(name -> distance(wrong, name) <= allowed(wrong, name))
                .min(
                        Comparator.<String>comparingInt(name -> distance(wrong, name))
                                .thenComparing(given::contains)
                                .thenComparingInt(name -> Math.abs(wrong.length() - name.length()))
                                .thenComparingInt(name -> -same(wrong, name)));
    }

    /// The same; empty too where several are as near.
    static Optional<String> only(String wrong, Collection<String> known) {
        return of(wrong, known)
                .filter(
                        nearest ->
                                known.stream()
                                                .filter(
                                                        name ->
                                                                distance(wrong, name)
                                                                        == distance(wrong, nearest))
                                                .count()
                                        == 1);
    }

    private static int allowed(String wrong, String name) {
        return Math.min(wrong.length(), name.length()) <= SHORT_CHARS ? 1 : EDITS_MAX;
    }

    /// Characters that both begin with: few mistype the first.
    private static int same(String left, String right) {
        int most = Math.min(left.length(), right.length());
        int i = 0;
        while (i < most && left.charAt(i) == right.charAt(i)) {
            i++;
        }
        return i;
    }

    /// Letters added, left out, replaced, or swapped with their neighbour, which is one slip and
    /// not two; more than [#EDITS_MAX] where the lengths say so already.
    static int distance(String left, String right) {
        if (Math.abs(left.length() - right.length()) > EDITS_MAX) {
            return EDITS_MAX + 1;
        }
        var rows = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : edits(rows, left, right, i, j);
            }
        }
        return rows[left.length()][right.length()];
    }

    private static int edits(int[][] rows, String left, String right, int i, int j) {
        int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int least =
                Math.min(
                        Math.min(rows[i - 1][j], rows[i][j - 1]) + 1,
                        rows[i - 1][j - 1] + replaced);
        boolean swapped =
                i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
