package onecard.money;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a sale, from the tap on: the terminal, and which one of its sales it is. Both stand on the
/// receipt, and a number is short enough to be keyed in. Unique within one epoch of a journal.
///
/// @param point id of the terminal
/// @param number from 1; none is left out
public record SaleId(String point, long number) {

    private static final Pattern FORM =
            Pattern.compile("([a-z0-9][a-z0-9-]{0,31}):([1-9][0-9]{0,14})");

    /// @throws IllegalArgumentException for what [#parse] would not read back
    public SaleId {
        if (!FORM.matcher(point + ":" + number).matches()) {
            throw new IllegalArgumentException("no name of a sale: " + point + ":" + number);
        }
    }

    /// As [#toString] writes it; empty for anything else.
    public static Optional<SaleId> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new SaleId(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return point + ":" + number;
    }
}
