package onecard.edge.process;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// A consumer as a host would write it: QoS 1, a session the broker keeps, and always back when
/// the broker is.
public final class Listener implements AutoCloseable {

    private static final long ANSWER_MILLIS = 2_000;
    private static final long AGAIN_MILLIS = 10;

    /// @param nanos when it came, by this process's monotonic clock
    public record Heard(String topic, String text, boolean retained, long nanos) {}

    private final String uri;
    private final String clientId;
    private final String filter;
    private final Consumer<Heard> heard;
    private final Semaphore subscribed = new Semaphore(0);
    private final Thread thread;
    private volatile Optional<MqttAsyncClient> connected = Optional.empty();

    /// Returns once it is subscribed.
    ///
    /// @param heard called on a thread of the client
    public Listener(int port, String clientId, String filter, Consumer<Heard> heard)
            throws Exception {
        this.uri = "tcp://127.0.0.1:" + port;
        this.clientId = clientId;
        this.filter = filter;
        this.heard = heard;
        thread = Thread.ofPlatform().daemon().name("listener-" + clientId).start(this::run);
        if (!subscribed.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no subscription within 20 s at " + uri);
        }
    }

    /// One client object a connection; the broker keeps the session.
    private void run() {
        try {
            while (true) {
                var client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
                var lost = new Semaphore(0);
                client.setCallback(new Ears(lost));
                try {
                    client.connect(options()).waitForCompletion(ANSWER_MILLIS);
                    client.subscribe(filter, 1).waitForCompletion(ANSWER_MILLIS);
                    connected = Optional.of(client);
                    subscribed.release();
                    lost.acquire();
                } catch (MqttException _) {
                    // The broker is away: again, soon.
                    boolean _ = lost.tryAcquire(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                } finally {
                    connected = Optional.empty();
                    drop(client);
                }
            }
        } catch (InterruptedException | MqttException _) {
            // Closed.
        }
    }

    /// Says something, once, to whoever listens by now; lost if the broker is away.
    public void say(String topic, String text) {
        try {
            var client = connected; // as it is now: it may be lost the next moment
            if (client.isPresent()) {
                client.get()
                        .publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false)
                        .waitForCompletion(ANSWER_MILLIS);
            }
        } catch (MqttException _) {
            // The broker is away.
        }
    }

    private static MqttConnectionOptions options() {
        var options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        options.setUseSubscriptionIdentifiers(false);
        return options;
    }

    private static void drop(MqttAsyncClient client) throws MqttException {
        try {
            client.disconnectForcibly(50, 50, false);
        } catch (MqttException _) {
            // Not connected: nothing to cut.
        }
        client.close(true);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Ears implements MqttCallback {
        private final Semaphore lost;

        Ears(Semaphore lost) {
            this.lost = lost;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.accept(
                    new Heard(
                            topic,
                            new String(message.getPayload(), StandardCharsets.UTF_8),
                            message.isRetained(),
                            System.nanoTime()));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            lost.release();
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            lost.release();
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
