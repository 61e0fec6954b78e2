package onecard.access;

import java.util.Optional;

/// What happened that later decisions remember: the loop says it as it happens, and a restart
/// reads it back from the journal. [Memory#after] is the one place that knows what it means.
public sealed interface Occurrence {

    /// Somebody failed to prove what they claimed.
    record WrongTry(Tries.Key key) implements Occurrence {}

    /// A grant used something up.
    record Used(Use use) implements Occurrence {}

    /// A granted person passed, or is assumed to have.
    record Passed(String point, Crossing crossing) implements Occurrence {}

    /// A granted person did not pass, or turned back.
    record NotPassed(String point, Crossing crossing) implements Occurrence {}

    /// Everybody is taken to have left an area.
    record AreaCleared(String area) implements Occurrence {}

    /// One person is taken to be in no area.
    record PersonForgiven(Token subject) implements Occurrence {}

    /// The wrong tries at a point are forgotten.
    ///
    /// @param of those of one credential; absent: everybody's
    record TriesForgiven(String point, Optional<Tries.Key> of) implements Occurrence {}

    /// A refusal that counts as a wrong try: of the second factor, if that was wrong, and else of
    /// the credential. Empty for any other.
    static Optional<WrongTry> wrongTry(
            String point, Reason why, CredentialKind kind, Token credential) {
        if (!Memory.WRONG_TRIES.contains(why)) {
            return Optional.empty();
        }
        var tried = Factor.ofMismatch(why).map(Factor::kind).orElse(kind);
        return Optional.of(new WrongTry(new Tries.Key(point, tried, credential)));
    }
}
