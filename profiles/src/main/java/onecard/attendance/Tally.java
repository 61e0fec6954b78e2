package onecard.attendance;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
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

    /// What all signs together come to, whatever each desk took them for. What others have said is
    /// not signed: it may add somebody, and may say that somebody came earlier, or left; nobody is
    /// taken away by it, and nobody's result is worse for it.
    public static Tally of(AttendanceRules.Desk desk, Sitting sitting) {
        var terms = desk.meetings().terms();
        var here = desk.own().of(sitting.session());
        var there = desk.heard().of(sitting.session());
        var people = new HashSet<>(here.keySet());
        people.addAll(there.keySet());
        var results = new EnumMap<Result, Integer>(Result.class);
        int present = 0;
        int manual = 0;
        int left = 0;
        int early = 0;
        for (var person : people) {
            var own = Optional.ofNullable(here.get(person));
            var said = Optional.ofNullable(there.get(person));
            var result = came(desk, sitting, person, own, said);
            results.merge(result, 1, Integer::sum);
            boolean counts = result != Result.WALK_IN || terms.walkIn() == WalkIn.ALLOW;
            present += counts ? 1 : 0;
            manual += isManual(own) || isManual(said) ? 1 : 0;
            var last =
                    terms.signOut()
                            ? left(desk, sitting, person, own, said)
                            : Optional.<Sign>empty();
            if (last.isPresent()) {
                left++;
                var row = desk.row(sitting, person);
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

    /// The better one of what is recorded here and what others say, as this desk judges it.
    private static Result came(
            AttendanceRules.Desk desk,
            Sitting sitting,
            Token person,
            Optional<Presence> own,
            Optional<Presence> said) {
        return Stream.concat(
                        own.map(it -> it.first().result()).stream(),
                        said
                                .map(
                                        it ->
                                                AttendanceRules.judged(
                                                        desk, sitting, person, it.first()))
                                .stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static boolean isManual(Optional<Presence> known) {
        return known.filter(it -> it.first().operator().isPresent()).isPresent();
    }

    /// Whoever came in time at one desk did not leave there because another says that they had come
    /// before: only a sign that was taken for leaving, or was made very late, is where they left.
    private static Optional<Sign> left(
            AttendanceRules.Desk desk,
            Sitting sitting,
            Token person,
            Optional<Presence> own,
            Optional<Presence> said) {
        return Stream.concat(own.stream(), said.stream())
                .reduce(Presence::with)
                .flatMap(Presence::left)
                .filter(
                        it ->
                                it.result().leaves()
                                        || !AttendanceRules.isTimely(
                                                desk, sitting, person, it.at()));
    }
}
