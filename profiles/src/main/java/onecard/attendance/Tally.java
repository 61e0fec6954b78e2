package onecard.attendance;

import java.util.Map;
import java.util.OptionalInt;

/// How many, at one session: what a panel counts, and what its report says.
///
/// @param expected absent: nobody is by list
/// @param present who are counted so: came, and were expected or welcome
/// @param results how many came as what; whoever was not expected stands apart
/// @param manual signed in by an operator
/// @param left went again, where people sign out
/// @param early of those, before the end
public record Tally(
        OptionalInt expected,
        int present,
        Map<Result, Integer> results,
        int manual,
        int left,
        int early) {

    public Tally {
        results = Map.copyOf(results);
    }

    public int of(Result result) {
        return results.getOrDefault(result, 0);
    }

    /// What all signs together come to, whatever each desk took them for. What others have said is
    /// not signed: it may add somebody, and may say that somebody came earlier, or left; nobody is
    /// taken away by it, and nobody's result is worse for it.
    public static Tally of(AttendanceRules.Desk desk, Sitting sitting) {
        return RunningTally.of(desk, sitting).tally();
    }
}
