package onecard.edge.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.OperatorLink;

/// What a broker keeps for those who come later, looked at and put there. One thread; each call
/// waits for what it asked for.
final class Retained implements AutoCloseable {

    /// A broker does not say when it has sent all it keeps; after so long without any it has.
    private static final Duration QUIET = Duration.ofSeconds(1);

    /// Told of each message, on the thread that waits.
    interface Ears {
        void heard(String topic, byte[] payload);
    }

    private final OperatorLink link;
    private final Ears ears;
    private final List<String> listening = new ArrayList<>();
    private long bytes;

    /// Connects.
    ///
    /// @param clientId nobody else's at this broker
    Retained(Broker broker, String clientId, Ears ears) throws IOException, InterruptedException {
        this.ears = ears;
        link = new OperatorLink(broker, clientId);
    }

    /// Subscribes for good.
    void listen(List<String> filters) throws IOException, InterruptedException {
        listening.addAll(filters);
        link.subscribe(filters);
    }

    /// Hears what the broker keeps there, until that is enough or nothing comes any more.
    void look(Collection<String> filters, BooleanSupplier enough)
            throws IOException, InterruptedException {
        var some = List.copyOf(filters);
        link.subscribe(some);
        while (!enough.getAsBoolean() && heard(System.nanoTime() + QUIET.toNanos())) {
            // There is more.
        }
        link.unsubscribe(some);
    }

    /// Waits for `patience`, hearing what comes; what found no room is asked for again.
    void hear(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (heard(end)) {
            // It was told.
        }
        if (link.lost() && !listening.isEmpty()) {
            link.subscribe(listening);
        }
    }

    private boolean heard(long end) throws IOException, InterruptedException {
        var word = link.next(end);
        word.ifPresent(it -> ears.heard(it.topic(), it.payload()));
        return word.isPresent();
    }

    /// Puts a message there; waits for room only. An empty one takes away what is there.
    void put(String topic, byte[] payload) throws IOException, InterruptedException {
        bytes += topic.length() + payload.length;
        link.publish(new Broker.Message(topic, payload, 1, true));
    }

    /// Waits until the broker has taken all, and hears what came meanwhile.
    void settle() throws IOException, InterruptedException {
        link.settle();
        long end = System.nanoTime();
        while (heard(end)) {
            // It was told.
        }
    }

    /// Of topics and payloads put there so far.
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        link.close();
    }
}
