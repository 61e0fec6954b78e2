package onecard.attendance;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.maps.PersistentMap;

/// Who attended what: a set that only ever grows by (session, person), and in which the earliest
/// sign wins. Merging is associative, commutative and idempotent, so desks agree however their
/// messages were delayed, shuffled or repeated. Immutable.
public final class Attendance {

    /// Of nothing.
    public static final Attendance EMPTY = new Attendance(new TreeMap<>());

    /// Sessions remembered: a week of a site with nine meetings a day.
    public static final int SESSIONS_MAX = 64;

    /// People at one session: more than any hall takes, and a bound to what others may claim.
    public static final int PEOPLE_MAX = 20_000;

    private final NavigableMap<Session, PersistentMap<Token, Presence>> sessions;

    private Attendance(NavigableMap<Session, PersistentMap<Token, Presence>> sessions) {
        this.sessions = sessions;
    }

    /// A copy that nobody changes; the set itself, if it came from here: what is told and what is
    /// kept then have in common all but what is new.
    public static Map<Token, Presence> copyOf(Map<Token, Presence> people) {
        return PersistentMap.copyOf(people);
    }

    /// With one sign more.
    public Attendance with(Session session, Token person, Sign sign) {
        return with(session, Map.of(person, Presence.of(sign)));
    }

    /// With what is known of a session, wherever that is from. Where that is what the set of before
    /// has grown to, it costs what is new.
    public Attendance with(Session session, Map<Token, Presence> more) {
        var people = set(session);
        boolean changed = false;
        for (var one : unlike(more, people)) {
            var known = people.get(one.getKey());
            if (known == null && people.size() >= PEOPLE_MAX) {
                continue;
            }
            var now = known == null ? one.getValue() : known.with(one.getValue());
            if (!now.equals(known)) {
                people = people.with(one.getKey(), now);
                changed = true;
            }
        }
        if (!changed) {
            return this;
        }
        var next = new TreeMap<>(sessions);
        next.put(session, shared(people, more));
        return new Attendance(next);
    }

    private static Collection<Map.Entry<Token, Presence>> unlike(
            Map<Token, Presence> more, PersistentMap<Token, Presence> before) {
        return more instanceof PersistentMap<Token, Presence> told
                ? told.unlike(before)
                : more.entrySet();
    }

    /// Of two equal sets the one that was told: whatever that grows to has it in common.
    private static PersistentMap<Token, Presence> shared(
            PersistentMap<Token, Presence> people, Map<Token, Presence> more) {
        return more instanceof PersistentMap<Token, Presence> told && told.equals(people)
                ? told
                : people;
    }

    /// With all that another knows.
    public Attendance with(Attendance other) {
        var all = this;
        for (var one : other.sessions.entrySet()) {
            all = all.with(one.getKey(), one.getValue());
        }
        return all;
    }

    /// Somebody is here whose tokens are others now: they were where they were seen under either.
    public Attendance renamed(Renamed renamed) {
        var next = new TreeMap<>(sessions);
        next.replaceAll((_, people) -> PersistentMap.copyOf(renamed.in(people, Presence::with)));
        return next.equals(sessions) ? this : new Attendance(next);
    }

    /// Of those sessions alone.
    public Attendance only(Predicate<Session> meant) {
        var kept = new TreeMap<>(sessions);
        kept.keySet().removeIf(meant.negate());
        return kept.size() == sessions.size() ? this : new Attendance(kept);
    }

    /// With no more sessions than are remembered: those go that are over first, so that none does
    /// that is on because of many that came and went meanwhile.
    ///
    /// @param ends when each is over
    public Attendance bounded(Function<Session, Instant> ends) {
        int more = sessions.size() - SESSIONS_MAX;
        if (more <= 0) {
            return this;
        }
        var over = Comparator.comparing(ends).thenComparing(Comparator.naturalOrder());
        var gone = sessions.keySet().stream().sorted(over).limit(more).collect(Collectors.toSet());
        return only(it -> !gone.contains(it));
    }

    /// Everybody who was at it.
    public Map<Token, Presence> of(Session session) {
        return set(session);
    }

    /// The same, for whoever looks only at what has changed in it.
    PersistentMap<Token, Presence> set(Session session) {
        return sessions.getOrDefault(session, PersistentMap.empty());
    }

    /// What it knows of a session that the other has not, or has otherwise.
    public Map<Token, Presence> news(Session session, Attendance other) {
        var news = new HashMap<Token, Presence>();
        set(session).unlike(other.set(session)).forEach(it -> news.put(it.getKey(), it.getValue()));
        return news;
    }

    /// Empty: they were not seen there.
    public Optional<Presence> of(Session session, Token person) {
        return Optional.ofNullable(of(session).get(person));
    }

    /// By date, the oldest first.
    public NavigableMap<Session, Map<Token, Presence>> sessions() {
        return Collections.unmodifiableNavigableMap(sessions);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attendance same && sessions.equals(same.sessions);
    }

    @Override
    public int hashCode() {
        return sessions.hashCode();
    }

    @Override
    public String toString() {
        return sessions.toString();
    }
}
