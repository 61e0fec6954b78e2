package onecard.edge.uplink;

import com.hivemq.client.internal.mqtt.MqttClientConfig;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.internal.ThreadExecutorMap;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// MQTT 5 by the HiveMQ client, as [PahoBroker] is by Paho, from the same settings: it takes its
/// place the day Paho cannot be used any more, and keeps the port from growing round one library.
/// One client object and one thread an attempt; the thread ends with the link.
public final class HiveMqBroker implements Broker {

    private final Way way;

    public HiveMqBroker(Way way) {
        this.way = way;
    }

    @Override
    public Link open(Hello hello, Events events) {
        try {
            var link = new HiveMqLink(hello.clientId(), transport(hello), events);
            link.connect(connect(hello));
            return link;
        } catch (GeneralSecurityException | IOException refused) {
            events.down(Trouble.of(refused), Trouble.words(refused));
        } catch (UncheckedIOException | IllegalArgumentException unusable) {
            events.down(Trouble.REFUSED, Trouble.words(unusable));
        }
        return new NoLink();
    }

    @Override
    public Optional<String> warning() {
        return way.warning();
    }

    private MqttClientTransportConfig transport(Hello hello)
            throws GeneralSecurityException, IOException {
        var uri = URI.create(way.endpoint().uri());
        long deadline = hello.connectDeadline().toMillis();
        var transport =
                MqttClientTransportConfig.builder()
                        .serverAddress(new InetSocketAddress(uri.getHost(), uri.getPort()))
                        .socketConnectTimeout(deadline, TimeUnit.MILLISECONDS)
                        .mqttConnectTimeout(deadline, TimeUnit.MILLISECONDS);
        if (way.endpoint().webSocket().isPresent()) {
            transport =
                    transport.webSocketConfig(
                            MqttWebSocketConfig.builder()
                                    .serverPath(way.endpoint().webSocket().get())
                                    .handshakeTimeout(deadline, TimeUnit.MILLISECONDS)
                                    .build());
        }
        if (way.tls().isPresent()) {
            transport =
                    transport.sslConfig(
                            MqttClientSslConfig.builder()
                                    .trustManagerFactory(
                                            way.tls().get().trust(way.notBeforeFloor().get()))
                                    .keyManagerFactory(way.tls().get().keys())
                                    .protocols(Tls.VERSIONS)
                                    .handshakeTimeout(deadline, TimeUnit.MILLISECONDS)
                                    .build());
        }
        return transport.build();
    }

    private Mqtt5Connect connect(Hello hello) {
        var connect =
                Mqtt5Connect.builder()
                        .cleanStart(true)
                        .sessionExpiryInterval(0)
                        .keepAlive(Way.KEEP_ALIVE_SECONDS)
                        .restrictions()
                        .receiveMaximum(Way.RECEIVE_MAXIMUM)
                        .maximumPacketSize((int) Way.PACKET_BYTES_MAX)
                        .applyRestrictions()
                        .willPublish(hello.will().map(HiveMqBroker::packet).orElse(null));
        if (way.login().isPresent()) {
            connect =
                    connect.simpleAuth()
                            .username(way.login().get().username())
                            .password(way.login().get().password().get())
                            .applySimpleAuth();
        }
        return connect.build();
    }

