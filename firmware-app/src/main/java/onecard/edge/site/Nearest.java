package onecard.edge.site;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
        return near(wrong, known).stream()
                .min(
                        Comparator.comparingInt(Near::edits)
                                .thenComparing(near -> given.contains(near.name()))
                                .thenComparingInt(
                                        near -> Math.abs(wrong.length() - near.name().length()))
                                .thenComparingInt(near -> -same(wrong, near.name())))
                .map(Near::name);
    }

    /// The same; empty too where several are as near.
    static Optional<String> only(String wrong, Collection<String> known) {
        var near = near(wrong, known);
        int least = near.stream().mapToInt(Near::edits).min().orElse(0);
        var nearest = near.stream().filter(it -> it.edits() == least).toList();
        return nearest.size() == 1 ? Optional.of(nearest.getFirst().name()) : Optional.empty();
    }

    private record Near(String name, int edits) {}

    private static List<Near> near(String wrong, Collection<String> known) {
        return known.stream()
                .map(name -> new Near(name, distance(wrong, name)))
                .filter(near -> near.edits() <= allowed(wrong, near.name()))
                .toList();
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
    /// not two; more than [#EDITS_MAX] where the lengths, or the letters that only one of them has,
    /// say so already.
    static int distance(String left, String right) {
        if (Math.abs(left.length() - right.length()) > EDITS_MAX
                || Long.bitCount(letters(left) ^ letters(right)) > 2 * EDITS_MAX) {
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

    /// A bit for each letter that is in it; one edit takes one away and adds one at most.
    private static long letters(String text) {
        long letters = 0;
        for (int i = 0; i < text.length(); i++) {
            letters |= 1L << text.charAt(i); // letters that share a bit count as one
        }
        return letters;
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
