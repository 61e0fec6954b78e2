package onecard.access;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/// What a card proved itself to be, never its number.
///
/// @param generation of a social security card, 1 to 3; absent for all else
/// @param region of a social security card's issuer, 6 digits
/// @param expires the last day printed in the card where it is readable without a key
/// @param unproved why it could not prove more, as metrics say it; absent where it was not asked,
/// or did
/// @param renamed what it, and whoever shows it, was known by before; nothing unless the site's key
/// is being rolled
public record Credential(
        CredentialKind kind,
        Token token,
        Assurance assurance,
        OptionalInt generation,
        Optional<String> region,
        Optional<LocalDate> expires,
        Optional<String> unproved,
        Renamed renamed) {

    public Credential {
        if (generation.isPresent() && (generation.getAsInt() < 1 || generation.getAsInt() > 3)) {
            throw new IllegalArgumentException(
                    "generation must be 1..3, but was " + generation.getAsInt());
        }
    }

    /// Where no key is rolled.
    public Credential(
            CredentialKind kind,
            Token token,
            Assurance assurance,
            OptionalInt generation,
            Optional<String> region,
            Optional<LocalDate> expires,
            Optional<String> unproved) {
        this(kind, token, assurance, generation, region, expires, unproved, Renamed.NOTHING);
    }

    /// Of what was not asked to prove anything.
    public Credential(
            CredentialKind kind,
            Token token,
            Assurance assurance,
            OptionalInt generation,
            Optional<String> region,
            Optional<LocalDate> expires) {
        this(kind, token, assurance, generation, region, expires, Optional.empty());
    }

    /// The same, with a second factor that was right.
    public Credential withSecondFactor() {
        return new Credential(
                kind,
                token,
                assurance.withSecondFactor(),
                generation,
                region,
                expires,
                unproved,
                renamed);
    }

    /// The same by the token of now.
    Credential under(Renamed known) {
        return with(known.of(token), renamed);
    }

    /// The same of which nobody knows what it was.
    Credential forgotten() {
        return with(token, Renamed.NOTHING);
    }

    private Credential with(Token now, Renamed before) {
        return new Credential(kind, now, assurance, generation, region, expires, unproved, before);
    }

    /// The same of somebody of whom that is known as well.
    public Credential renamed(Renamed more) {
        return more.isNothing() ? this : with(token, renamed.and(more));
    }

    public static Credential of(CredentialKind kind, Token token, Assurance assurance) {
        return new Credential(
                kind, token, assurance, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }
}
