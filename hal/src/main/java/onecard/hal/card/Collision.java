package onecard.hal.card;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// By what a reader tells that more than one card lies in its field. No standard says, so it is
/// data: status words, and names of errors as the reader's service words them.
///
/// @param statusWords SW1 SW2 of any answer
/// @param errors found in the text of a failure
public record Collision(Set<Integer> statusWords, Set<String> errors) {

    /// A reader that does not tell.
    public static final Collision NONE = new Collision(Set.of(), Set.of());

    public Collision {
        statusWords = Set.copyOf(statusWords);
        errors = Set.copyOf(errors);
    }

    /// @param signs four hex digits are a status word, anything else is the name of an error
    public static Collision of(List<String> signs) {
        var words = new HashSet<Integer>();
        var errors = new HashSet<String>();
        for (var sign : signs) {
            if (sign.matches("[0-9A-Fa-f]{4}")) {
                words.add(HexFormat.fromHexDigits(sign));
            } else {
                errors.add(sign);
            }
        }
        return new Collision(words, errors);
    }

    boolean toldBy(int statusWord) {
        return statusWords.contains(statusWord);
    }

    boolean toldBy(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var text = String.valueOf(cause.getMessage());
            if (errors.stream().anyMatch(text::contains)) {
                return true;
            }
        }
        return false;
    }
}
