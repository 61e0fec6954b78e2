package onecard.edge;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.attendance.Hearsay;
import onecard.attendance.Presence;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Attendances;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;

/// What desks of other devices have recorded: each sign as it is told, a backlog that was late, and
/// what the broker keeps for whoever missed some. Nobody signed it, so it adds to what is known and
/// takes nothing away, and each device is believed of itself alone. Owned by the uplink's thread.
final class PeerAttendance implements Inbound {

    /// A part of a set has the people of one digit: more than any meeting has.
    private static final int BYTES_MAX = 1 << 20;

    /// Of a seat or a desk, as the event's schema has it: no invented one takes up more room.
    static final int TEXT_MAX = 200;

    private static final Pattern TOPIC =
            Pattern.compile(
                    "oc/v1/([^/]+)/([^/]+)/(evt/[^/]+/attendance|attendance/[^/]+/[0-9a-f])");

    private final Topics topics;
    private final Set<String> peers;
    private final Consumer<Stimulus> loop;
    private final Map<String, Hearsay> heard = new HashMap<>(); // by device

    /// @param loop never waits
    PeerAttendance(Topics topics, Set<String> peers, Consumer<Stimulus> loop) {
        this.topics = topics;
        this.peers = new TreeSet<>(peers);
        this.loop = loop;
    }

    /// Empty where no desk goes together with another device's.
    static Optional<PeerAttendance> of(SiteProfile site, Topics topics, Consumer<Stimulus> loop) {
        var peers =
                site.points().stream()
                        .flatMap(point -> point.profile().attends().stream())
                        .flatMap(attending -> attending.with().stream())
                        .collect(Collectors.toSet());
        return peers.isEmpty()
                ? Optional.empty()
                : Optional.of(new PeerAttendance(topics, peers, loop));
    }

    @Override
    public Set<String> filters() {
        return peers.stream()
                .flatMap(
                        peer ->
                                Stream.of(
                                        topics.attendanceEvents(peer), topics.attendanceSets(peer)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What was not heard comes with the set.
    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public boolean wants(String topic) {
        var match = TOPIC.matcher(topic);
        return match.matches()
                && match.group(1).equals(topics.site())
                && peers.contains(match.group(2));
    }

    /// A sign that was lost comes with the set, which tells of it once more.
    @Override
    public boolean isKept(String topic) {
        return !topic.endsWith("/attendance");
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        var match = TOPIC.matcher(message.topic());
        if (!match.matches()) {
            return false;
        }
        var device = match.group(2);
        var json = JsonReader.object(new String(message.payload(), StandardCharsets.UTF_8));
        return json.filter(
                        it ->
                                match.group(3).startsWith("evt/")
                                        ? !message.retained() && event(device, it)
                                        : set(device, it))
                .isPresent();
    }

    private boolean event(String device, Json.Obj event) {
        return Attendances.told(event)
                .filter(it -> isOf(device, it.sign()))
                .filter(
                        it ->
                                adds(
                                        device,
                                        it.session(),
                                        Map.of(
                                                it.person(),
                                                Presence.between(it.sign(), it.sign()))))
                .isPresent();
    }

    private boolean set(String device, Json.Obj set) {
        var session = Attendances.session(set);
        boolean own =
                set.text("site").equals(Optional.of(topics.site()))
                        && set.text("device").equals(Optional.of(device));
        if (session.isEmpty() || !own) {
            return false;
        }
        var people = Attendances.people(set.object("people").orElse(Json.Obj.EMPTY));
        people.values().removeIf(it -> !isOf(device, it));
        return adds(device, session.get(), people);
    }

    private static boolean isOf(String device, Presence presence) {
        return isOf(device, presence.first()) && isOf(device, presence.last());
    }

    private static boolean isOf(String device, Sign sign) {
        return sign.by().startsWith(device + "/")
                && sign.by().length() <= TEXT_MAX
                && sign.seat().map(String::length).orElse(0) <= TEXT_MAX;
    }

    /// The loop is told of all of that session at once: it may miss a word, and not what it says.
    private boolean adds(String device, Session session, Map<Token, Presence> people) {
        var before = heard.getOrDefault(device, Hearsay.NOTHING);
        // The loop knows already what makes room here.
        var after = before.with(session, people, _ -> false);
        if (after.said().of(session).equals(before.said().of(session))) {
            return false;
        }
        heard.put(device, after);
        loop.accept(new Stimulus.Attends.Elsewhere(device, session, after.said().of(session)));
        return true;
    }
}
