package onecard.edge.uplink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/// MQTT 3.1.1 by Eclipse Paho, for a broker that speaks nothing newer; as [PahoBroker] otherwise.
/// What the protocol lacks is missing: a broker's goodbye and its reason, so that a second device
/// of the same name looks like a bad network; the reason of a message that it does not take; and
/// the mark of a retained message that comes to whom has subscribed before.
final class Paho3Broker implements Broker {

    /// Far more than the courier has out at once; a broker that answers by other packets than it
    /// should leaves no more than these behind.
    private static final int IN_FLIGHT = 1_024;

    /// No broker says how many unanswered messages it takes.
    private static final int ANY_RECEIVE_MAXIMUM = 65_535;

    /// Held, or its level would be forgotten with it.
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.client.mqttv3");

    static {
        PAHO.setLevel(Level.OFF);
    }

    private final Way way;
    private final Optional<PahoBroker.Login> login;

    Paho3Broker(Way way, Optional<PahoBroker.Login> login) {
        this.way = way;
        this.login = login;
    }

    @Override
    public Link open(Hello hello, Events events) {
        try {
            var sockets = way.sockets(false);
            var client = new MqttAsyncClient(way.endpoint().uri(), hello.clientId(), null);
            var link = new Paho3Link(client, sockets, events);
            client.setCallback(link);
            client.connect(options(hello, sockets), null, link.onConnect());
            return link;
        } catch (MqttException | GeneralSecurityException | IOException refused) {
            events.down(trouble(refused), PahoBroker.words(refused));
        } catch (UncheckedIOException | IllegalArgumentException unusable) {
            events.down(Trouble.REFUSED, PahoBroker.words(unusable));
        }
        return new NoLink();
    }

    @Override
    public Optional<String> warning() {
        return way.warning();
    }

    private MqttConnectOptions options(Hello hello, BrokerSockets sockets) {
        var options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setAutomaticReconnect(false);
        options.setCleanSession(true);
        options.setKeepAliveInterval(PahoBroker.KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout((int) hello.connectDeadline().toSeconds());
        options.setMaxInflight(IN_FLIGHT);
        hello.will()
                .ifPresent(
                        will ->
                                options.setWill(
                                        will.topic(), will.payload(), will.qos(), will.retained()));
        if (login.isPresent()) {
            options.setUserName(login.get().username());
            options.setPassword(
                    new String(login.get().password().get(), StandardCharsets.UTF_8).toCharArray());
        }
        options.setSocketFactory(sockets);
        return options;
    }

    /// The codes of a CONNACK: the version, the name, the credentials, the right.
    private static Trouble trouble(Throwable thrown) {
        if (thrown instanceof MqttException mqtt) {
            switch (mqtt.getReasonCode()) {
                case MqttException.REASON_CODE_INVALID_PROTOCOL_VERSION,
                        MqttException.REASON_CODE_INVALID_CLIENT_ID,
                        MqttException.REASON_CODE_FAILED_AUTHENTICATION,
                        MqttException.REASON_CODE_NOT_AUTHORIZED -> {
                    return Trouble.REFUSED;
                }
                case MqttException.REASON_CODE_BROKER_UNAVAILABLE -> {
                    return Trouble.BUSY;
                }
                default -> {} // of the line beneath
            }
        }
        return PahoBroker.trouble(thrown);
    }

    /// One Paho client and what it calls back.
    private static final class Paho3Link implements Link, MqttCallback {

        private final MqttAsyncClient client;
        private final BrokerSockets sockets;
        private final Events events;
        private boolean closed;

        Paho3Link(MqttAsyncClient client, BrokerSockets sockets, Events events) {
            this.client = client;
            this.sockets = sockets;
            this.events = events;
        }

        IMqttActionListener onConnect() {
            return listener(_ -> events.connected(ANY_RECEIVE_MAXIMUM), this::down);
        }

        private void down(Throwable thrown) {
            events.down(trouble(thrown), PahoBroker.words(thrown));
        }

        @Override
        public void subscribe(List<String> filters, long ticket) {
            var qos = new int[filters.size()];
            Arrays.fill(qos, 1);
            try {
                client.subscribe(
                        filters.toArray(String[]::new),
                        qos,
                        null,
                        listener(token -> events.subscribed(ticket, codes(token)), this::down));
            } catch (MqttException refused) {
                down(refused);
            }
        }

        @Override
        public void unsubscribe(List<String> filters) {
            try {
                client.unsubscribe(filters.toArray(String[]::new));
            } catch (MqttException refused) {
                down(refused);
            }
        }

        @Override
        public void publish(Message message, long ticket) {
            try {
                client.publish(
                        message.topic(),
                        message.payload(),
                        message.qos(),
                        message.retained(),
                        null,
                        listener(
                                _ -> events.published(ticket, 0),
                                thrown -> events.unpublished(ticket, PahoBroker.words(thrown))));
            } catch (MqttException | IllegalArgumentException refused) {
                events.unpublished(ticket, PahoBroker.words(refused));
            }
        }

        @Override
        public void together(Runnable publishes) {
            sockets.quietly(publishes);
        }

        @Override
        public void disconnect() {
            if (closed) {
                return;
            }
            try {
                client.disconnect(500).waitForCompletion(1_000);
            } catch (MqttException _) {
                // Nobody to say goodbye to.
            }
            abandon();
        }

        @Override
        public void abandon() {
            if (closed) {
                return;
            }
            closed = true;
            try {
                client.disconnectForcibly(0, 100, false);
            } catch (MqttException _) {
                // Not connected (any more): there was nothing to cut.
            }
            try {
                client.close(true);
            } catch (MqttException _) {
                // Closed already, or still connecting, which ends with its line.
            }
            sockets.cut();
        }

        @Override
        public void connectionLost(Throwable cause) {
            down(cause);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.arrived(topic, message.getPayload().clone(), message.isRetained());
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
}
