package onecard.edge.loop;

import java.util.Optional;
import onecard.attendance.AttendanceTerms;
import onecard.attendance.Expected;
import onecard.attendance.Result;
import onecard.attendance.Signing;
import onecard.attendance.Tally;
import onecard.attendance.WalkIn;
import onecard.edge.words.Phrase;
import onecard.words.Words;

/// What whoever has signed reads: how it went, where they sit, how many are there. No name, and no
/// number.
final class DeskWords {

    private DeskWords() {}

    static Words signed(Signing.Yes signing, AttendanceTerms terms) {
        return seated(
                signing.known()
                        ? known(signing.sign().result(), terms)
                        : came(signing.sign().result(), terms.walkIn()),
                signing.expected());
    }

    /// Others have said that they are there. Where people sign out they may be leaving, and the
    /// record does not say which.
    private static Words known(Result result, AttendanceTerms terms) {
        return terms.signOut() && !result.leaves()
                ? Phrase.NOTED.with()
                : came(result.leaves() ? result : Result.ON_TIME, terms.walkIn());
    }

    /// Whoever has signed before hears the same.
    static Words already(Signing.Already already) {
        return seated(came(Result.ON_TIME, WalkIn.ALLOW), already.expected());
    }

    /// And how many are there.
    static Words counted(Words said, Tally tally) {
        var most = tally.expected();
        return most.isPresent()
                ? Phrase.HERE_OF.with(said, tally.present(), most.getAsInt())
                : Phrase.HERE.with(said, tally.present());
    }

    private static Words came(Result result, WalkIn walkIn) {
        return switch (result) {
            case ON_TIME -> Phrase.SIGNED_IN.with();
            case LATE -> Phrase.SIGNED_IN_LATE.with();
            case VERY_LATE -> Phrase.SIGNED_IN_VERY_LATE.with();
            case WALK_IN ->
                    walkIn == WalkIn.ALLOW ? Phrase.SIGNED_IN.with() : Phrase.NOTED_SEE_DESK.with();
            case UNTIMED -> Phrase.NOTED_TIME_UNSURE.with();
            case SIGNED_OUT -> Phrase.SIGNED_OUT.with();
            case EARLY_LEAVE -> Phrase.SIGNED_OUT_EARLY.with();
        };
    }

    private static Words seated(Words said, Optional<Expected> expected) {
        return expected.flatMap(Expected::seat)
                .map(seat -> Phrase.SEATED.with(said, seat))
                .orElse(said);
    }
}
