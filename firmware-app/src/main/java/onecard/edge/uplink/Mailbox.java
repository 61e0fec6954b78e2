package onecard.edge.uplink;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What came from the broker and was not looked at yet, bounded in number and size: a host repeats
/// itself, so a flood loses nothing. Put in from any thread, taken by one.
final class Mailbox {

    static final int MESSAGES_MAX = 64;

    /// An acknowledgement has some 500 bytes. The broker may send a megabyte, and 64 of those
    /// waiting would be the whole heap of a board.
    static final int BYTES_MAX = 8_192;

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Arrived(String topic, byte[] payload, boolean retained) {}

    private final Queue<Arrived> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /// False if it was dropped.
    boolean put(Arrived message) {
        if (message.payload().length > BYTES_MAX) {
            return false;
        }
        if (size.incrementAndGet() > MESSAGES_MAX) {
            size.decrementAndGet();
            return false;
        }
        messages.add(message);
        return true;
    }

    Optional<Arrived> take() {
        var message = Optional.ofNullable(messages.poll());
        message.ifPresent(_ -> size.decrementAndGet());
        return message;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }
}
