package onecard.edge.uplink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.words.Words;

/// Listens to a broker, and comes back when it is back. Used by one thread, which may stop for as
/// long as it likes: what was too much meanwhile is dropped, and what the broker retains is asked
/// for again.
public final class Watcher implements AutoCloseable {

    static final Duration AGAIN = Duration.ofSeconds(2);

    /// What came, or how the link is.
    public sealed interface Heard {

        /// What the broker retains follows.
        record Listening() implements Heard {}

        record Said(String topic, Json.Obj message) implements Heard {}

        record Away(Words why) implements Heard {}
    }

    private long askedNanos = System.nanoTime() - AGAIN.toNanos();
    private final Broker broker;
    private final String clientId;
    private final List<String> filters;
    private Optional<OperatorLink> link = Optional.empty();
    private long againAt = System.nanoTime();

    /// @param clientId nobody else's at this broker
    public Watcher(Broker broker, String clientId, List<String> filters) {
        this.broker = broker;
        this.clientId = clientId;
        this.filters = List.copyOf(filters);
    }

    /// The next thing, if one comes in time. To come back takes its own time, 10 s at most for
    /// each answer of the broker.
    public Optional<Heard> next(Duration atMost) throws InterruptedException {
        try {
            if (link.isPresent()) {
                return said(link.get(), System.nanoTime() + atMost.toNanos());
            }
            long wait = againAt - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.min(wait, atMost.toNanos()));
            return wait > atMost.toNanos() ? Optional.empty() : Optional.of(listening());
        } catch (BrokerFailed failed) {
            close();
            againAt = System.nanoTime() + AGAIN.toNanos();
            return Optional.of(new Heard.Away(failed.words()));
        }
    }

    private Heard listening() throws BrokerFailed, InterruptedException {
        var open = new OperatorLink(broker, clientId);
        link = Optional.of(open);
        open.subscribe(filters);
        return new Heard.Listening();
    }

    private Optional<Heard> said(OperatorLink open, long end)
            throws BrokerFailed, InterruptedException {
        if (System.nanoTime() - askedNanos >= AGAIN.toNanos() && open.lost()) {
            askedNanos = System.nanoTime();
            open.subscribe(filters);
        }
        for (var word = open.next(end); word.isPresent(); word = open.next(end)) {
            var topic = word.get().topic();
            var message = JsonReader.object(word.get().payload());
            if (message.isPresent()) {
                return message.map(it -> new Heard.Said(topic, it));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        link.ifPresent(OperatorLink::close);
        link = Optional.empty();
    }
}
