package onecard.edge;

import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.attendance.Attending;
import onecard.attendance.Meetings.When;
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
/// tokens, of which only those that have changed are told. What the broker kept before this start
/// nobody here knows: each part is told once, or taken away, though nobody is in it. Owned by the
/// edge loop.
final class PublishedAttendance implements Desks.Publisher {

    private static final List<String> PARTS = List.of("0123456789abcdef".split(""));

    private final Topics topics;
    private final Outlet outlet;
    private final Set<Meeting> named;
    private final Map<Meeting, Told> told = new HashMap<>();

    /// What is held again and again: of a meeting by schedule each window.
    private record Meeting(String name, Optional<LocalTime> from) {}

    /// What the broker was told of its last session.
    ///
    /// @param parts those in which somebody is
    private record Told(Session session, Map<String, Map<Token, Presence>> parts) {}

    private PublishedAttendance(Topics topics, Outlet outlet, Set<Meeting> named) {
        this.topics = topics;
        this.outlet = outlet;
        this.named = named;
    }

    /// Empty where no desk goes together with another device's.
    static Optional<PublishedAttendance> of(SiteProfile site, Outlet outlet) {
        var desks =
                site.points().stream()
                        .flatMap(point -> point.profile().attends().stream())
                        .toList();
        var named = new HashSet<Meeting>();
        desks.forEach(
                desk ->
                        desk.meetings()
                                .named()
                                .forEach((name, when) -> named.addAll(held(name, when))));
        return desks.stream().map(Attending::with).allMatch(Set::isEmpty)
                ? Optional.empty()
                : Optional.of(
                        new PublishedAttendance(
                                new Topics(site.site(), site.device()), outlet, named));
    }

    private static List<Meeting> held(String name, When when) {
        return switch (when) {
            case When.Once _ -> List.of(new Meeting(name, Optional.empty()));
            case When.Regularly(var schedule) ->
                    schedule.windows().stream()
                            .map(window -> new Meeting(name, Optional.of(window.from())))
                            .toList();
        };
    }

    @Override
    public void changed(Session session, Map<Token, Presence> people) {
        var meeting = new Meeting(session.meeting(), session.from());
        var before = Optional.ofNullable(told.get(meeting));
        if (before.filter(it -> session.compareTo(it.session()) < 0).isPresent()) {
            return;
        }
        var parts = new HashMap<String, Map<Token, Presence>>();
        people.forEach(
                (person, known) ->
                        parts.computeIfAbsent(
                                        person.toString().substring(0, 1), _ -> new HashMap<>())
                                .put(person, known));
        for (var part : PARTS) {
            var next = parts.getOrDefault(part, Map.of());
            boolean same = before.filter(it -> isToldSo(it, part, next, session)).isPresent();
            if (!same) {
                tell(meeting, session, part, next);
            }
        }
        if (people.isEmpty()) {
            told.remove(meeting);
        } else {
            told.put(meeting, new Told(session, parts));
        }
    }

    /// Of two sessions the same people are not the same: a part says of which it is.
    private static boolean isToldSo(
            Told told, String part, Map<Token, Presence> people, Session session) {
        return people.equals(told.parts().getOrDefault(part, Map.of()))
                && (people.isEmpty() || told.session().equals(session));
    }

    /// Of a meeting of which the journal has nothing the broker may have something: it was
    /// forgotten while the line was down, or the journal is a new one.
    @Override
    public void caughtUp() {
        named.stream()
                .filter(meeting -> !told.containsKey(meeting))
                .forEach(meeting -> PARTS.forEach(part -> clear(meeting, part)));
    }

    /// What was not told in this run is of a meeting that is named no more, or was never recorded
    /// here.
    @Override
    public void kept(String topic) {
        boolean ours =
                told.entrySet().stream()
                        .anyMatch(
                                one ->
                                        one.getValue().parts().keySet().stream()
                                                .map(part -> topic(one.getKey(), part))
                                                .anyMatch(topic::equals));
        if (!ours) {
            outlet.clear(topic, () -> {});
        }
    }

    private String topic(Meeting meeting, String part) {
        return topics.attendance(meeting.name(), meeting.from(), part);
    }

    private void clear(Meeting meeting, String part) {
        outlet.clear(topic(meeting, part), () -> {});
    }

    private void tell(Meeting meeting, Session session, String part, Map<Token, Presence> people) {
        if (people.isEmpty()) {
            clear(meeting, part);
            return;
        }
        outlet.tell(
                topic(meeting, part),
                Attendances.with(
                                Json.Obj.EMPTY
                                        .with("site", topics.site())
                                        .with("device", topics.device()),
                                session)
                        .with("people", Attendances.people(people)),
                true);
    }
}
