package onecard.attendance;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.access.Token;
import onecard.maps.PersistentMap;

/// What one other device has said of who attended what, and no more of it than there is room for:
/// it is not signed, so whatever it says of any session must not crowd out another. Immutable.
public final class Hearsay {

    /// Nothing.
    public static final Hearsay NOTHING = new Hearsay(Attendance.EMPTY);

    /// Signs kept of one device, over all sessions: twice the largest meeting.
    public static final int SIGNS_MAX = 8_000;

    private final Attendance said;

    private Hearsay(Attendance said) {
        this.said = said;
    }

    public Attendance said() {
        return said;
    }

    /// With more of one session; other ones make room for it, the oldest first. The same as before
    /// where there is no room.
    ///
    /// @param first sessions that make room only for each other
    public Hearsay with(Session session, Map<Token, Presence> people, Predicate<Session> first) {
        var next = said;
        while (!fits(next, session, people)) {
            var out = givesWay(next, session, first);
            if (out.isEmpty()) {
                return this;
            }
            next = next.only(it -> !it.equals(out.get()));
        }
        return new Hearsay(next.with(session, people));
    }

    private static Optional<Session> givesWay(
            Attendance said, Session session, Predicate<Session> first) {
        return said.sessions().keySet().stream()
                .filter(it -> !it.equals(session))
                .filter(it -> first.test(session) || !first.test(it))
                .min(
                        Comparator.<Session, Boolean>comparing(first::test)
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean fits(Attendance said, Session session, Map<Token, Presence> people) {
        var before = said.set(session);
        long more =
                PersistentMap.copyOf(people).unlike(before).stream()
                        .filter(it -> !before.containsKey(it.getKey()))
                        .count();
        boolean room =
                said.sessions().containsKey(session)
                        || said.sessions().size() < Attendance.SESSIONS_MAX;
        return room && size(said) + more <= SIGNS_MAX;
    }

    private static int size(Attendance attendance) {
        return attendance.sessions().values().stream().mapToInt(Map::size).sum();
    }

    /// Of those sessions alone.
    public Hearsay only(Predicate<Session> meant) {
        return new Hearsay(said.only(meant));
    }
}
