package onecard.edge.uplink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The far end, as narrow as the uplink needs it. [PahoBroker] is the real one; a simulation
/// brings its own.
public interface Broker {

    /// Starts one attempt on a fresh connection and returns at once. What becomes of it comes to
    /// `events`; a failure to even start is a [Events#down] too, never an exception.
    Link open(Hello hello, Events events);

    /// What will keep us out before long unless somebody sees to it, in words; read from time to
    /// time.
    default Optional<String> warning() {
        return Optional.empty();
    }

    /// @param will the broker's last word of us if the link dies
    record Hello(String clientId, Optional<Message> will, Duration connectDeadline) {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared or kept
    record Message(String topic, byte[] payload, int qos, boolean retained) {}

    /// One connection. Called from one thread only; no call waits for the broker except
    /// `disconnect`.
    interface Link {
        /// Subscribes with QoS 1 and retain-as-published; answered by [Events#subscribed].
        void subscribe(List<String> filters, long ticket);

        /// Gives subscriptions back; unanswered.
        void unsubscribe(List<String> filters);

        /// Answered exactly once by [Events#published] or [Events#unpublished], unless the link
        /// goes down first.
        void publish(Message message, long ticket);

        /// Says goodbye, so that no will is published; at most about a second, then as `abandon`.
        void disconnect();

        /// Drops the connection at once and frees all it holds. Harmless to repeat.
        void abandon();
    }

    /// From any thread; none of these blocks.
    interface Events {
        /// @param receiveMaximum how many unanswered QoS 1 messages the broker takes, 1..65535
        void connected(int receiveMaximum);

        /// @param reasonCodes one a filter, in order; good below 0x80
        void subscribed(long ticket, List<Integer> reasonCodes);

        /// @param reasonCode of the PUBACK; the broker has the message only if below 0x80
        void published(long ticket, int reasonCode);

        /// The message did not leave, or its answer was lost.
        void unpublished(long ticket, String why);

        void arrived(String topic, byte[] payload, boolean retained);

        void down(Trouble trouble, String detail);
    }
}
