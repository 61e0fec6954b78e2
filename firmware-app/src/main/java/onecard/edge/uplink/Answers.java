package onecard.edge.uplink;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The broker's answers on their way to the courier. It rests until half of the events in flight
/// are answered, since to wake for each costs more than the answer; a refusal wakes it at once,
/// and so does the answer to what is no event. Put in from any thread, taken by one.
final class Answers {

    record Answer(int link, long ticket, int reasonCode) {
        boolean urgent() {
            return reasonCode >= 0x80 || Telling.isTicket(ticket);
        }
    }

    private final Queue<Answer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile int enough = 1;

    /// True if the courier is to be woken.
    boolean put(Answer answer) {
        waiting.add(answer);
        return count.incrementAndGet() >= enough || answer.urgent();
    }

    Optional<Answer> take() {
        var answer = Optional.ofNullable(waiting.poll());
        answer.ifPresent(_ -> count.decrementAndGet());
        return answer;
    }

    /// Whether the courier may rest with so many in flight: false if enough are answered already,
    /// and from then on true of [#put] once they are.
    boolean mayRest(int inFlight) {
        enough = Math.max(1, inFlight / 2);
        return count.get() < enough;
    }
}
