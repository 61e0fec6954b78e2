package onecard.edge.site;

import java.util.LinkedHashSet;
import java.util.Set;

/// Slips of the finger: one letter left out, added or replaced, or two neighbours swapped.
final class Typo {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz_";

    private Typo() {}

    /// Every other text that one slip makes of it.
    static Set<String> all(String text) {
        var typos = new LinkedHashSet<String>();
        for (int i = 0; i <= text.length(); i++) {
            var before = text.substring(0, i);
            var after = text.substring(i);
            for (char letter : LETTERS.toCharArray()) {
                typos.add(before + letter + after);
                if (!after.isEmpty()) {
                    typos.add(before + letter + after.substring(1));
                }
            }
            if (!after.isEmpty()) {
                typos.add(before + after.substring(1));
            }
            if (after.length() > 1) {
                typos.add(before + after.charAt(1) + after.charAt(0) + after.substring(2));
            }
        }
        typos.remove(text);
        typos.remove("");
        return typos;
    }
}
