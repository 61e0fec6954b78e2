package onecard.edge.uplink;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.edge.uplink.Broker.Message;
import onecard.edge.uplink.Tally.Count;

/// What is told besides events, and before any: what the broker keeps of us, and answers. Owned by
/// the stepping thread, but for what is marked so.
final class Telling {

    /// The reason code of whoever gives none.
    private static final int UNSPECIFIED = 0x80;

    /// @param taken told that the broker has it
    private record Word(Message message, Runnable taken) {}

    private final Notices notices;
    private final Tally tally;
    private final Outgoing outgoing = new Outgoing();
    private final Queue<Word> words = new ConcurrentLinkedQueue<>();

    Telling(Notices notices, Tally tally) {
        this.notices = notices;
        this.tally = tally;
    }

    /// Whether it is of anything told here; those of events are above.
    static boolean isTicket(long ticket) {
        return ticket < 0;
    }

    /// Any thread.
    ///
    /// @param taken told each time that the broker has it, if it is to keep it
    void tell(Message message, Runnable taken) {
        words.add(new Word(message, taken));
    }

    /// Takes over what other threads told.
    void take() {
        for (var word = words.poll(); word != null; word = words.poll()) {
            if (word.message().retained()) {
                notices.keep(word.message(), word.taken());
            } else if (!outgoing.add(word.message())) {
                tally.add(Count.OUTGOING_LOST);
            }
        }
    }

    /// Sends while there is room. Of answers no more than half a window: whoever floods us with
    /// questions is not to hold up events.
    ///
    /// @param events of the window's slots that they hold
    void send(int window, int events, long now, Broker.Link link) {
        notices.send(window - events - outgoing.inFlight(), now, link);
        int room = window - events - notices.inFlight();
        outgoing.send(Math.min(room, Math.max(1, window / 2)), now, link);
    }

    /// @param reasonCode of the PUBACK
    void answered(long ticket, int reasonCode, long now) {
        if (Notices.isTicket(ticket)) {
            if (!notices.answered(ticket, reasonCode, now)) {
                tally.add(Count.NOTICES_REFUSED);
            }
        } else if (!outgoing.answered(ticket, reasonCode, now)) {
            tally.add(Count.OUTGOING_LOST);
        }
    }

    /// It did not leave, or nobody will answer.
    void unanswered(long ticket, long now) {
        if (Notices.isTicket(ticket)) {
            answered(ticket, UNSPECIFIED, now);
        } else {
            outgoing.unanswered(ticket, now);
        }
    }

    void linkLost() {
        outgoing.linkLost();
        notices.linkLost();
    }

    /// Whether every answer was taken.
    boolean isAnswered() {
        return outgoing.isEmpty();
    }

    int inFlight() {
        return notices.inFlight() + outgoing.inFlight();
    }

    /// When the longest unanswered one was sent; `Long.MAX_VALUE` if all are answered.
    long oldestSent() {
        return Math.min(notices.oldestSent(), outgoing.oldestSent());
    }

    /// When to look again if nothing happens before.
    long wake(long now) {
        return outgoing.wake(now);
    }
}
