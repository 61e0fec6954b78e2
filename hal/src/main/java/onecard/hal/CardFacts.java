package onecard.hal;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// What came out of one reading: never the number itself, only its pseudonym.
///
/// @param kind the name of the credential kind in lists and events: `ssc`, `idcard`, `uid`
/// @param pseudonym 32 hex digits of keyed hash over kind and number
/// @param assurance 0 for a serial number, 1 for static application data, 2 where the chip proved
/// itself to a security module
/// @param generation of a social security card, 1 to 3
/// @param expires the last day printed in the card, where it is readable without a key
public record CardFacts(
        String kind,
        String pseudonym,
        int assurance,
        OptionalInt generation,
        Optional<LocalDate> expires) {

    public CardFacts {
        if (pseudonym.length() != 32) {
            throw new IllegalArgumentException(
                    "a pseudonym must be 32 hex digits, but was " + pseudonym.length());
        }
    }
}
