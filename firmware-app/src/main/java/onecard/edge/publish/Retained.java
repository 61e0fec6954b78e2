package onecard.edge.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Trouble;
import onecard.edge.words.Message;

/// What a broker keeps for those who come later, looked at and put there. One thread; each call
/// waits for what it asked for.
final class Retained implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// A broker does not say when it has sent all it keeps; after so long without any it has.
    private static final Duration QUIET = Duration.ofSeconds(1);

    /// Unanswered at once, if the broker takes as many.
    private static final int WINDOW = 16;

    /// Not looked at yet. What a broker sends beyond is dropped, and passes for not there.
    private static final int WAITING_MAX = 256;

    /// Told of each message, on the thread that waits.
    interface Ears {
        void heard(String topic, byte[] payload);
    }

    private sealed interface Heard {

        record Connected(int receiveMaximum) implements Heard {}

        /// @param code the highest of all
        record Subscribed(long ticket, int code) implements Heard {}

        record Published(long ticket, int code) implements Heard {}

        @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
        record Arrived(String topic, byte[] payload) implements Heard {}

        record Down(String why) implements Heard {}
    }

    private final LinkedBlockingQueue<Heard> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger arrivals = new AtomicInteger();
    private final Map<Long, String> inFlight = new HashMap<>();
    private final Ears ears;
    private final Broker.Link link;
    private final int window;
    private long tickets;
    private long bytes;

    /// Connects.
    ///
    /// @param clientId nobody else's at this broker
    Retained(Broker broker, String clientId, Ears ears) throws IOException, InterruptedException {
        this.ears = ears;
        link = broker.open(new Broker.Hello(clientId, Optional.empty(), ANSWER), new Inlet());
        try {
            window = Math.min(WINDOW, connected());
        } catch (IOException | InterruptedException failed) {
            link.abandon();
            throw failed;
        }
    }

    private int connected() throws IOException, InterruptedException {
        long end = System.nanoTime() + ANSWER.toNanos();
        while (true) {
            if (answer(end) instanceof Heard.Connected(var receiveMaximum)) {
                return receiveMaximum;
            }
        }
    }

    /// Subscribes for good.
    void listen(List<String> filters) throws IOException, InterruptedException {
        long ticket = ++tickets;
        link.subscribe(filters, ticket);
        long end = System.nanoTime() + ANSWER.toNanos();
        while (true) {
            if (answer(end) instanceof Heard.Subscribed(var answered, var code)
                    && answered == ticket) {
                requireGranted(filters, code);
                return;
            }
        }
    }

    /// Hears what the broker keeps there, until that is enough or nothing comes any more.
    void look(Collection<String> filters, BooleanSupplier enough)
            throws IOException, InterruptedException {
        var some = List.copyOf(filters);
        listen(some);
        long end = System.nanoTime() + QUIET.toNanos();
        while (!enough.getAsBoolean()) {
            var one = next(end);
            if (one.isEmpty()) {
                break;
            }
            if (one.get() instanceof Heard.Arrived) {
                end = System.nanoTime() + QUIET.toNanos();
            }
        }
        link.unsubscribe(some);
    }

    private static void requireGranted(List<String> filters, int code) throws BrokerFailed {
        if (code >= 0x80) {
            throw new BrokerFailed(Message.LIST_NOT_SHOWN.with(filters.getFirst(), hex(code)));
        }
    }

    /// Waits for `patience`, hearing what comes.
    void hear(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (next(end).isPresent()) {
            // It was heard.
        }
    }

    /// Puts a message there; waits for room only. An empty one takes away what is there.
    void put(String topic, byte[] payload) throws IOException, InterruptedException {
        while (inFlight.size() >= window) {
            var _ = answer(System.nanoTime() + ANSWER.toNanos());
        }
        long ticket = ++tickets;
        inFlight.put(ticket, topic);
        bytes += topic.length() + payload.length;
        link.publish(new Broker.Message(topic, payload, 1, true), ticket);
    }

    /// Waits until the broker has taken all.
    void settle() throws IOException, InterruptedException {
        while (!inFlight.isEmpty()) {
            var _ = answer(System.nanoTime() + ANSWER.toNanos());
        }
    }

    /// Of topics and payloads put there so far.
    long bytes() {
        return bytes;
    }

    private Heard answer(long end) throws IOException, InterruptedException {
        return next(end).orElseThrow(() -> new BrokerFailed(Message.LIST_NO_ANSWER.with()));
    }

    /// What comes next; empty if nothing does.
    private Optional<Heard> next(long end) throws IOException, InterruptedException {
        var one = waiting.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        switch (one) {
            case null -> {
                return Optional.empty();
            }
            case Heard.Down(var why) -> throw new BrokerFailed(Message.LIST_LINK_LOST.with(why));
            case Heard.Arrived(var topic, var payload) -> {
                arrivals.decrementAndGet();
                ears.heard(topic, payload);
            }
            case Heard.Published(var ticket, var code) -> {
                var topic = inFlight.remove(ticket);
                if (code >= 0x80) {
                    throw new BrokerFailed(Message.LIST_NOT_TAKEN.with(topic, hex(code)));
                }
            }
            case Heard.Connected _, Heard.Subscribed _ -> {}
        }
        return Optional.of(one);
    }

    private static String hex(int code) {
        return "0x" + Integer.toHexString(code);
    }

    @Override
    public void close() {
        link.disconnect();
    }

    private final class Inlet implements Broker.Events {
        @Override
        public void connected(int receiveMaximum) {
            waiting.add(new Heard.Connected(receiveMaximum));
        }

        @Override
        public void subscribed(long ticket, List<Integer> reasonCodes) {
            int worst = reasonCodes.stream().max(Integer::compare).orElse(0x80);
            waiting.add(new Heard.Subscribed(ticket, worst));
        }

        @Override
        public void published(long ticket, int reasonCode) {
            waiting.add(new Heard.Published(ticket, reasonCode));
        }

        @Override
        public void unpublished(long ticket, String why) {
            waiting.add(new Heard.Down(why));
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            if (arrivals.incrementAndGet() <= WAITING_MAX) {
                waiting.add(new Heard.Arrived(topic, payload));
            } else {
                arrivals.decrementAndGet();
            }
        }

        @Override
        public void down(Trouble trouble, String detail) {
            waiting.add(new Heard.Down(detail));
        }
    }
}
