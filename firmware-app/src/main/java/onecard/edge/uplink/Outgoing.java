package onecard.edge.uplink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import onecard.edge.uplink.Broker.Message;

/// Answers on their way to the broker: each until the broker has taken it, over any number of
/// links, the newest of too many. What the broker is to keep is no answer: see [Notices]. Owned by
/// the stepping thread.
final class Outgoing {

    static final int MOST = 64;

    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// Below those of the notices.
    private static final long FIRST_TICKET = Long.MIN_VALUE / 2;

    private record Sent(Message message, long nanos) {}

    private final Deque<Message> waiting = new ArrayDeque<>();
    private final SequencedMap<Long, Sent> inFlight = new LinkedHashMap<>();
    private long ticket = FIRST_TICKET;
    private long notBefore = Long.MIN_VALUE;

    static boolean isTicket(long ticket) {
        return ticket <= FIRST_TICKET;
    }

    /// False if an older one was given up for it.
    boolean add(Message message) {
        waiting.add(message);
        return waiting.size() <= MOST || waiting.poll() == null;
    }

    /// @param room what the window has left besides these
    void send(int room, long now, Broker.Link link) {
        while (now >= notBefore && !waiting.isEmpty() && inFlight.size() < room) {
            var message = waiting.remove();
            long number = --ticket;
            inFlight.put(number, new Sent(message, now));
            link.publish(message, number);
        }
    }

    /// False if the broker will never take it, and it is given up.
    ///
    /// @param reasonCode of the PUBACK
    boolean answered(long number, int reasonCode, long now) {
        return switch (reasonCode) {
            case 0x87, 0x90, 0x95, 0x99 -> inFlight.remove(number) == null;
            default -> {
                if (reasonCode < 0x80) {
                    inFlight.remove(number);
                } else {
                    unanswered(number, now);
                }
                yield true;
            }
        };
    }

    /// It did not leave, or nobody will answer: once more in a moment.
    void unanswered(long number, long now) {
        var sent = inFlight.remove(number);
        if (sent != null) {
            waiting.addFirst(sent.message());
            notBefore = now + AGAIN.toNanos();
        }
    }

    /// What is unanswered is sent again on the next link.
    void linkLost() {
        inFlight.reversed().values().forEach(sent -> waiting.addFirst(sent.message()));
        inFlight.clear();
        notBefore = Long.MIN_VALUE;
    }

    /// When to look again if nothing happens before.
    long wake(long now) {
        return waiting.isEmpty() || notBefore <= now ? Long.MAX_VALUE : notBefore;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    int inFlight() {
        return inFlight.size();
    }

    /// When the longest unanswered one was sent; `Long.MAX_VALUE` if all are answered.
    long oldestSent() {
        return inFlight.isEmpty() ? Long.MAX_VALUE : inFlight.firstEntry().getValue().nanos();
    }
}
