package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.edge.command.SignedCommand;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// Somebody who commands one device by way of a broker. One thread; each call waits for what it
/// asked for.
public final class Operator implements AutoCloseable {

    /// For each step of the way to the device's status.
    private static final Duration WAIT = Duration.ofSeconds(5);

    /// A command is too old by then, so what was not answered will not be done later, as far as
    /// the device's clock is in step.
    private static final Duration ANSWER_WAIT = SignedCommand.FRESH.plusSeconds(2);

    /// More than a broker sends of one status and one answer.
    private static final int HEARD_MAX = 64;

    /// Longer than any status or answer.
    private static final int BYTES_MAX = 4_096;

    private static final long SUBSCRIBED = 1;
    private static final long PUBLISHED = 2;

    private sealed interface Heard {

        record Connected() implements Heard {}

        /// @param code the highest of all
        record Answered(long ticket, int code) implements Heard {}

        record Arrived(String topic, Json.Obj said) implements Heard {}

        record Down(String why) implements Heard {}
    }

    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>(HEARD_MAX);
    private final List<Heard.Arrived> arrived = new ArrayList<>();
    private final Topics topics;
    private final String response;
    private final Broker.Link link;

    /// Connects, and listens for the device's status and one answer.
    ///
    /// @param clientId nobody else's at this broker
    /// @param id of the command to come
    public Operator(Broker broker, String clientId, Topics topics, String id) throws Failed {
        this.topics = topics;
        this.response = topics.response(id);
        link = broker.open(new Broker.Hello(clientId, Optional.empty(), WAIT), new Ears());
        try {
            await(Heard.Connected.class, WAIT, Message.CMD_NO_BROKER);
            link.subscribe(List.of(topics.status(), response), SUBSCRIBED);
            if (await(Heard.Answered.class, WAIT, Message.CMD_NO_BROKER).code() >= 0x80) {
                throw new Failed(Message.CMD_FORBIDDEN.with(response));
            }
        } catch (Failed failed) {
            link.abandon();
            throw failed;
        }
    }

    /// The number of the device's present run.
    public long session() throws Failed {
        var status = message(topics.status(), WAIT, Message.CMD_NEVER_SEEN);
        var session = status.number("session");
        if (session.isEmpty() || !status.text("state").equals(Optional.of("online"))) {
            throw new Failed(Message.CMD_OFFLINE.with(status.text("since").orElse("?")));
        }
        return session.get();
    }

    /// Sends a command and waits for its answer. The broker may have made that up: what counts is
    /// the device's own record.
    public Json.Obj ask(String verb, Json.Obj command) throws Failed {
        var topic = topics.command(verb);
        link.publish(new Broker.Message(topic, Canonical.bytes(command), 1, false), PUBLISHED);
        return message(response, ANSWER_WAIT, Message.CMD_UNANSWERED);
    }

    private Json.Obj message(String topic, Duration wait, Message otherwise) throws Failed {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            var said = arrived.stream().filter(one -> one.topic().equals(topic)).findFirst();
            if (said.isPresent()) {
                return said.get().said();
            }
            next(end, otherwise);
        }
    }

    private <T extends Heard> T await(Class<T> wanted, Duration wait, Message otherwise)
            throws Failed {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            var one = next(end, otherwise);
            if (wanted.isInstance(one)) {
                return wanted.cast(one);
            }
        }
    }

    /// What comes next; messages are kept for whoever waits for them.
    private Heard next(long end, Message otherwise) throws Failed {
        try {
            var one = heard.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            switch (one) {
                case null -> throw new Failed(otherwise.with());
                case Heard.Down(var why) -> throw new Failed(Message.CMD_LINK_LOST.with(why));
                case Heard.Answered(var ticket, var code)
                        when ticket == PUBLISHED && code >= 0x80 ->
                        throw new Failed(Message.CMD_FORBIDDEN.with(topics.command("+")));
                case Heard.Arrived message -> arrived.add(message);
                case Heard.Answered _, Heard.Connected _ -> {}
            }
            return one;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failed(otherwise.with());
        }
    }

    @Override
    public void close() {
        link.disconnect();
    }

    private final class Ears implements Broker.Events {
        @Override
        public void connected(int receiveMaximum) {
            hear(new Heard.Connected());
        }

        @Override
        public void subscribed(long ticket, List<Integer> reasonCodes) {
            hear(
                    new Heard.Answered(
                            ticket, reasonCodes.stream().max(Integer::compare).orElse(0x80)));
        }

        @Override
        public void published(long ticket, int reasonCode) {
            hear(new Heard.Answered(ticket, reasonCode));
        }

        @Override
        public void unpublished(long ticket, String why) {
            hear(new Heard.Down(why));
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            if (payload.length <= BYTES_MAX) {
                JsonReader.object(new String(payload, StandardCharsets.UTF_8))
                        .ifPresent(said -> hear(new Heard.Arrived(topic, said)));
            }
        }

        @Override
        public void down(Trouble trouble, String detail) {
            hear(new Heard.Down(detail));
        }

        /// A broker that floods its operator is no broker to wait for.
        private void hear(Heard one) {
            boolean _ = heard.offer(one);
        }
    }
}
