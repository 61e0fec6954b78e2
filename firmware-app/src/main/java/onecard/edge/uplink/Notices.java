package onecard.edge.uplink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import onecard.edge.uplink.Broker.Message;

/// What the device says of itself (status, birth, metrics) on its way to the broker: of each the
/// newest word only, and before any event. Owned by the stepping thread.
final class Notices {

    /// Which word it is; also its ticket, below those of events, which count from 1.
    enum Kind {
        STATUS,
        BIRTH,
        OFFLINE,
        METRICS;

        private long ticket() {
            return -1L - ordinal();
        }

        /// Whether the broker keeps it for those who come later.
        boolean kept() {
            return this != METRICS;
        }
    }

    private record Notice(Message message, Kind kind) {}

    private final Deque<Notice> waiting = new ArrayDeque<>();

    /// Sent and unanswered, and when.
    private final Map<Kind, Long> inFlight = new HashMap<>();

    static boolean isTicket(long ticket) {
        return ticket < 0;
    }

    /// In the place of an earlier word of its kind that still waits.
    void add(Message message, Kind kind) {
        waiting.removeIf(notice -> notice.kind() == kind);
        waiting.add(new Notice(message, kind));
    }

    /// Sends in order while there is room in the window; a word waits for the answer to the one
    /// before it of its kind.
    ///
    /// @param room what the window has left besides these
    void send(int room, long now, Broker.Link link) {
        while (!waiting.isEmpty()
                && inFlight.size() < room
                && !inFlight.containsKey(waiting.peek().kind())) {
            var notice = waiting.remove();
            inFlight.put(notice.kind(), now);
            link.publish(notice.message(), notice.kind().ticket());
        }
    }

    /// The broker's answer came, or never will.
    Kind answered(long ticket) {
        var kind = Kind.values()[(int) (-1 - ticket)];
        inFlight.remove(kind);
        return kind;
    }

    boolean waiting() {
        return !waiting.isEmpty();
    }

    int inFlight() {
        return inFlight.size();
    }

    /// When the longest unanswered one was sent; `Long.MAX_VALUE` if all are answered.
    long oldestSent() {
        return inFlight.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
    }

    void dropWaiting() {
        waiting.clear();
    }

    void dropAll() {
        waiting.clear();
        inFlight.clear();
    }
}
