package onecard.edge.uplink;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.edge.command.SignedCommand;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// Somebody who commands one device by way of a broker. One thread; each call waits for what it
/// asked for.
public final class Operator {

    private static final Duration STATUS_WAIT = Duration.ofSeconds(5);

    /// A command is too old by then, so what was not answered will not be done later, as far as
    /// the device's clock is in step.
    private static final Duration ANSWER_WAIT = SignedCommand.FRESH.plusSeconds(2);

    /// Longer than any status or answer.
    private static final int BYTES_MAX = 4_096;

    private final OperatorLink link;
    private final Topics topics;
    private final String response;

    /// Listens for the device's status and one answer.
    ///
    /// @param link for this alone; its owner closes it
    /// @param id of the command to come
    public Operator(OperatorLink link, Topics topics, String id)
            throws IOException, InterruptedException {
        this.link = link;
        this.topics = topics;
        this.response = topics.response(id);
        link.subscribe(List.of(topics.status(), response));
    }

    /// The number of the device's present run.
    public long session() throws IOException, InterruptedException {
        var status = message(topics.status(), STATUS_WAIT, Message.CMD_NEVER_SEEN);
        var session = status.number("session");
        if (session.isEmpty() || !status.text("state").equals(Optional.of("online"))) {
            throw new Failed(Message.CMD_OFFLINE.with(status.text("since").orElse("?")));
        }
        return session.get();
    }

    /// Sends a command and waits for its answer. The broker may have made that up: what counts is
    /// the device's own record.
    public Json.Obj ask(String verb, Json.Obj command) throws IOException, InterruptedException {
        var topic = topics.command(verb);
        link.publish(new Broker.Message(topic, Canonical.bytes(command), 1, false));
        return message(response, ANSWER_WAIT, Message.CMD_UNANSWERED);
    }

    private Json.Obj message(String topic, Duration wait, Message otherwise)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        for (var word = link.next(end); word.isPresent(); word = link.next(end)) {
            var said =
                    word.filter(one -> one.topic().equals(topic))
                            .filter(one -> one.payload().length <= BYTES_MAX)
                            .flatMap(one -> JsonReader.object(one.payload()));
            if (said.isPresent()) {
                return said.get();
            }
        }
        throw new Failed(otherwise.with());
    }
}
