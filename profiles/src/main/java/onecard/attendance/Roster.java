package onecard.attendance;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.ListVersion;
import onecard.access.Renamed;
import onecard.access.Token;

/// Who is expected at which meetings, by one version of a list. Immutable.
public final class Roster {

    private final ListVersion list;
    private final Map<String, Map<Token, Expected>> meetings;
    private final Map<String, Called> called;
    private final Renamed renamed;
    private final Renamed known;

    /// When a meeting is that the list alone calls: from the earliest row to the latest.
    record Called(Instant starts, Instant ends) {}

    private Roster(ListVersion list, Map<String, Map<Token, Expected>> meetings, Renamed renamed) {
        this.list = list;
        this.renamed = renamed;
        known = Renamed.NOTHING;
        this.meetings = meetings;
        var spans = new TreeMap<String, Called>();
        meetings.forEach((name, rows) -> called(rows).ifPresent(span -> spans.put(name, span)));
        this.called = spans;
    }

    /// @param rows by meeting; of one person at one meeting the last counts
    public static Roster of(ListVersion list, Map<String, List<Expected>> rows) {
        return of(list, rows, Renamed.NOTHING);
    }

    /// The same of a list that was made while the site's key was rolled.
    ///
    /// @param renamed what people's tokens were before: at desks that go by it they go over to
    ///     those that it has of them, whichever key the desk's device has
    public static Roster of(ListVersion list, Map<String, List<Expected>> rows, Renamed renamed) {
        var meetings = new HashMap<String, Map<Token, Expected>>();
        rows.forEach(
                (name, all) -> {
                    var people = new HashMap<Token, Expected>();
                    all.forEach(one -> people.put(one.person(), one));
                    meetings.put(name, people);
                });
        return new Roster(list, meetings, renamed);
    }

    /// A meeting without both ends on every row is not called by the list.
    private static Optional<Called> called(Map<Token, Expected> rows) {
        Instant starts = Instant.MAX;
        Instant ends = Instant.MIN;
        for (var row : rows.values()) {
            if (row.from().isEmpty() || row.until().isEmpty()) {
                return Optional.empty();
            }
            starts = row.from().get().isBefore(starts) ? row.from().get() : starts;
            ends = row.until().get().isAfter(ends) ? row.until().get() : ends;
        }
        return starts.isBefore(ends) ? Optional.of(new Called(starts, ends)) : Optional.empty();
    }

    private Roster(Roster of, Renamed known) {
        list = of.list;
        meetings = of.meetings;
        called = of.called;
        renamed = of.renamed;
        this.known = known;
    }

    /// The same for somebody who was known by another token before: a list of before expects them
    /// by that one.
    public Roster under(Renamed known) {
        return known.isNothing() ? this : new Roster(this, known);
    }

    /// What it says that people's tokens were before.
    public Renamed renamed() {
        return renamed;
    }

    public ListVersion list() {
        return list;
    }

    /// Empty: they are not expected there.
    public Optional<Expected> row(String meeting, Token person) {
        var rows = meetings.getOrDefault(meeting, Map.of());
        return Optional.ofNullable(rows.get(person)).or(() -> known.former(person).map(rows::get));
    }

    /// Whether they are expected at some meeting and agreed that their body says who they are,
    /// by their former token or their present one.
    public boolean agrees(Token person) {
        var now = renamed.of(person);
        return meetings.keySet().stream()
                .flatMap(meeting -> row(meeting, now).stream())
                .anyMatch(Expected::consent);
    }

    /// How many are expected there.
    public int expected(String meeting) {
        return meetings.getOrDefault(meeting, Map.of()).size();
    }

    /// Those that it calls by itself.
    Map<String, Called> called() {
        return called;
    }
}
