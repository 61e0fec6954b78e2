package onecard.edge.loop;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.AttendanceRules;
import onecard.attendance.Attending;
import onecard.attendance.Hearsay;
import onecard.attendance.Presence;
import onecard.attendance.Roster;
import onecard.attendance.RunningTally;
import onecard.attendance.Session;
import onecard.attendance.Signing;
import onecard.attendance.Sitting;
import onecard.attendance.Tally;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.AttendanceFold;
import onecard.time.Moment;

/// Who is expected and who was there, as the desks of this device know it: by rosters, by its own
/// records with those that are on their way, and by what others have said. The last is not signed:
/// it is kept by device, as much of each as there is room for and what the desks here take first,
/// and stands apart from this device's own, which it cannot crowd out. Owned by the edge loop.
final class KnownAttendance {

    private final List<PointSlot<?>> desks;
    private final Map<String, Roster> rosters = new HashMap<>();
    private final Map<String, Hearsay> said = new TreeMap<>(); // by device

    /// What this device has recorded, and durably.
    private Attendance own = Attendance.EMPTY;

    /// When each session of that closes, as of its last sign.
    private final Map<Session, Instant> ends = new HashMap<>();

    /// What is recorded, with what is on its way.
    private Attendance meant = Attendance.EMPTY;

    /// What others have said of sessions that the desks here take.
    private Attendance heard = Attendance.EMPTY;

    /// By rosters that were made while the site's key was rolled: what people were known by before,
    /// here or at a desk that is not rolled yet.
    private Renamed known = Renamed.NOTHING;

    /// Of which sessions that is.
    private Set<Session> near = Set.of();

    /// Each as it was when somebody last asked.
    private final Map<Counted, RunningTally> tallies = new HashMap<>();

    private record Counted(PointSlot<?> slot, Session session) {}

    /// @param desks of this device
    KnownAttendance(List<PointSlot<?>> desks) {
        this.desks = desks;
    }

    Attendance own() {
        return own;
    }

    /// Somebody is here whose tokens are others now, whoever saw them under the former ones.
    void renamed(Renamed renamed) {
        own = own.renamed(renamed);
        meant = meant.renamed(renamed);
        heard = heard.renamed(renamed);
    }

    Attendance heard() {
        return heard;
    }

    /// What was recorded before this start.
    void remember(AttendanceFold.Kept before) {
        own = before.attendance();
        ends.putAll(before.ends());
        meant = own;
    }

    /// Goes on with what a loop knew that turns no more.
    void after(KnownAttendance before) {
        own = before.own;
        ends.putAll(before.ends);
        heard = before.heard;
        near = before.near;
        said.putAll(before.said);
        meant = before.meant;
    }

    /// That list is another from now on.
    void told(String list, Optional<Roster> roster) {
        roster.ifPresentOrElse(it -> rosters.put(list, it), () -> rosters.remove(list));
        known =
                rosters.values().stream()
                        .map(Roster::renamed)
                        .reduce(Renamed.NOTHING, Renamed::and);
        if (!known.isNothing()) {
            own = own.renamed(known);
            meant = meant.renamed(known);
            hearAnew();
        }
    }

    /// Another device has said so; false where it is of no session that is near. It is kept all
    /// the same where there is room: another roster may call it yet.
    boolean heard(Stimulus.Attends.Elsewhere word, Moment now) {
        hearOf(near(now));
        var session = word.session();
        var before = said.getOrDefault(word.device(), Hearsay.NOTHING);
        var after = before.with(session, word.people(), near::contains);
        said.put(word.device(), after);
        if (!near.contains(session)) {
            return false;
        }
        heard = heard.with(session, renamed(after.said().news(session, before.said())));
        return true;
    }

    /// What was said of a session counts as soon as it is near.
    private void hearOf(Set<Session> sessions) {
        if (!sessions.equals(near)) {
            near = sessions;
            hearAnew();
        }
    }

    private void hearAnew() {
        heard = Attendance.EMPTY;
        said.values().forEach(it -> heard = heard.with(it.said().only(near::contains)));
        heard = known.isNothing() ? heard : heard.renamed(known);
    }

    private Map<Token, Presence> renamed(Map<Token, Presence> people) {
        return known.isNothing() ? people : known.in(people, Presence::with);
    }

    /// As whom somebody signs at that desk: as its roster has them, if that says what they were
    /// before.
    Token person(PointSlot<?> slot, Token known) {
        return roster(slot).map(it -> it.renamed().of(known)).orElse(known);
    }

    /// Which other devices have spoken of it, in the order of their names.
    List<String> heardOf(Session session) {
        return said.entrySet().stream()
                .filter(it -> !it.getValue().said().of(session).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// It is on its way.
    void meant(Signing.Yes signing) {
        var session = signing.sitting().session();
        meant = meant.with(session, signing.person(), signing.sign());
    }

    /// It is durable.
    void recorded(Signing.Yes signing) {
        var sitting = signing.sitting();
        own = own.with(sitting.session(), signing.person(), signing.sign());
        ends.put(sitting.session(), sitting.closes());
    }

    /// When sessions close: as the desks here take them, else as of their last sign.
    Map<Session, Instant> ends(Moment now) {
        var all = new HashMap<Session, Instant>();
        for (var slot : desks) {
            for (var sitting : near(slot, now)) {
                all.merge(
                        sitting.session(),
                        sitting.closes(),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        ends.forEach(all::putIfAbsent);
        return all;
    }

    /// From what is durable, what is on its way, and what others said.
    void count(Collection<Signing.Yes> onTheirWay, Moment now) {
        meant = own;
        for (var signing : onTheirWay) {
            meant = meant.with(signing.sitting().session(), signing.person(), signing.sign());
        }
        near = near(now);
        hearAnew();
    }

    /// Of these sessions alone, and of this device's own no more than are remembered.
    ///
    /// @param ours which of this device's records
    /// @param others which of what others said
    void keep(Predicate<Session> ours, Predicate<Session> others) {
        own = own.only(ours).bounded(session -> AttendanceFold.end(ends, session));
        ends.keySet().retainAll(own.sessions().keySet());
        tallies.keySet().removeIf(it -> !ours.test(it.session()));
        said.replaceAll((_, it) -> it.only(others));
    }

    /// Sessions that a desk here takes, now or soon, or took of late.
    Set<Session> near(Moment now) {
        return desks.stream()
                .flatMap(slot -> near(slot, now).stream())
                .map(Sitting::session)
                .collect(Collectors.toSet());
    }

    /// Those of one desk.
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
        var desk = desk(slot);
        return tallies.compute(
                        new Counted(slot, sitting.session()),
                        (_, before) ->
                                before == null
                                        ? RunningTally.of(desk, sitting)
                                        : before.with(desk, sitting))
                .tally();
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
