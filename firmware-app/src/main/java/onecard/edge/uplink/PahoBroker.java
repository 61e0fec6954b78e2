package onecard.edge.uplink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import onecard.edge.words.Failed;
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

/// MQTT 5 by Eclipse Paho, one client object an attempt. Paho keeps nothing and repeats nothing:
/// durability is the journal's, patience the courier's. Its threads only hand over what they
/// bring.
public final class PahoBroker implements Broker {

    static final int KEEP_ALIVE_SECONDS = 30;
    static final int RECEIVE_MAXIMUM = 16;
    private static final int ANY_RECEIVE_MAXIMUM = 65_535;

    /// @param password read at each attempt, so it can be changed under a running daemon
    public record Login(String username, Supplier<byte[]> password) {}

    /// Held, or its level would be forgotten with it.
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho");

    static {
        // What it prints, with its stack, is what it tells us by exception.
        PAHO.setLevel(Level.OFF);
    }

    private final Way way;
    private final Optional<Login> login;

    /// @param login absent: the broker asks for none
    public PahoBroker(Way way, Optional<Login> login) {
        this.way = way;
        this.login = login;
    }

    @Override
    public Link open(Hello hello, Events events) {
        try {
            var sockets = way.sockets(true);
            var client =
                    new MqttAsyncClient(
                            way.endpoint().uri(), hello.clientId(), new NoPersistence());
            var link = new PahoLink(client, sockets, events);
            client.setCallback(link);
            client.connect(options(hello, sockets), null, link.onConnect());
            return link;
        } catch (MqttException | GeneralSecurityException | IOException refused) {
            events.down(trouble(refused), words(refused));
        } catch (UncheckedIOException | IllegalArgumentException unusable) {
            // The password's file: gone, not text, or being replaced this very moment. Or a
            // setting that the client does not take.
            events.down(Trouble.REFUSED, words(unusable));
        }
        return new NoLink();
    }

    @Override
    public Optional<String> warning() {
        return way.warning();
    }

    private MqttConnectionOptions options(Hello hello, BrokerSockets sockets) {
        var options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout((int) hello.connectDeadline().toSeconds());
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setMaximumPacketSize(Way.PACKET_BYTES_MAX);
        options.setUseSubscriptionIdentifiers(false);
        hello.will().ifPresent(will -> options.setWill(will.topic(), message(will)));
        if (login.isPresent()) {
            options.setUserName(login.get().username());
            options.setPassword(login.get().password().get());
        }
        options.setSocketFactory(sockets);
        return options;
    }

    private static MqttMessage message(Message message) {
        var paho = new MqttMessage(message.payload());
        paho.setQos(message.qos());
        paho.setRetained(message.retained());
        return paho;
    }

    /// A refused certificate or key needs a person; the same words from a dead line do not.
    static Trouble trouble(Throwable thrown) {
        boolean tls = thrown instanceof GeneralSecurityException || thrown instanceof IOException;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateNotYetValidException) {
                return Trouble.CLOCK;
            }
            tls |=
                    cause instanceof SSLHandshakeException
                            || cause instanceof CertificateException
                            || cause instanceof CertPathValidatorException
                            || (cause instanceof SSLException
                                    && String.valueOf(cause.getMessage()).contains("alert"));
        }
        if (tls) {
            return Trouble.TLS;
        }
        return thrown instanceof MqttException mqtt
                        && mqtt.getReasonCode() >= 0x80
                        && mqtt.getReasonCode() <= 0xA2
                ? Trouble.ofReason(mqtt.getReasonCode())
                : Trouble.NETWORK;
    }

    /// The words are ours where the library's would not say what to do.
    static String words(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Failed told) {
            return told.words().en();
        }
        if (cause instanceof SSLException
                && String.valueOf(cause.getMessage()).contains("protocol_version")) {
            return "the broker must speak TLS 1.3, but does not; bring it up to date: " + cause;
        }
        var code = thrown instanceof MqttException mqtt ? " (" + mqtt.getReasonCode() + ")" : "";
        return cause + code;
    }

    /// One Paho client and what it calls back.
    private static final class PahoLink implements Link, MqttCallback {
        private final MqttAsyncClient client;
        private final BrokerSockets sockets;
        private final Events events;
        private boolean closed;

        PahoLink(MqttAsyncClient client, BrokerSockets sockets, Events events) {
            this.client = client;
            this.sockets = sockets;
            this.events = events;
        }

        MqttActionListener onConnect() {
            return listener(
                    token -> {
                        var properties = token.getResponseProperties();
                        var most = properties == null ? null : properties.getReceiveMaximum();
                        events.connected(most == null ? ANY_RECEIVE_MAXIMUM : most);
                    },
                    thrown -> events.down(trouble(thrown), words(thrown)));
        }

        @Override
        public void subscribe(List<String> filters, long ticket) {
            var wanted =
                    filters.stream()
                            .map(
                                    filter -> {
                                        var subscription = new MqttSubscription(filter, 1);
                                        subscription.setRetainAsPublished(true);
                                        return subscription;
                                    })
                            .toArray(MqttSubscription[]::new);
            var answer =
                    listener(
                            token -> events.subscribed(ticket, codes(token)),
                            thrown -> events.down(trouble(thrown), words(thrown)));
            try {
                client.subscribe(wanted, null, answer, new MqttProperties());
            } catch (MqttException refused) {
                events.down(trouble(refused), words(refused));
            }
        }

        @Override
        public void unsubscribe(List<String> filters) {
            try {
                client.unsubscribe(filters.toArray(String[]::new));
            } catch (MqttException refused) {
                events.down(trouble(refused), words(refused));
            }
        }

        @Override
        public void publish(Message message, long ticket) {
            var answer =
                    listener(
                            token ->
                                    events.published(ticket, message.qos() == 0 ? 0 : worst(token)),
                            thrown -> events.unpublished(ticket, words(thrown)));
            try {
                client.publish(message.topic(), message(message), null, answer);
            } catch (MqttException | IllegalArgumentException refused) {
                events.unpublished(ticket, words(refused));
            }
        }

        /// Paho's sending thread would otherwise wake at the first and be in the way of the others:
        /// both want the same lock for each.
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
                return; // Paho falls over a client that is closed.
            }
            closed = true;
            try {
                // No quiet time: what is in flight is read from the journal again.
                client.disconnectForcibly(0, 100, false);
            } catch (MqttException _) {
                // Not connected (any more): there was nothing to cut.
            }
            try {
                client.close(true);
            } catch (MqttException _) {
                // Closed already, or still connecting, which ends with its line.
            }
            // Paho leaves it open after a goodbye.
            sockets.cut();
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            var thrown = response.getException();
            int code = response.getReturnCode();
            if (code >= 0x80) {
                events.down(
                        Trouble.ofReason(code),
                        "the broker said goodbye, reason 0x" + Integer.toHexString(code));
            } else if (thrown != null) {
                events.down(trouble(thrown), words(thrown));
            } else {
                events.down(Trouble.NETWORK, "the broker said goodbye");
            }
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.arrived(topic, message.getPayload().clone(), message.isRetained());
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            events.down(trouble(exception), words(exception));
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

        private static MqttActionListener listener(
                java.util.function.Consumer<IMqttToken> good,
                java.util.function.Consumer<Throwable> bad) {
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
}
