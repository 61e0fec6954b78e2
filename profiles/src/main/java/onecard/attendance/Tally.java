package onecard.attendance;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.access.Token;

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

    /// What all signs together come to, whatever each desk took them for.
    ///
    /// @param people of the session
    public static Tally of(
            AttendanceRules.Desk desk, Sitting sitting, Map<Token, Presence> people) {
        var terms = desk.meetings().terms();
        var results = new EnumMap<Result, Integer>(Result.class);
        int present = 0;
        int manual = 0;
        int left = 0;
        int early = 0;
        for (var one : people.entrySet()) {
            var first = one.getValue().first();
            results.merge(first.result(), 1, Integer::sum);
            boolean counts = first.result() != Result.WALK_IN || terms.walkIn() == WalkIn.ALLOW;
            present += counts ? 1 : 0;
            manual += first.operator().isPresent() ? 1 : 0;
            var last = terms.signOut() ? one.getValue().left() : Optional.<Sign>empty();
            if (last.isPresent()) {
                left++;
                var row = desk.row(sitting, one.getKey());
                var how = AttendanceRules.leaving(terms, sitting, row, last.get().at());
                early += how == Result.EARLY_LEAVE ? 1 : 0;
            }
        }
        var expected =
                desk.listed()
                        ? desk.roster()
                                .map(list -> list.expected(sitting.session().meeting()))
                                .map(OptionalInt::of)
                                .orElse(OptionalInt.empty())
                        : OptionalInt.empty();
        return new Tally(expected, present, results, manual, left, early);
    }
}
