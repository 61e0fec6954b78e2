package onecard.edge.loop;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.attendance.Attendance;
import onecard.attendance.Session;
import onecard.edge.loop.Desks.Publisher;
import onecard.time.Moment;
import onecard.time.Mono;

/// What this device has recorded, for other devices' desks that missed some of it: the whole of a
/// session a while after it has changed. Owned by the edge loop.
final class DeskNews {

    /// Others hear of each sign by its event; the whole of it is for whoever missed some.
    private static final Duration PUBLISH = Duration.ofSeconds(5);

    /// The last of a meeting is what stands in the end, and is told in its turn.
    private final Set<Session> unpublished = new TreeSet<>();

    private Optional<Mono> publish = Optional.empty();
    private Publisher publisher = (_, _) -> {};
    private final Set<String> kept = new TreeSet<>(); // found there before all was told
    private boolean begun;

    void publishTo(Publisher other) {
        publisher = other;
    }

    /// After a start: whatever was told before.
    void allOf(Attendance own) {
        unpublished.addAll(own.sessions().keySet());
    }

    void changed(Session session, Moment now) {
        unpublished.add(session);
        publish = publish.or(() -> Optional.of(now.plus(PUBLISH)));
    }

    /// It is kept no longer, here and elsewhere.
    void forgotten(Session session) {
        unpublished.remove(session);
        publisher.changed(session, Map.of());
    }

    void due(Attendance own, Moment now) {
        if (publish.map(now::reached).orElse(!unpublished.isEmpty())) {
            publish = Optional.empty();
            unpublished.forEach(session -> publisher.changed(session, own.of(session)));
            unpublished.clear();
        }
        if (!begun && unpublished.isEmpty()) {
            begun = true;
            publisher.caughtUp();
            kept.forEach(publisher::kept);
            kept.clear();
        }
    }

    /// The broker keeps something there: nobody knows whether it is to, until all was told.
    void kept(String topic) {
        if (begun) {
            publisher.kept(topic);
        } else {
            kept.add(topic);
        }
    }

    Optional<Mono> nextWake() {
        return publish;
    }
}
