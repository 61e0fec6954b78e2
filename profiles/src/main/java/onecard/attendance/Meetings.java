package onecard.attendance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.Calendar;
import onecard.access.Hours;
import onecard.access.Schedule;

/// The meetings of a desk, in its zone: those that its site file names, and those that a roster
/// calls by the times of its rows. What the site file says of a meeting goes before the roster.
///
/// @param calendar whose holidays have none by schedule; absent: no day is a holiday
public record Meetings(
        Map<String, When> named, Optional<Calendar> calendar, ZoneId zone, AttendanceTerms terms) {

    /// Days around now of which sittings by schedule are found: one runs past midnight at most
    /// once, and one may be asked about as it has just closed.
    private static final int DAYS = 2;

    /// When one is held.
    public sealed interface When {

        record Once(Instant starts, Instant ends) implements When {
            public Once {
                if (!starts.isBefore(ends)) {
                    throw new IllegalArgumentException("it ends at " + ends + ", before it begins");
                }
            }
        }

        /// In every window of a schedule: each is a session of its own.
        record Regularly(Schedule schedule) implements When {}
    }

    public Meetings {
        named = Map.copyOf(named);
    }

    /// Those that are near, in the order of their begin.
    ///
    /// @param roster absent: none is held, or nobody is expected by list
    public List<Sitting> near(Optional<Roster> roster, Instant now) {
        var all = new ArrayList<Sitting>();
        new TreeMap<>(named).forEach((name, when) -> add(all, name, when, now));
        roster.ifPresent(
                list ->
                        list.called()
                                .forEach(
                                        (name, span) -> {
                                            if (!named.containsKey(name)) {
                                                all.add(sitting(name, span.starts(), span.ends()));
                                            }
                                        }));
        all.sort(Comparator.comparing(Sitting::starts).thenComparing(Sitting::session));
        return all;
    }

    private void add(List<Sitting> all, String name, When when, Instant now) {
        switch (when) {
            case When.Once(var starts, var ends) -> all.add(sitting(name, starts, ends));
            case When.Regularly(var schedule) -> {
                var today = LocalDate.ofInstant(now, zone);
                var sittings = new TreeMap<Session, Sitting>();
                for (int day = -DAYS; day <= DAYS; day++) {
                    for (var window : schedule.windows()) {
                        // Two windows that begin at once are one session, until the later end.
                        in(name, window, today.plusDays(day))
                                .ifPresent(
                                        it -> sittings.merge(it.session(), it, Meetings::longer));
                    }
                }
                all.addAll(sittings.values());
            }
        }
    }

    private static Sitting longer(Sitting one, Sitting other) {
        return other.ends().isAfter(one.ends()) ? other : one;
    }

    /// Empty where that window does not begin on that date.
    private Optional<Sitting> in(String name, Schedule.Window window, LocalDate date) {
        var starts = date.atTime(window.from()).atZone(zone).toInstant();
        var only = new Hours(new Schedule(name, List.of(window)), calendar, zone);
        if (!only.beganOn(starts).equals(Optional.of(date))) {
            return Optional.empty();
        }
        boolean overnight = !window.until().isAfter(window.from());
        var until = (overnight ? date.plusDays(1) : date).atTime(window.until());
        var session = new Session(name, date, Optional.of(window.from()));
        return Optional.of(sitting(session, starts, until.atZone(zone).toInstant()));
    }

    private Sitting sitting(String name, Instant starts, Instant ends) {
        return sitting(new Session(name, LocalDate.ofInstant(starts, zone)), starts, ends);
    }

    private Sitting sitting(Session session, Instant starts, Instant ends) {
        var after = terms.signOut() ? terms.closeAfter() : Duration.ZERO;
        return new Sitting(
                session, starts.minus(terms.openBefore()), starts, ends, ends.plus(after));
    }
}
