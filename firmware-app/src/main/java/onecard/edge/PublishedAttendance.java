package onecard.edge;

import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Token;
import onecard.attendance.Attending;
import onecard.attendance.Presence;
import onecard.attendance.Session;
import onecard.edge.crypto.Json;
import onecard.edge.loop.Desks;
import onecard.edge.record.Attendances;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;

/// Keeps at the broker what this device has recorded of each meeting, for other desks that were
/// away when it was told: of a meeting the last session, in 16 parts by the first digit of the
/// tokens, of which only those that have changed are told. Owned by the edge loop.
final class PublishedAttendance implements Desks.Publisher {

    private final Topics topics;
    private final Outlet outlet;
    private final Map<Meeting, Session> last = new HashMap<>();
    private final Map<String, Map<Token, Presence>> told = new HashMap<>(); // by topic

    /// What is held again and again: of a meeting by schedule each window.
    private record Meeting(String name, Optional<LocalTime> from) {}

    private PublishedAttendance(Topics topics, Outlet outlet) {
        this.topics = topics;
        this.outlet = outlet;
    }

    /// Empty where no desk goes together with another device's.
    static Optional<PublishedAttendance> of(SiteProfile site, Outlet outlet) {
        boolean wanted =
                site.points().stream()
                        .flatMap(point -> point.profile().attends().stream())
                        .map(Attending::with)
                        .anyMatch(with -> !with.isEmpty());
        return wanted
                ? Optional.of(
                        new PublishedAttendance(new Topics(site.site(), site.device()), outlet))
                : Optional.empty();
    }

    @Override
    public void changed(Session session, Map<Token, Presence> people) {
        var meeting = new Meeting(session.meeting(), session.from());
        var before = last.get(meeting);
        if (before != null && session.compareTo(before) < 0) {
            return;
        }
        last.put(meeting, session);
        var parts = new HashMap<String, Map<Token, Presence>>();
        people.forEach(
                (person, known) ->
                        parts.computeIfAbsent(
                                        person.toString().substring(0, 1), _ -> new HashMap<>())
                                .put(person, known));
        for (int digit = 0; digit < 16; digit++) {
            var part = Integer.toHexString(digit);
            tell(session, part, parts.getOrDefault(part, Map.of()));
        }
    }

    private void tell(Session session, String part, Map<Token, Presence> people) {
        var topic = topics.attendance(session.meeting(), session.from(), part);
        if (people.equals(told.getOrDefault(topic, Map.of()))) {
            return;
        }
        told.put(topic, people);
        if (people.isEmpty()) {
            outlet.clear(topic, () -> {});
            return;
        }
        outlet.tell(
                topic,
                Attendances.with(
                                Json.Obj.EMPTY
                                        .with("site", topics.site())
                                        .with("device", topics.device()),
                                session)
                        .with("people", Attendances.people(people)),
                true);
    }
}
