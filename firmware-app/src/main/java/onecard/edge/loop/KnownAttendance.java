package onecard.edge.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import onecard.attendance.Attendance;
import onecard.attendance.AttendanceRules;
import onecard.attendance.Attending;
import onecard.attendance.Roster;
import onecard.attendance.Session;
import onecard.attendance.Signing;
import onecard.attendance.Sitting;
import onecard.attendance.Tally;
import onecard.edge.intake.Stimulus;
import onecard.time.Moment;

/// Who is expected and who was there, as the desks of this device know it: by rosters, by its own
/// records with those that are on their way, and by what others have said. Owned by the edge loop.
final class KnownAttendance {

    private final List<PointSlot<?>> desks;
    private final Map<String, Roster> rosters = new HashMap<>();
    private final Map<Session, Set<String>> heardOf = new HashMap<>();

    /// What this device has recorded, and durably.
    private Attendance own = Attendance.EMPTY;

    /// The same with what is on its way.
    private Attendance meant = Attendance.EMPTY;

    /// What others have said.
    private Attendance heard = Attendance.EMPTY;

    /// All of it.
    private Attendance all = Attendance.EMPTY;

    /// @param desks of this device
    KnownAttendance(List<PointSlot<?>> desks) {
        this.desks = desks;
    }

    Attendance own() {
        return own;
    }

    /// What was recorded before this start.
    void remember(Attendance before) {
        own = before;
        meant = before;
        all = before;
    }

    /// Goes on with what a loop knew that turns no more.
    void after(KnownAttendance before) {
        own = before.own;
        heard = before.heard;
        heardOf.putAll(before.heardOf);
        meant = before.meant;
        all = before.all;
    }

    /// That list is another from now on.
    void told(String list, Optional<Roster> roster) {
        roster.ifPresentOrElse(it -> rosters.put(list, it), () -> rosters.remove(list));
    }

    /// Another device has said so; false where it is of no session that is near.
    boolean heard(Stimulus.Attends.Elsewhere said, Moment now) {
        heard = heard.with(said.session(), said.people());
        if (!isNear(said.session(), now)) {
            return false; // or another roster may call it yet
        }
        heardOf.computeIfAbsent(said.session(), _ -> new TreeSet<>()).add(said.device());
        heardOf.keySet().retainAll(heard.sessions().keySet());
        all = all.with(said.session(), said.people());
        return true;
    }

    /// Which other devices have spoken of it.
    List<String> heardOf(Session session) {
        return List.copyOf(heardOf.getOrDefault(session, Set.of()));
    }

    /// It is on its way.
    void meant(Signing.Yes signing) {
        var session = signing.sitting().session();
        meant = meant.with(session, signing.person(), signing.sign());
        all = all.with(session, signing.person(), signing.sign());
    }

    /// It is durable.
    void recorded(Signing.Yes signing) {
        own = own.with(signing.sitting().session(), signing.person(), signing.sign());
    }

    /// From what is durable, what is on its way, and what others said.
    void count(Collection<Signing.Yes> onTheirWay, Moment now) {
        meant = own;
        for (var signing : onTheirWay) {
            meant = meant.with(signing.sitting().session(), signing.person(), signing.sign());
        }
        all = meant.with(heard.only(session -> isNear(session, now)));
    }

    /// Of these sessions alone.
    ///
    /// @param ours which of this device's records
    /// @param others which of what others said
    void keep(Predicate<Session> ours, Predicate<Session> others) {
        own = own.only(ours);
        heard = heard.only(others);
        heardOf.keySet().retainAll(heard.sessions().keySet());
    }

    /// Whether it is one of a desk's here: whoever invents others must not crowd these out.
    boolean isNear(Session session, Moment now) {
        return desks.stream()
                .flatMap(slot -> near(slot, now).stream())
                .anyMatch(sitting -> sitting.session().equals(session));
    }

    /// What that desk takes, now or soon, or took of late.
    List<Sitting> near(PointSlot<?> slot, Moment now) {
        return terms(slot).meetings().near(roster(slot), now.wall());
    }

    /// Somebody has signed at that desk.
    boolean isAttended(PointSlot<?> slot, Session session) {
        var by = name(slot);
        return own.of(session).values().stream()
                .anyMatch(it -> it.first().by().equals(by) || it.last().by().equals(by));
    }

    Tally tally(PointSlot<?> slot, Sitting sitting) {
        return Tally.of(desk(slot), sitting, all.of(sitting.session()));
    }

    AttendanceRules.Desk desk(PointSlot<?> slot) {
        var terms = terms(slot);
        return new AttendanceRules.Desk(
                terms.meetings(),
                terms.roster().isPresent(),
                roster(slot),
                meant,
                heard,
                name(slot));
    }

    private static String name(PointSlot<?> slot) {
        return terms(slot).device() + "/" + slot.parts.id();
    }

    Optional<Roster> roster(PointSlot<?> slot) {
        return terms(slot).roster().flatMap(list -> Optional.ofNullable(rosters.get(list)));
    }

    static Attending terms(PointSlot<?> slot) {
        return slot.parts.attends().orElseThrow().terms();
    }
}
