package onecard.edge.record;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.attendance.Attendance;
import onecard.attendance.Session;
import onecard.edge.crypto.Json;
import onecard.edge.store.Fold;

/// [Attendance] as the journal's `attendance` records build it up, and which sessions each desk has
/// closed. A session that was closed is kept for two days more: whoever asks then is told by the
/// journal. Used by one thread at a time.
public final class AttendanceFold implements Fold {

    /// A session is over by then, wherever it was closed.
    public static final int DAYS_KEPT = 2;

    private Attendance attendance = Attendance.EMPTY;
    private final Set<Closed> closed = new HashSet<>();

    /// One desk has closed one session.
    public record Closed(String point, Session session) {}

    /// What the records come to.
    public record Kept(Attendance attendance, Set<Closed> closed) {

        /// Of nothing.
        public static final Kept NOTHING = new Kept(Attendance.EMPTY, Set.of());

        public Kept {
            closed = Set.copyOf(closed);
        }
    }

    /// What the records so far built up.
    public Kept kept() {
        return new Kept(attendance, closed);
    }

    @Override
    public void apply(Json.Obj event) {
        Attendances.told(event)
                .ifPresent(
                        it -> attendance = attendance.with(it.session(), it.person(), it.sign()));
        if (Attendances.isReport(event)) {
            var data = Occurrences.data(event);
            Attendances.session(data)
                    .ifPresent(
                            session -> {
                                closed.add(new Closed(data.text("point").orElse(""), session));
                                forgetBefore(session.date().minusDays(DAYS_KEPT));
                            });
        }
    }

    /// Of what was closed.
    private void forgetBefore(LocalDate date) {
        var known = new HashSet<Session>();
        closed.forEach(one -> known.add(one.session()));
        attendance = attendance.only(it -> !known.contains(it) || !it.date().isBefore(date));
        closed.removeIf(one -> one.session().date().isBefore(date));
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
        var names = new TreeSet<String>();
        closed.forEach(one -> names.add(one.point() + " " + one.session()));
        return Json.Obj.EMPTY
                .with("sessions", Json.Obj.of(sessions))
                .with("closed", Json.Arr.ofText(List.copyOf(names)));
    }

    @Override
    public void restore(Json.Obj state) {
        attendance = Attendance.EMPTY;
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
        for (var item : state.array("closed").map(Json.Arr::items).orElse(new ArrayList<>())) {
            if (item instanceof Json.Str(var text) && text.indexOf(' ') > 0) {
                int blank = text.indexOf(' ');
                Session.parse(text.substring(blank + 1))
                        .ifPresent(it -> closed.add(new Closed(text.substring(0, blank), it)));
            }
        }
    }
}
