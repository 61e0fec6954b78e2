package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/// Listens to a broker as an operator would, on a thread of its own, until the link ends: for the
/// demo.
public final class Subscription implements AutoCloseable {

    private static final Duration AWHILE = Duration.ofHours(1);

    private final OperatorLink link;
    private final BiConsumer<String, String> heard;
    private final Thread thread;

    /// Returns once it listens.
    ///
    /// @param heard topic and text of each message
    public Subscription(
            String url, String clientId, String filter, BiConsumer<String, String> heard)
            throws BrokerFailed, InterruptedException {
        this.heard = heard;
        link = new OperatorLink(Brokers.at(url), clientId);
        try {
            link.subscribe(List.of(filter));
        } catch (BrokerFailed | InterruptedException failed) {
            link.close();
            throw failed;
        }
        thread = Thread.ofPlatform().daemon().name("listens-" + clientId).start(this::listen);
    }

    private void listen() {
        try {
            while (true) {
                link.next(System.nanoTime() + AWHILE.toNanos()).ifPresent(this::tell);
            }
        } catch (BrokerFailed | InterruptedException _) {
            // The broker is away, or nobody listens any more.
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
        link.close();
    }
}