    private static Mqtt5Publish packet(Message message) {
        return Mqtt5Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(message.qos() == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .build();
    }

    private static Trouble trouble(Throwable thrown) {
        return code(thrown).map(Trouble::ofReason).orElseGet(() -> Trouble.of(thrown));
    }

    /// The reason code of the packet that the broker answered with, if it did.
    private static Optional<Integer> code(Throwable thrown) {
        if (!(thrown instanceof Mqtt5MessageException answered)) {
            return Optional.empty();
        }
        return switch (answered.getMqttMessage()) {
            case Mqtt5ConnAck connack -> Optional.of(connack.getReasonCode().getCode());
            case Mqtt5Disconnect goodbye -> Optional.of(goodbye.getReasonCode().getCode());
            case Mqtt5PubAck puback -> Optional.of(puback.getReasonCode().getCode());
            default -> Optional.empty();
        };
    }

    /// One client and what it calls back. Callbacks run on the link's own thread, because they
    /// only hand over.
    private static final class HiveMqLink implements Link, Executor {
        private static final long GOODBYE_MILLIS = 1_000;

        private final Mqtt5AsyncClient client;
        private final Events events;
        private volatile boolean givenUp;

        HiveMqLink(String clientId, MqttClientTransportConfig transport, Events events) {
            this.events = events;
            client =
                    Mqtt5Client.builder()
                            .identifier(clientId)
                            .transportConfig(transport)
                            .executorConfig(
                                    MqttClientExecutorConfig.builder()
                                            .nettyExecutor(this)
                                            .nettyThreads(1)
                                            .applicationScheduler(Schedulers.trampoline())
                                            .build())
                            .addDisconnectedListener(this::lost)
                            .buildAsync();
        }

        /// The client's threads belong to whom it gets them from: this link has its own.
        @Override
        public void execute(Runnable loop) {
            Thread.ofPlatform().daemon().name("hivemq-link").start(loop);
        }

        void connect(Mqtt5Connect connect) {
            // A failure is told by the listener, as is a loss later on.
            var _ =
                    client.connect(connect)
                            .thenAccept(
                                    connack ->
                                            events.connected(
                                                    connack.getRestrictions().getReceiveMaximum()));
        }

        @Override
        public void subscribe(List<String> filters, long ticket) {
            var wanted =
                    filters.stream()
                            .map(
                                    filter ->
                                            Mqtt5Subscription.builder()
                                                    .topicFilter(filter)
                                                    .qos(MqttQos.AT_LEAST_ONCE)
                                                    .retainAsPublished(true)
                                                    .build())
                            .toList();
            var _ =
                    client.subscribe(
                                    Mqtt5Subscribe.builder().addSubscriptions(wanted).build(),
                                    this::arrived)
                            .whenComplete((suback, thrown) -> subscribed(ticket, suback, thrown));
        }

        private void subscribed(long ticket, Mqtt5SubAck suback, Throwable thrown) {
            if (thrown == null) {
                events.subscribed(ticket, codes(suback));
            } else if (thrown instanceof Mqtt5SubAckException refused) {
                events.subscribed(ticket, codes(refused.getMqttMessage()));
            } else {
                events.down(trouble(thrown), Trouble.words(thrown));
            }
        }

        private static List<Integer> codes(Mqtt5SubAck suback) {
            return suback.getReasonCodes().stream().map(Mqtt5SubAckReasonCode::getCode).toList();
        }

        @Override
        public void unsubscribe(List<String> filters) {
            var given = filters.stream().map(MqttTopicFilter::of).toList();
            var _ = client.unsubscribe(Mqtt5Unsubscribe.builder().addTopicFilters(given).build());
        }

        @Override
        public void publish(Message message, long ticket) {
            try {
                var _ =
                        client.publish(packet(message))
                                .whenComplete((result, thrown) -> answered(ticket, result, thrown));
            } catch (IllegalArgumentException refused) {
                events.unpublished(ticket, Trouble.words(refused));
            }
        }

        private void answered(long ticket, Mqtt5PublishResult result, Throwable thrown) {
            if (thrown == null) {
                events.published(
                        ticket,
                        result instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
                                ? acknowledged.getPubAck().getReasonCode().getCode()
                                : 0);
                return;
            }
            code(thrown)
                    .ifPresentOrElse(
                            reason -> events.published(ticket, reason),
                            () -> events.unpublished(ticket, Trouble.words(thrown)));
        }

        private void arrived(Mqtt5Publish message) {
            events.arrived(
                    message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain());
        }

        private void lost(MqttClientDisconnectedContext context) {
            if (!givenUp) {
                events.down(trouble(context.getCause()), Trouble.words(context.getCause()));
            }
        }

        @Override
        public void disconnect() {
            givenUp = true;
            try {
                client.disconnect().get(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                abandon();
            } catch (ExecutionException | TimeoutException _) {
                abandon();
            }
        }

        /// The client has no such call: its `disconnect` waits for a connection in the making, and
        /// is a goodbye. All that is open on its thread is this link's.
        @Override
        public void abandon() {
            givenUp = true;
            var config = (MqttClientConfig) client.getConfig();
            config.executeInEventLoop(HiveMqLink::closeAll);
        }

        private static void closeAll() {
            var loop = (SingleThreadEventLoop) ThreadExecutorMap.currentExecutor();
            loop.registeredChannelsIterator()
                    .forEachRemaining(
                            channel -> {
                                var _ = channel.close();
                            });
        }
    }
}
