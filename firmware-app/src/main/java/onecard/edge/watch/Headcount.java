package onecard.edge.watch;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import onecard.access.Direction;

/// How many have passed the points at which nobody is known, day by day of the site's time: today,
/// and the day before, so that its last count is seen. Thread-safe.
public final class Headcount {

    /// Dates that are shown of one point.
    static final int DATES = 2;

    /// @param in inwards
    /// @param out outwards
    public record Day(long in, long out) {

        private Day and(Direction way) {
            return way == Direction.IN ? new Day(in + 1, out) : new Day(in, out + 1);
        }
    }

    private static final Day NOBODY = new Day(0, 0);

    private final Map<String, TreeMap<LocalDate, Day>> days = new TreeMap<>();

    /// Somebody passed.
    ///
    /// @param on by a clock that may have been set back: an older date than are shown is not
    public synchronized void passed(String point, Direction way, LocalDate on) {
        put(point, on, of(point, on).and(way));
    }

    /// So many had, before this start.
    public synchronized void put(String point, LocalDate on, Day day) {
        var known = days.computeIfAbsent(point, _ -> new TreeMap<>());
        known.put(on, day);
        while (known.size() > DATES) {
            known.pollFirstEntry();
        }
    }

    /// On that day.
    public synchronized Day of(String point, LocalDate on) {
        return days.getOrDefault(point, new TreeMap<>()).getOrDefault(on, NOBODY);
    }

    /// All that is shown, by point and date.
    public synchronized Map<String, Map<LocalDate, Day>> all() {
        var all = new TreeMap<String, Map<LocalDate, Day>>();
        days.forEach((point, known) -> all.put(point, Map.copyOf(known)));
        return all;
    }

    /// The same, by the names of metrics.
    Map<String, Long> readings() {
        var readings = new TreeMap<String, Long>();
        all().forEach(
                        (point, known) ->
                                known.forEach(
                                        (date, day) -> {
                                            readings.put(name(point, date, "in"), day.in());
                                            readings.put(name(point, date, "out"), day.out());
                                        }));
        return readings;
    }

    private static String name(String point, LocalDate date, String way) {
        return "onecard_people{date=\""
                + date
                + "\",direction=\""
                + way
                + "\",point=\""
                + point
                + "\"}";
    }
}
