package onecard.hal.serial;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A weight as scales write it, as whole grams. Exact: no floating point, no rounding.
///
/// Grams are counted, so `kg` has three decimals at most and `g` has none. A finer scale is set to
/// whole grams, or is none of ours: what is charged must be what its display shows.
final class Grams {

    /// Nothing on a counter weighs more digits than these; with them no sum overflows.
    private static final int DIGITS_MAX = 9;

    private static final int KILOGRAM_DECIMALS = 3;

    /// A sign, which may stand apart; digits; a point and decimals; a unit, which may stand apart.
    private static final Pattern WEIGHT =
            Pattern.compile(
                    "(?<sign>[+-]?) *(?<whole>[0-9]{1,%d})(?:\\.(?<part>[0-9]{1,%d}))? *(?<unit>k?g)"
                            .formatted(DIGITS_MAX, KILOGRAM_DECIMALS));

    private Grams() {}

    /// The weight in `text`, padded in front or not; empty when it is none, in another unit, or
    /// finer than a gram.
    static OptionalLong of(String text) {
        var found = WEIGHT.matcher(text.strip());
        if (!found.matches()) {
            return OptionalLong.empty();
        }
        var part = found.group("part") == null ? "" : found.group("part");
        boolean kilograms = found.group("unit").equals("kg");
        if (!kilograms && !part.isEmpty()) {
            return OptionalLong.empty();
        }
        var decimals = part + "0".repeat(kilograms ? KILOGRAM_DECIMALS - part.length() : 0);
        long grams = Long.parseLong(found.group("whole") + decimals);
        return OptionalLong.of(found.group("sign").equals("-") ? -grams : grams);
    }
}
