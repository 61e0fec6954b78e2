package onecard.edge.uplink;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.uplink.Inbound.Arrived;

/// What came from the broker and was not looked at yet, bounded in number and size. Put in from any
/// thread, taken by one.
final class Mailbox {

    static final int MESSAGES_MAX = 64;

    /// All that waits. The broker may send a megabyte at once, and 64 of those would be the whole
    /// heap of a board.
    static final int BYTES_MAX = 1 << 20;

    /// A message and whom it is for.
    record Letter(Arrived message, Inbound addressee) {}

    /// What became of a message.
    enum Fate {
        KEPT,
        /// Nobody has a use for it.
        UNWANTED,
        /// There was no room.
        LOST
    }

    private final List<Inbound> addressees;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();

    Mailbox(List<Inbound> addressees) {
        this.addressees = List.copyOf(addressees);
    }

    Fate put(Arrived message) {
        var addressee =
                addressees.stream()
                        .filter(inbound -> inbound.wants(message.topic()))
                        .filter(inbound -> message.payload().length <= inbound.bytesMax())
                        .findFirst();
        if (addressee.isEmpty()) {
            return Fate.UNWANTED;
        }
        if (!room(message.payload().length)) {
            return Fate.LOST;
        }
        letters.add(new Letter(message, addressee.get()));
        return Fate.KEPT;
    }

    private boolean room(int length) {
        int messages = size.incrementAndGet();
        int waiting = bytes.addAndGet(length);
        if (messages <= MESSAGES_MAX && waiting <= BYTES_MAX) {
            return true;
        }
        free(length);
        return false;
    }

    /// For how many more there is room, be they small.
    int room() {
        return MESSAGES_MAX - size.get();
    }

    Optional<Letter> take() {
        var letter = Optional.ofNullable(letters.poll());
        letter.ifPresent(taken -> free(taken.message().payload().length));
        return letter;
    }

    private void free(int length) {
        size.decrementAndGet();
        bytes.addAndGet(-length);
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }
}
