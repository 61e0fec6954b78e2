package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// Listens to a broker as an operator would: for the demo and for commands that watch.
public final class Subscription implements AutoCloseable {

    private static final long WAIT_MILLIS = 5_000;

    private final MqttAsyncClient client;

    /// @param heard topic and text of each message, on a thread of the client; must not block
    public Subscription(
            String url, String clientId, String filter, BiConsumer<String, String> heard)
            throws MqttException {
        client = new MqttAsyncClient(Endpoint.of(url).uri(), clientId, new MemoryPersistence());
        client.setCallback(new Ears(heard));
        var options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setUseSubscriptionIdentifiers(false);
        client.connect(options).waitForCompletion(WAIT_MILLIS);
        client.subscribe(filter, 1).waitForCompletion(WAIT_MILLIS);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(100, 100, false);
        client.close(true);
    }

    private record Ears(BiConsumer<String, String> heard) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.accept(topic, new String(message.getPayload(), StandardCharsets.UTF_8));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverURI) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
