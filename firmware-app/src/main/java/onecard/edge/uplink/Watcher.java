package onecard.edge.uplink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// Listens to a broker, and comes back when it is back. Used by one thread; what is too much at
/// once is dropped, since whatever is watched is said again.
public final class Watcher implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int HEARD_MAX = 10_000;

    /// What came, or how the link is.
    public sealed interface Heard {

        record Connected() implements Heard {}

        /// What the broker retains follows.
        record Listening() implements Heard {}

        record Said(String topic, Json.Obj message) implements Heard {}

        record Away(String why) implements Heard {}
    }

    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(HEARD_MAX);
    private final Broker broker;
    private final String clientId;
    private final List<String> filters;
    private Optional<Broker.Link> link = Optional.empty();
    private long againAt = System.nanoTime();

    /// @param clientId nobody else's at this broker
    public Watcher(Broker broker, String clientId, List<String> filters) {
        this.broker = broker;
        this.clientId = clientId;
        this.filters = List.copyOf(filters);
    }

    /// The next thing, if one comes in time.
    public Optional<Heard> next(Duration atMost) throws InterruptedException {
        if (link.isEmpty() && System.nanoTime() - againAt >= 0) {
            heard.clear();
            var hello = new Broker.Hello(clientId, Optional.empty(), CONNECT);
            link = Optional.of(broker.open(hello, new Ears()));
        }
        var one = Optional.ofNullable(heard.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
        one.ifPresent(this::follow);
        return one;
    }

    private void follow(Heard one) {
        switch (one) {
            case Heard.Connected() -> link.ifPresent(open -> open.subscribe(filters, 1));
            case Heard.Away _ -> {
                link.ifPresent(Broker.Link::abandon);
                link = Optional.empty();
                againAt = System.nanoTime() + AGAIN.toNanos();
            }
            case Heard.Listening _, Heard.Said _ -> {}
        }
    }

    @Override
    public void close() {
        link.ifPresent(Broker.Link::disconnect);
    }

    private final class Ears implements Broker.Events {
        @Override
        public void connected(int receiveMaximum) {
            hear(new Heard.Connected());
        }

        @Override
        public void subscribed(long ticket, List<Integer> reasonCodes) {
            boolean good = reasonCodes.stream().allMatch(code -> code < 0x80);
            hear(
                    good
                            ? new Heard.Listening()
                            : new Heard.Away("the broker refuses the subscription"));
        }

        @Override
        public void published(long ticket, int reasonCode) {}

        @Override
        public void unpublished(long ticket, String why) {}

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            JsonReader.object(payload).ifPresent(message -> hear(new Heard.Said(topic, message)));
        }

        @Override
        public void down(Trouble trouble, String detail) {
            hear(new Heard.Away(detail));
        }

        private void hear(Heard one) {
            boolean _ = heard.offer(one);
        }
    }
}
