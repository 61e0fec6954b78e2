package onecard.attendance;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/// One holding of a meeting: somebody attends it once.
///
/// @param meeting its name, the same at every desk
/// @param date on which it begins, at the site
public record Session(String meeting, LocalDate date) implements Comparable<Session> {

    private static final Comparator<Session> ORDER =
            Comparator.comparing(Session::date).thenComparing(Session::meeting);

    /// As it is written; empty for anything else.
    public static Optional<Session> parse(String text) {
        int blank = text.lastIndexOf(' ');
        return blank < 1
                ? Optional.empty()
                : of(text.substring(0, blank), text.substring(blank + 1));
    }

    /// Empty if that is no date.
    ///
    /// @param date `YYYY-MM-DD`
    public static Optional<Session> of(String meeting, String date) {
        try {
            return Optional.of(new Session(meeting, LocalDate.parse(date)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// By date, and of one day by name.
    @Override
    public int compareTo(Session other) {
        return ORDER.compare(this, other);
    }

    /// `MEETING YYYY-MM-DD`; a name has no blank in it.
    @Override
    public String toString() {
        return meeting + " " + date;
    }
}
