package onecard.edge.uplink;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import onecard.edge.uplink.Broker.Hello;
import onecard.edge.uplink.Broker.Message;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// MQTT 5.
final class Paho5Client implements PahoClient, MqttCallback {

    private static final int ANY_RECEIVE_MAXIMUM = 65_535;

    private final MqttAsyncClient client;
    private final PahoLink link;

    Paho5Client(String uri, String clientId, PahoLink link) throws MqttException {
        this.link = link;
        client = new MqttAsyncClient(uri, clientId, new NoPersistence());
        client.setCallback(this);
    }

    @Override
    public void connect(Hello hello, Way way, BrokerSockets sockets) throws MqttException {
        var options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setKeepAliveInterval(Way.KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout((int) hello.connectDeadline().toSeconds());
        options.setReceiveMaximum(Way.RECEIVE_MAXIMUM);
        options.setMaximumPacketSize(Way.PACKET_BYTES_MAX);
        options.setUseSubscriptionIdentifiers(false);
        hello.will().ifPresent(will -> options.setWill(will.topic(), message(will)));
        way.login()
                .ifPresent(
                        login -> {
                            options.setUserName(login.username());
                            options.setPassword(login.password().get());
                        });
        options.setSocketFactory(sockets);
        client.connect(options, null, listener(this::connected, link::down));
    }

    private void connected(IMqttToken token) {
        var properties = token.getResponseProperties();
        var most = properties == null ? null : properties.getReceiveMaximum();
        link.connected(most == null ? ANY_RECEIVE_MAXIMUM : most);
    }

    @Override
    public void subscribe(List<String> filters, long ticket) throws MqttException {
        var wanted =
                filters.stream().map(Paho5Client::subscription).toArray(MqttSubscription[]::new);
        client.subscribe(
                wanted,
                null,
                listener(token -> link.subscribed(ticket, codes(token)), link::down),
                new MqttProperties());
    }

    private static MqttSubscription subscription(String filter) {
        var subscription = new MqttSubscription(filter, 1);
        subscription.setRetainAsPublished(true);
        return subscription;
    }

    @Override
    public void unsubscribe(List<String> filters) throws MqttException {
        client.unsubscribe(filters.toArray(String[]::new));
    }

    @Override
    public void publish(Message message, long ticket) throws MqttException {
        var answer =
                listener(
                        token -> link.published(ticket, message.qos() == 0 ? 0 : worst(token)),
                        thrown -> link.unpublished(ticket, thrown));
        client.publish(message.topic(), message(message), null, answer);
    }

    private static MqttMessage message(Message message) {
        var paho = new MqttMessage(message.payload());
        paho.setQos(message.qos());
        paho.setRetained(message.retained());
        return paho;
    }

    @Override
    public void goodbye() throws MqttException {
        client.disconnect(500).waitForCompletion(1_000);
    }

    @Override
    public void cut() throws MqttException {
        client.disconnectForcibly(0, 100, false);
    }

    @Override
    public void close() throws MqttException {
        client.close(true);
    }

    @Override
    public int reason(Throwable thrown) {
        return thrown instanceof MqttException mqtt
                        && mqtt.getReasonCode() >= 0x80
                        && mqtt.getReasonCode() <= 0xA2
                ? mqtt.getReasonCode()
                : 0;
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        var thrown = response.getException();
        int reason = response.getReturnCode();
        if (thrown != null && reason < 0x80) {
            link.down(thrown);
        } else {
            link.dismissed(reason);
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        link.arrived(topic, message.getPayload(), message.isRetained());
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        link.down(exception);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    /// No answer code at all is not a good one.
    private static int worst(IMqttToken token) {
        return codes(token).stream().max(Integer::compare).orElse(0x80);
    }

    private static List<Integer> codes(IMqttToken token) {
        var codes = token.getReasonCodes();
        return codes == null ? List.of() : Arrays.stream(codes).boxed().toList();
    }

    private static MqttActionListener listener(Consumer<IMqttToken> good, Consumer<Throwable> bad) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                good.accept(token);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable thrown) {
                bad.accept(thrown);
            }
        };
    }
}
