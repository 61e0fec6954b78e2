package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/// Listens to a broker as an operator would, on a thread of its own, and again once the broker is
/// back: for the simulator.
public final class Subscription implements AutoCloseable {

    private static final Duration AWHILE = Duration.ofHours(1);

    /// A broker that went is asked again so soon.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Broker broker;
    private final String clientId;
    private final String filter;
    private final BiConsumer<String, String> heard;
    private final Thread thread;

    /// Returns once it listens.
    ///
    /// @param clientId nobody else's at this broker
    /// @param heard topic and text of each message
    public Subscription(
            String url, String clientId, String filter, BiConsumer<String, String> heard)
            throws BrokerFailed, InterruptedException {
        broker = Brokers.at(url);
        this.clientId = clientId;
        this.filter = filter;
        this.heard = heard;
        var first = opened();
        thread =
                Thread.ofPlatform().daemon().name("listens-" + clientId).start(() -> listen(first));
    }

    private OperatorLink opened() throws BrokerFailed, InterruptedException {
        var link = new OperatorLink(broker, clientId);
        try {
            link.subscribe(List.of(filter));
            return link;
        } catch (BrokerFailed | InterruptedException failed) {
            link.close();
            throw failed;
        }
    }

    private void listen(OperatorLink first) {
        try {
            hear(first);
            while (true) {
                Thread.sleep(AGAIN);
                again();
            }
        } catch (InterruptedException _) {
            // Nobody listens any more.
        }
    }

    private void again() throws InterruptedException {
        try {
            hear(opened());
        } catch (BrokerFailed _) {
            // It is not back yet.
        }
    }

    /// Until that link ends.
    private void hear(OperatorLink link) throws InterruptedException {
        try (link) {
            while (true) {
                link.next(System.nanoTime() + AWHILE.toNanos()).ifPresent(this::tell);
            }
        } catch (BrokerFailed _) {
            // The broker is away.
        }
    }

    private void tell(OperatorLink.Word word) {
        heard.accept(word.topic(), new String(word.payload(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
