package onecard.edge.record;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import onecard.access.Renamed;
import onecard.attendance.Attendance;
import onecard.attendance.Session;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Fold;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// [Attendance] as the journal's `attendance` records build it up, and which sessions each desk has
/// closed. A session that was closed is kept for two days more: whoever asks then is told by the
/// journal. Used by one thread at a time.
public final class AttendanceFold implements Fold {

    /// So long after its last report a session is kept.
    public static final Duration KEPT = Duration.ofDays(2);

    /// One that no desk closes, since its meeting was taken out of the site file, or its clock was
    /// wrong: so many days after it was to close.
    public static final int DAYS_UNCLOSED = 31;

    private Attendance attendance = Attendance.EMPTY;
    private final Map<Session, Instant> ends = new HashMap<>();
    private final Map<Closed, Instant> closed = new HashMap<>();

    /// One desk has closed one session.
    public record Closed(String point, Session session) {}

    /// What the records come to.
    ///
    /// @param ends when each session closes, as its last sign says; missing: none said so
    /// @param closed and when, by the report
    public record Kept(
            Attendance attendance, Map<Session, Instant> ends, Map<Closed, Instant> closed) {

        /// Of nothing.
        public static final Kept NOTHING = new Kept(Attendance.EMPTY, Map.of(), Map.of());

        public Kept {
            ends = Map.copyOf(ends);
            closed = Map.copyOf(closed);
        }
    }

    /// What the records so far built up.
    public Kept kept() {
        return new Kept(attendance, ends, closed);
    }

    /// Of those which are kept no longer, by a clock that is believed; the loop forgets by the same
    /// rule as it looks, so that a restart knows what it knew. One that is on is kept, whatever its
    /// date, and though another desk has closed it.
    public static Predicate<Session> forgotten(
            Map<Session, Instant> ends, Map<Closed, Instant> closed, Instant now) {
        var over = new HashMap<Session, Instant>();
        closed.forEach((one, at) -> over.merge(one.session(), at, AttendanceFold::later));
        return session -> {
            var at = Optional.ofNullable(over.get(session));
            var last = at.map(it -> later(it, ends.getOrDefault(session, it)));
            return last.map(it -> !now.isBefore(it.plus(KEPT)))
                    .orElseGet(() -> !now.isBefore(end(ends, session).plus(DAYS_UNCLOSED, DAYS)));
        };
    }

    /// When it closes; with its date, where no sign says so.
    public static Instant end(Map<Session, Instant> ends, Session session) {
        var end = ends.get(session);
        return end != null
                ? end
                : session.date().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// Somebody is here whose tokens are others now.
    void renamed(Renamed renamed) {
        attendance = attendance.renamed(renamed);
    }

    @Override
    public void apply(Json.Obj event) {
        if (!closed.isEmpty() || !attendance.sessions().isEmpty()) {
            believed(event).ifPresent(this::forget);
        }
        Attendances.told(event).ifPresent(this::signed);
        if (Attendances.isReport(event)) {
            var data = Occurrences.data(event);
            var point = data.text("point").orElse("");
            Attendances.session(data)
                    .ifPresent(
                            session ->
                                    believed(event)
                                            .ifPresent(
                                                    at ->
                                                            closed.put(
                                                                    new Closed(point, session),
                                                                    at)));
        }
    }

    /// When that was; empty where nobody knows. No session is closed by a clock nobody believes.
    private static Optional<Instant> believed(Json.Obj event) {
        return Occurrences.moment(event)
                .filter(it -> it.trust() != ClockTrust.UNTRUSTED)
                .map(Moment::wall);
    }

    private void signed(Attendances.Told told) {
        attendance = attendance.with(told.session(), told.person(), told.sign());
        told.until().ifPresent(it -> ends.put(told.session(), it));
        keep(attendance.bounded(session -> end(ends, session)));
    }

    private void keep(Attendance less) {
        if (!less.equals(attendance)) {
            attendance = less;
            ends.keySet().retainAll(less.sessions().keySet());
        }
    }

    private void forget(Instant now) {
        var gone = forgotten(ends, closed, now);
        keep(attendance.only(gone.negate()));
        closed.keySet().removeIf(one -> gone.test(one.session()));
    }

    // --- as a snapshot keeps it ---

    @Override
    public Json.Obj state() {
        if (attendance.sessions().isEmpty() && closed.isEmpty()) {
            return Json.Obj.EMPTY;
        }
        var sessions = new TreeMap<String, Json>();
        attendance
                .sessions()
                .forEach(
                        (session, people) ->
                                sessions.put(session.toString(), Attendances.people(people)));
        var over = new TreeMap<String, Json>();
        ends.forEach((session, at) -> over.put(session.toString(), millis(at)));
        var reports = new TreeMap<String, Json>();
        closed.forEach((one, at) -> reports.put(one.point() + " " + one.session(), millis(at)));
        return Json.Obj.EMPTY
                .with("sessions", Json.Obj.of(sessions))
                .with("ends", Json.Obj.of(over))
                .with("closed", Json.Obj.of(reports));
    }

    private static Json millis(Instant at) {
        return new Json.Num(at.toEpochMilli());
    }

    @Override
    public void restore(Json.Obj state) {
        attendance = Attendance.EMPTY;
        ends.clear();
        closed.clear();
        state.object("sessions")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (text, people) ->
                                Session.parse(text)
                                        .filter(_ -> people instanceof Json.Obj)
                                        .ifPresent(
                                                session ->
                                                        attendance =
                                                                attendance.with(
                                                                        session,
                                                                        Attendances.people(
                                                                                (Json.Obj)
                                                                                        people))));
        state.object("ends")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (text, at) ->
                                Session.parse(text)
                                        .filter(attendance.sessions()::containsKey)
                                        .ifPresent(
                                                session ->
                                                        Occurrences.millis(at)
                                                                .ifPresent(
                                                                        it ->
                                                                                ends.put(
                                                                                        session,
                                                                                        it))));
        state.object("closed")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (text, at) -> {
                            int blank = text.indexOf(' ');
                            if (blank > 0 && at instanceof Json.Num(var millis)) {
                                Session.parse(text.substring(blank + 1))
                                        .ifPresent(
                                                it ->
                                                        closed.put(
                                                                new Closed(
                                                                        text.substring(0, blank),
                                                                        it),
                                                                Instant.ofEpochMilli(millis)));
                            }
                        });
    }
}
