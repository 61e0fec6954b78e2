package onecard.edge.uplink;

import java.util.Set;

/// One sort of message that a broker brings. Nothing in it is to be believed but what a trusted key
/// signed: whoever owns the broker may delay, drop, repeat, alter and invent.
public interface Inbound {

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Arrived(String topic, byte[] payload, boolean retained) {}

    /// The topics it wants now, in MQTT's wildcards. From any thread; asked at each connection, and
    /// after [Bringer#interestChanged].
    Set<String> filters();

    /// Whether it must be granted before the device is online and an event leaves: what a host says
    /// but once, then, would be lost. What a broker retains comes whenever it is asked for.
    default boolean isAwaited() {
        return true;
    }

    /// Whether a message under this topic is for it. From any thread; must not block.
    boolean wants(String topic);

    /// Whether a broker retains what comes under this topic, so that one that was lost in a flood
    /// can be asked for again. From any thread.
    default boolean isKept(String topic) {
        return true;
    }

    /// The largest payload it has a use for; a larger one is dropped unseen.
    int bytesMax();

    /// On the uplink's thread, which publishes nothing meanwhile: no longer than it takes to check
    /// a signature.
    ///
    /// @return false if it changed nothing, for the count of those
    boolean arrived(Arrived message);

    /// Whoever brings the messages. Any thread; none of these blocks.
    interface Bringer {

        /// Other topics are wanted than before.
        void interestChanged();

        /// What came under this topic, one of [#filters], could not be kept: the broker is asked
        /// for what it retains of it, in some seconds at the latest while it is there.
        void askAgain(String topic);
    }
}
