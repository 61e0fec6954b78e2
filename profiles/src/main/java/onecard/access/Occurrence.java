package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

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

    /// Whoever a token stands for has asked that what is remembered of them goes.
    record Erased(Token token) implements Occurrence {}

    /// The wrong tries at a point are forgotten.
    ///
    /// @param of those of one credential; absent: everybody's
    record TriesForgiven(String point, Optional<Tries.Key> of) implements Occurrence {}

    /// A grant by a pass was not used: nobody passed, so nothing is used up.
    record GivenBack(Use use) implements Occurrence {}

    /// Something of a visit, and of nothing else.
    sealed interface OfVisit extends Occurrence {}

    /// Somebody of it was let in, and has not passed yet.
    record Expected(String point, Party party) implements OfVisit {}

    /// They passed, or are assumed to have.
    record Visited(String point, Party party) implements OfVisit {}

    /// They did not pass, or turned back.
    record NotVisited(String point, Token pass) implements OfVisit {}

    /// Nobody will ever know whether they passed: the device was off.
    ///
    /// @param point where they were let in, and an alarm says so
    /// @param many were on the way there then; whoever was let in since is still
    record VisitForgotten(String point, Token pass, int many) implements OfVisit {}

    /// An event that tells of that step of it is durable.
    record VisitTold(Token pass, Visit.Step step) implements OfVisit {}

    /// It is closed without anybody leaving.
    ///
    /// @param point where they came in
    record VisitOver(Token pass, String point) implements OfVisit {}

    /// They are still there after its end.
    ///
    /// @param point where an alarm says so
    /// @param alarms raised so far
    record Overstayed(String point, Token pass, int alarms) implements OfVisit {}

    /// They are not any more.
    record NoLongerOverstayed(Token pass) implements OfVisit {}

    /// Something of it is certain again, and the alarm that nobody knew is lowered there.
    record VisitCertain(String point, Token pass) implements OfVisit {}

    /// A list says something else of it than it did: of one that is remembered alone.
    record Agreed(VisitTerms terms) implements OfVisit {}

    /// The temporary card was given back.
    record CardReturned(Token pass) implements OfVisit {}

    /// What was tried in vain by a tap that was refused, one by one: each look at a person that was
    /// wrong, and then a PIN or a code that was. Whoever is let in has proved who they are.
    ///
    /// @param compared in the order in which they were looked at
    static Stream<WrongTry> wrongTries(
            String point,
            Reason why,
            Stream<Proof.Compared> compared,
            CredentialKind kind,
            Token credential) {
        var looks = compared.filter(it -> it.likeness().isWrongTry()).map(it -> it.factor().kind());
        var shown = why == Reason.PIN_MISMATCH ? CredentialKind.PIN : kind;
        boolean counts = why == Reason.PIN_MISMATCH || why == Reason.BAD_SIGNATURE;
        return Stream.concat(looks, counts ? Stream.of(shown) : Stream.empty())
                .map(tried -> new WrongTry(new Tries.Key(point, tried, credential)));
    }
}
