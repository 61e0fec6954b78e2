package onecard.attendance;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.ListVersion;
import onecard.access.Token;

/// Who is expected at which meetings, by one version of a list. Immutable.
public final class Roster {

    private final ListVersion list;
    private final Map<String, Map<Token, Expected>> meetings;
    private final Map<String, Called> called;

    /// When a meeting is that the list alone calls: from the earliest row to the latest.
    record Called(Instant starts, Instant ends) {}

    private Roster(ListVersion list, Map<String, Map<Token, Expected>> meetings) {
        this.list = list;
        this.meetings = meetings;
        var spans = new TreeMap<String, Called>();
        meetings.forEach((name, rows) -> called(rows).ifPresent(span -> spans.put(name, span)));
        this.called = spans;
    }

    /// @param rows by meeting; of one person at one meeting the last counts
    public static Roster of(ListVersion list, Map<String, List<Expected>> rows) {
        var meetings = new HashMap<String, Map<Token, Expected>>();
        rows.forEach(
                (name, all) -> {
                    var people = new HashMap<Token, Expected>();
                    all.forEach(one -> people.put(one.person(), one));
                    meetings.put(name, people);
                });
        return new Roster(list, meetings);
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

    public ListVersion list() {
        return list;
    }

    /// Empty: they are not expected there.
    public Optional<Expected> row(String meeting, Token person) {
        return Optional.ofNullable(meetings.getOrDefault(meeting, Map.of()).get(person));
    }

    /// Whether they are expected at some meeting and agreed that their body says who they are.
    public boolean agrees(Token person) {
        return meetings.values().stream()
                .map(rows -> rows.get(person))
                .anyMatch(row -> row != null && row.consent());
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
