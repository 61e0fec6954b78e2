package onecard.edge.uplink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.words.Message;

/// An operator's own connection at a broker, beside those of its devices. One thread: each call
/// waits for what it asked for, and messages stand in line until they are taken. The client's
/// threads never wait: what finds no room in that line is dropped, and [#lost] says so. An answer,
/// or the end of the link, always finds room. A limit of time holds whatever else comes: what came
/// after it does not count.
public final class OperatorLink implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// Unanswered at once, if the broker takes as many.
    private static final int WINDOW = 16;

    /// What stands in line: the births of 10,000 devices, twice over.
    static final int BYTES_MAX = 32 << 20;

    /// Of a message besides its payload.
    private static final int MESSAGE_BYTES = 256;

    /// A message.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Word(String topic, byte[] payload) {
        private int bytes() {
            return MESSAGE_BYTES + payload.length;
        }
    }

    private sealed interface Heard {

        record Connected(int receiveMaximum) implements Heard {}

        /// @param code the highest of all
        record Subscribed(long ticket, int code) implements Heard {}

        record Published(long ticket, int code) implements Heard {}

        record Arrived(Word word, long nanos) implements Heard {
            boolean isAfter(long end) {
                return nanos - end > 0;
            }
        }

        record Down(String why) implements Heard {}
    }

    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger bytes = new AtomicInteger(); // of words, taken or not looked at
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Queue<Heard.Arrived> words = new ArrayDeque<>();
    private final Map<Long, String> inFlight = new HashMap<>();
    private final Duration patience;
    private final Broker.Link link;
    private final int window;
    private long tickets;

    /// Connects.
    ///
    /// @param clientId nobody else's at this broker
    /// @throws BrokerFailed if it does not let us in within 10 s; so it is of each answer
    public OperatorLink(Broker broker, String clientId) throws BrokerFailed, InterruptedException {
        this(broker, clientId, ANSWER);
    }

    /// @param patience with each answer of the broker
    OperatorLink(Broker broker, String clientId, Duration patience)
            throws BrokerFailed, InterruptedException {
        this.patience = patience;
        link = broker.open(new Broker.Hello(clientId, Optional.empty(), patience), new Ears());
        try {
            window = Math.min(WINDOW, connected());
        } catch (BrokerFailed | InterruptedException failed) {
            link.abandon();
            throw failed;
        }
    }

    private int connected() throws BrokerFailed, InterruptedException {
        long end = patienceEnds();
        while (true) {
            if (answer(end) instanceof Heard.Connected(var receiveMaximum)) {
                return receiveMaximum;
            }
        }
    }

    /// What the broker retains there comes next, also if it was subscribed to before.
    ///
    /// @throws BrokerFailed if one of them is not granted
    public void subscribe(List<String> filters) throws BrokerFailed, InterruptedException {
        long ticket = ++tickets;
        link.subscribe(filters, ticket);
        long end = patienceEnds();
        while (true) {
            if (answer(end) instanceof Heard.Subscribed(var answered, var code)
                    && answered == ticket) {
                if (code >= 0x80) {
                    throw new BrokerFailed(
                            Message.BROKER_SHOWS_NOT.with(filters.getFirst(), hex(code)));
                }
                return;
            }
        }
    }

    public void unsubscribe(List<String> filters) {
        link.unsubscribe(filters);
    }

    /// Waits for room only.
    public void publish(Broker.Message message) throws BrokerFailed, InterruptedException {
        while (inFlight.size() >= window) {
            awaitTaken();
        }
        long ticket = ++tickets;
        inFlight.put(ticket, message.topic());
        link.publish(message, ticket);
    }

    /// Waits until the broker has taken all.
    public void settle() throws BrokerFailed, InterruptedException {
        while (!inFlight.isEmpty()) {
            awaitTaken();
        }
    }

    private void awaitTaken() throws BrokerFailed, InterruptedException {
        long end = patienceEnds();
        int before = inFlight.size();
        while (inFlight.size() == before) {
            var _ = answer(end);
        }
    }

    private long patienceEnds() {
        return System.nanoTime() + patience.toNanos();
    }

    /// The next message, if one has come by that time of [System#nanoTime].
    ///
    /// @throws BrokerFailed if the link has ended, or the broker did not take what was published
    public Optional<Word> next(long end) throws BrokerFailed, InterruptedException {
        while (words.isEmpty()) {
            if (hear(end).isEmpty()) {
                return Optional.empty();
            }
        }
        if (words.element().isAfter(end)) {
            return Optional.empty();
        }
        var word = words.remove().word();
        bytes.addAndGet(-word.bytes());
        return Optional.of(word);
    }

    /// Whether messages were dropped since this was asked; to subscribe once more brings those
    /// that the broker retains.
    public boolean lost() {
        return lost.getAndSet(false);
    }

    private Heard answer(long end) throws BrokerFailed, InterruptedException {
        return hear(end).orElseThrow(() -> new BrokerFailed(Message.BROKER_NO_ANSWER.with()));
    }

    /// What comes next of all; empty if nothing does by then. A message is put by in any case.
    private Optional<Heard> hear(long end) throws BrokerFailed, InterruptedException {
        var one = heard.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        switch (one) {
            case null -> {
                return Optional.empty();
            }
            case Heard.Down(var why) -> throw new BrokerFailed(Message.BROKER_LOST.with(why));
            case Heard.Arrived come -> {
                words.add(come);
                if (come.isAfter(end)) {
                    return Optional.empty();
                }
            }
            case Heard.Published(var ticket, var code) -> {
                var topic = inFlight.remove(ticket);
                if (code >= 0x80) {
                    throw new BrokerFailed(Message.BROKER_TAKES_NOT.with(topic, hex(code)));
                }
            }
            case Heard.Connected _, Heard.Subscribed _ -> {}
        }
        return Optional.of(one);
    }

    private static String hex(int code) {
        return "0x" + Integer.toHexString(code);
    }

    /// Says goodbye; at most about a second.
    @Override
    public void close() {
        link.disconnect();
    }

    private final class Ears implements Broker.Events {
        @Override
        public void connected(int receiveMaximum) {
            heard.add(new Heard.Connected(receiveMaximum));
        }

        @Override
        public void subscribed(long ticket, List<Integer> reasonCodes) {
            int worst = reasonCodes.stream().max(Integer::compare).orElse(0x80);
            heard.add(new Heard.Subscribed(ticket, worst));
        }

        @Override
        public void published(long ticket, int reasonCode) {
            heard.add(new Heard.Published(ticket, reasonCode));
        }

        @Override
        public void unpublished(long ticket, String why) {
            heard.add(new Heard.Down(why));
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            var word = new Word(topic, payload);
            if (bytes.addAndGet(word.bytes()) <= BYTES_MAX) {
                heard.add(new Heard.Arrived(word, System.nanoTime()));
            } else {
                bytes.addAndGet(-word.bytes());
                lost.set(true);
            }
        }

        @Override
        public void down(Trouble trouble, String detail) {
            heard.add(new Heard.Down(detail));
        }
    }
}
