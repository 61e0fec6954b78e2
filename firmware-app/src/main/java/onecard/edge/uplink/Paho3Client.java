package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import onecard.edge.uplink.Broker.Hello;
import onecard.edge.uplink.Broker.Message;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/// MQTT 3.1.1, for a broker that speaks nothing newer. What the protocol lacks is missing: a
/// broker's goodbye and its reason, so that a second device of the same name looks like a bad
/// network; the reason of a message that it does not take; and the mark of a retained message that
/// comes to whom has subscribed before.
final class Paho3Client implements PahoClient, MqttCallback {

    /// Far more than the courier has out at once; a broker that answers by other packets than it
    /// should leaves no more than these behind.
    private static final int IN_FLIGHT = 1_024;

    /// No broker says how many unanswered messages it takes.
    private static final int ANY_RECEIVE_MAXIMUM = 65_535;

    private final MqttAsyncClient client;
    private final PahoLink link;

    Paho3Client(String uri, String clientId, PahoLink link) throws MqttException {
        this.link = link;
        client = new MqttAsyncClient(uri, clientId, null);
        client.setCallback(this);
    }

    @Override
    public void connect(Hello hello, Way way, BrokerSockets sockets) throws MqttException {
        var options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setAutomaticReconnect(false);
        options.setCleanSession(true);
        options.setKeepAliveInterval(Way.KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout((int) hello.connectDeadline().toSeconds());
        options.setMaxInflight(IN_FLIGHT);
        hello.will()
                .ifPresent(
                        will ->
                                options.setWill(
                                        will.topic(), will.payload(), will.qos(), will.retained()));
        way.login()
                .ifPresent(
                        login -> {
                            options.setUserName(login.username());
                            options.setPassword(text(login.password().get()).toCharArray());
                        });
        options.setSocketFactory(sockets);
        client.connect(
                options, null, listener(_ -> link.connected(ANY_RECEIVE_MAXIMUM), link::down));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public void subscribe(List<String> filters, long ticket) throws MqttException {
        var qos = Collections.nCopies(filters.size(), 1).stream().mapToInt(it -> it).toArray();
        client.subscribe(
                filters.toArray(String[]::new),
                qos,
                null,
                listener(token -> link.subscribed(ticket, codes(token)), link::down));
    }

    @Override
    public void unsubscribe(List<String> filters) throws MqttException {
        client.unsubscribe(filters.toArray(String[]::new));
    }

    @Override
    public void publish(Message message, long ticket) throws MqttException {
        client.publish(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retained(),
                null,
                listener(
                        _ -> link.published(ticket, 0),
                        thrown -> link.unpublished(ticket, thrown)));
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

    /// What a CONNACK says: the version, the name, the credentials, the right.
    @Override
    public int reason(Throwable thrown) {
        if (!(thrown instanceof MqttException mqtt)) {
            return 0;
        }
        return switch (mqtt.getReasonCode()) {
            case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION -> 0x84;
            case MqttException.REASON_CODE_INVALID_CLIENT_ID -> 0x85;
            case MqttException.REASON_CODE_BROKER_UNAVAILABLE -> 0x88;
            case MqttException.REASON_CODE_FAILED_AUTHENTICATION -> 0x86;
            case MqttException.REASON_CODE_NOT_AUTHORIZED -> 0x87;
            default -> 0;
        };
    }

    @Override
    public void connectionLost(Throwable cause) {
        link.down(cause);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        link.arrived(topic, message.getPayload(), message.isRetained());
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}

    private static List<Integer> codes(IMqttToken token) {
        return Arrays.stream(token.getGrantedQos()).boxed().toList();
    }

    private static IMqttActionListener listener(
            Consumer<IMqttToken> good, Consumer<Throwable> bad) {
        return new IMqttActionListener() {
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
