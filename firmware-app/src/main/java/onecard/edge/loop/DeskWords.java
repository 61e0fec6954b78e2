package onecard.edge.loop;

import java.util.Optional;
import onecard.attendance.AttendanceTerms;
import onecard.attendance.Expected;
import onecard.attendance.Result;
import onecard.attendance.Signing;
import onecard.attendance.Tally;
import onecard.attendance.WalkIn;
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
                ? new Words("已登记", "Noted")
                : came(result.leaves() ? result : Result.ON_TIME, terms.walkIn());
    }

    /// Whoever has signed before hears the same.
    static Words already(Signing.Already already) {
        return seated(came(Result.ON_TIME, WalkIn.ALLOW), already.expected());
    }

    /// And how many are there.
    static Words counted(Words said, Tally tally) {
        return new Words(
                said.zh() + count(tally, " 已到 ", "/"), said.en() + count(tally, ", here ", " of "));
    }

    private static Words came(Result result, WalkIn walkIn) {
        return switch (result) {
            case ON_TIME -> new Words("签到成功", "Signed in");
            case LATE -> new Words("签到成功 迟到", "Signed in, late");
            case VERY_LATE -> new Words("签到成功 严重迟到", "Signed in, very late");
            case WALK_IN ->
                    walkIn == WalkIn.ALLOW
                            ? new Words("签到成功", "Signed in")
                            : new Words("已登记 请到服务台", "Noted, see desk");
            case UNTIMED -> new Words("已登记 时间待核", "Noted, time unsure");
            case SIGNED_OUT -> new Words("签退成功", "Signed out");
            case EARLY_LEAVE -> new Words("签退成功 早退", "Signed out, early");
        };
    }

    private static Words seated(Words said, Optional<Expected> expected) {
        return expected.flatMap(Expected::seat)
                .map(seat -> new Words(said.zh() + " 座位 " + seat, said.en() + ", seat " + seat))
                .orElse(said);
    }

    private static String count(Tally tally, String here, String of) {
        var most = tally.expected();
        return here + tally.present() + (most.isPresent() ? of + most.getAsInt() : "");
    }
}
