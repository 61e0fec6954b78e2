package onecard.hal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What came out of one reading: never a number itself, only its pseudonym.
///
/// @param kind the name of the credential kind in lists and events: `ssc`, `idcard`, `uid`
/// @param pseudonym 32 hex digits of keyed hash over kind and number; the same through either
/// face of a card
/// @param assurance 0 for a serial number, 1 for static application data, 2 where the chip proved
/// itself to a security module, 3 where it proved its certificate
/// @param face through which it was read
/// @param generation of a social security card, 1 to 3
/// @param region of the issuer, 6 digits; absent where the card does not say, or not in digits
/// @param expires the last day printed in the card, where it is readable without a key
/// @param citizen pseudonym of kind `idcard`: a second credential of the same person; absent
/// unless the site asks for it and the card gives it freely
/// @param consistent false where two statements of the card contradict each other. The public
/// description of one of them is not certain, so this alone refuses nobody
/// @param unproved why the chip could prove no more, [Proof.Cause]; absent where it was not asked
/// or did
/// @param former the present pseudonyms by what they were before; none unless the site's key is
/// being rolled
/// @param references what the card carries to compare its holder with; the reader's to wipe
public record CardFacts(
        String kind,
        String pseudonym,
        int assurance,
        Face face,
        OptionalInt generation,
        Optional<String> region,
        Optional<LocalDate> expires,
        Optional<String> citizen,
        boolean consistent,
        Optional<String> unproved,
        Map<String, String> former,
        List<CardReference> references) {

    public CardFacts {
        requirePseudonym(pseudonym);
        citizen.ifPresent(CardFacts::requirePseudonym);
        former = Map.copyOf(former);
        references = List.copyOf(references);
    }

    /// Of a card that carries nothing to compare with.
    public CardFacts(
            String kind,
            String pseudonym,
            int assurance,
            Face face,
            OptionalInt generation,
            Optional<String> region,
            Optional<LocalDate> expires,
            Optional<String> citizen,
            boolean consistent,
            Optional<String> unproved) {
        this(
                kind,
                pseudonym,
                assurance,
                face,
                generation,
                region,
                expires,
                citizen,
                consistent,
                unproved,
                Map.of(),
                List.of());
    }

    /// Of a chip that was not asked to prove anything.
    public CardFacts(
            String kind,
            String pseudonym,
            int assurance,
            Face face,
            OptionalInt generation,
            Optional<String> region,
            Optional<LocalDate> expires,
            Optional<String> citizen,
            boolean consistent) {
        this(
                kind,
                pseudonym,
                assurance,
                face,
                generation,
                region,
                expires,
                citizen,
                consistent,
                Optional.empty());
    }

    /// A serial number and nothing else.
    public static CardFacts ofSerial(String kind, String pseudonym, Face face) {
        return new CardFacts(
                kind,
                pseudonym,
                0,
                face,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    /// The same of a card that carries these.
    public CardFacts carrying(List<CardReference> these) {
        return with(former, these);
    }

    /// The same of somebody who was known so before.
    public CardFacts formerly(Map<String, String> pseudonyms) {
        return pseudonyms.isEmpty() ? this : with(pseudonyms, references);
    }

    private CardFacts with(Map<String, String> before, List<CardReference> these) {
        return new CardFacts(
                kind,
                pseudonym,
                assurance,
                face,
                generation,
                region,
                expires,
                citizen,
                consistent,
                unproved,
                before,
                these);
    }

    private static void requirePseudonym(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException(
                    "a pseudonym must be 32 hex digits, but was " + text.length());
        }
    }
}
