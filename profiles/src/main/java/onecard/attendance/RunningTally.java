package onecard.attendance;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.maps.PersistentMap;

/// A [Tally] that is kept while a hall fills: the next one counts anew only those of whom something
/// else is known. It is what [Tally#of] says, whatever was added, corrected or forgotten.
/// Immutable.
public final class RunningTally {

    private final AttendanceRules.Desk desk;
    private final Sitting sitting;
    private final Tally tally;

    private RunningTally(AttendanceRules.Desk desk, Sitting sitting, Tally tally) {
        this.desk = desk;
        this.sitting = sitting;
        this.tally = tally;
    }

    /// Of everybody who is known of.
    public static RunningTally of(AttendanceRules.Desk desk, Sitting sitting) {
        var sum = new Sum();
        var people = new HashSet<>(own(desk, sitting).keySet());
        people.addAll(heard(desk, sitting).keySet());
        people.forEach(person -> sum.add(desk, sitting, person, 1));
        return new RunningTally(desk, sitting, sum.tally(expected(desk, sitting)));
    }

    public Tally tally() {
        return tally;
    }

    /// The same of what is known now: it costs what is known otherwise than before.
    public RunningTally with(AttendanceRules.Desk now, Sitting of) {
        if (!isCountedAlike(now, of)) {
            return of(now, of);
        }
        var changed = new HashSet<Token>();
        addChanged(changed, own(desk, sitting), own(now, of));
        addChanged(changed, heard(desk, sitting), heard(now, of));
        if (changed.isEmpty()) {
            return new RunningTally(now, of, tally);
        }
        var sum = new Sum(tally);
        for (var person : changed) {
            sum.add(desk, sitting, person, -1);
            sum.add(now, of, person, 1);
        }
        return new RunningTally(now, of, sum.tally(tally.expected()));
    }

    /// Whoever shows themselves comes to the same by both, if the same is known of them.
    private boolean isCountedAlike(AttendanceRules.Desk now, Sitting of) {
        return sitting.equals(of)
                && desk.listed() == now.listed()
                && desk.roster().equals(now.roster())
                && desk.meetings().terms().equals(now.meetings().terms());
    }

    private static void addChanged(
            Set<Token> changed,
            PersistentMap<Token, Presence> one,
            PersistentMap<Token, Presence> other) {
        one.unlike(other).forEach(it -> changed.add(it.getKey()));
        other.unlike(one).forEach(it -> changed.add(it.getKey()));
    }

    private static PersistentMap<Token, Presence> own(AttendanceRules.Desk desk, Sitting sitting) {
        return desk.own().set(sitting.session());
    }

    private static PersistentMap<Token, Presence> heard(
            AttendanceRules.Desk desk, Sitting sitting) {
        return desk.heard().set(sitting.session());
    }

    private static OptionalInt expected(AttendanceRules.Desk desk, Sitting sitting) {
        return desk.listed()
                ? desk.roster()
                        .map(list -> list.expected(sitting.session().meeting()))
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty())
                : OptionalInt.empty();
    }

    /// What people add up to so far. Of one thread.
    private static final class Sum {

        private final Map<Result, Integer> results = new EnumMap<>(Result.class);
        private int present;
        private int manual;
        private int left;
        private int early;

        Sum() {}

        Sum(Tally tally) {
            results.putAll(tally.results());
            present = tally.present();
            manual = tally.manual();
            left = tally.left();
            early = tally.early();
        }

        /// @param by 1, or -1 to take them off
        void add(AttendanceRules.Desk desk, Sitting sitting, Token person, int by) {
            var own = desk.own().of(sitting.session(), person);
            var said = desk.heard().of(sitting.session(), person);
            if (own.isEmpty() && said.isEmpty()) {
                return;
            }
            var terms = desk.meetings().terms();
            var result = came(desk, sitting, person, own, said);
            results.merge(result, by, Integer::sum);
            results.remove(result, 0);
            boolean counts = result != Result.WALK_IN || terms.walkIn() == WalkIn.ALLOW;
            present += counts ? by : 0;
            manual += isManual(own) || isManual(said) ? by : 0;
            var last =
                    terms.signOut()
                            ? left(desk, sitting, person, own, said)
                            : Optional.<Sign>empty();
            if (last.isPresent()) {
                left += by;
                var row = desk.row(sitting, person);
                var how = AttendanceRules.leaving(terms, sitting, row, last.get().at());
                early += how == Result.EARLY_LEAVE ? by : 0;
            }
        }

        Tally tally(OptionalInt expected) {
            return new Tally(expected, present, results, manual, left, early);
        }
    }

    // --- one person ---

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
