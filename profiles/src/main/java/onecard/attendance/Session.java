package onecard.attendance;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.Optional;

/// One holding of a meeting: somebody attends it once.
///
/// @param meeting its name, the same at every desk
/// @param date on which it begins, at the site
/// @param from when its window begins, of a meeting by schedule, which may have several a day;
///     absent: the meeting is held once on that date
public record Session(String meeting, LocalDate date, Optional<LocalTime> from)
        implements Comparable<Session> {

    private static final Comparator<Session> ORDER =
            Comparator.comparing(Session::date)
                    .thenComparing(session -> session.from().orElse(LocalTime.MIN))
                    .thenComparing(Session::meeting)
                    .thenComparing(session -> session.from().isPresent());

    /// Of a meeting that is held once on that date.
    public Session(String meeting, LocalDate date) {
        this(meeting, date, Optional.empty());
    }

    /// As it is written; empty for anything else.
    public static Optional<Session> parse(String text) {
        var words = text.split(" ", -1);
        return words.length < 2 || words.length > 3 || words[0].isEmpty()
                ? Optional.empty()
                : of(
                        words[0],
                        words[1],
                        words.length == 3 ? Optional.of(words[2]) : Optional.empty());
    }

    /// Empty if that is no date, or no time.
    ///
    /// @param date `YYYY-MM-DD`
    /// @param from `HH:MM`
    public static Optional<Session> of(String meeting, String date, Optional<String> from) {
        try {
            var session = new Session(meeting, LocalDate.parse(date), from.map(LocalTime::parse));
            return Optional.of(session)
                    .filter(it -> it.from().map(LocalTime::toString).equals(from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// By when they begin, and of those that begin at once by name.
    @Override
    public int compareTo(Session other) {
        return ORDER.compare(this, other);
    }

    /// `MEETING YYYY-MM-DD`, and ` HH:MM` where its window says so; a name has no blank in it.
    @Override
    public String toString() {
        return meeting + " " + date + from.map(it -> " " + it).orElse("");
    }
}
