package onecard.edge.uplink;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import onecard.edge.uplink.Broker.Events;
import onecard.edge.uplink.Broker.Hello;
import onecard.edge.uplink.Broker.Message;
import onecard.site.Uplink.Version;

/// One attempt and the link it becomes, from the greeting until all it holds is given back,
/// whatever version of MQTT its [PahoClient] speaks. Paho's threads only hand over what they bring.
final class PahoLink implements Broker.Link {

    /// Held, or its level would be forgotten with it.
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho");

    static {
        // What it prints, with its stack, is what it tells us by exception.
        PAHO.setLevel(Level.OFF);
    }

    private final Way way;
    private final BrokerSockets sockets;
    private final Events events;
    private final PahoClient client;
    private boolean closed;

    /// @throws Exception if there is no way to begin: the clock, the certificates
    PahoLink(Way way, Version version, String clientId, Events events) throws Exception {
        this.way = way;
        this.events = events;
        sockets = way.sockets(version == Version.MQTT_5);
        var uri = way.endpoint().uri();
        client =
                switch (version) {
                    case MQTT_5 -> new Paho5Client(uri, clientId, this);
                    case MQTT_3_1_1 -> new Paho3Client(uri, clientId, this);
                };
    }

    // --- what is asked of it ---

    void connect(Hello hello) {
        attempt(() -> client.connect(hello, way, sockets)).ifPresent(this::down);
    }

    @Override
    public void subscribe(List<String> filters, long ticket) {
        attempt(() -> client.subscribe(filters, ticket)).ifPresent(this::down);
    }

    @Override
    public void unsubscribe(List<String> filters) {
        attempt(() -> client.unsubscribe(filters)).ifPresent(this::down);
    }

    @Override
    public void publish(Message message, long ticket) {
        attempt(() -> client.publish(message, ticket))
                .ifPresent(refused -> unpublished(ticket, refused));
    }

    @Override
    public void disconnect() {
        if (!closed) {
            var _ = attempt(client::goodbye); // or there is nobody to say it to
            abandon();
        }
    }

    @Override
    public void abandon() {
        if (closed) {
            return; // Paho falls over a client that is closed.
        }
        closed = true;
        // First: Paho's sending thread may be writing to a broker that reads nothing, and it does
        // not close this line for MQTT 5. A goodbye is written by now.
        sockets.cut();
        var _ = attempt(client::cut); // or it is not connected (any more)
        var _ = attempt(client::close); // or still connecting, which ends with its line
    }

    @FunctionalInterface
    private interface Call {
        void now() throws Exception;
    }

    /// Why Paho does not do it: all that it declares, an argument it does not take, and the
    /// password's file, which is gone, no text, or being replaced this very moment.
    private static Optional<Exception> attempt(Call call) {
        try {
            call.now();
            return Optional.empty();
        } catch (IllegalArgumentException | UncheckedIOException refused) {
            return Optional.of(refused);
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception refused) {
            return Optional.of(refused);
        }
    }

    // --- what its client tells ---

    void connected(int receiveMaximum) {
        events.connected(receiveMaximum);
    }

    void subscribed(long ticket, List<Integer> codes) {
        events.subscribed(ticket, codes);
    }

    void published(long ticket, int reason) {
        events.published(ticket, reason);
    }

    void unpublished(long ticket, Throwable why) {
        events.unpublished(ticket, Trouble.words(why));
    }

    void arrived(String topic, byte[] payload, boolean retained) {
        events.arrived(topic, payload.clone(), retained);
    }

    void down(Throwable why) {
        int reason = client.reason(why);
        events.down(reason == 0 ? Trouble.of(why) : Trouble.ofReason(reason), Trouble.words(why));
    }

    /// @param reason of the broker's, 0 if it gave none
    void dismissed(int reason) {
        var why = reason == 0 ? "" : ", reason 0x" + Integer.toHexString(reason);
        events.down(Trouble.ofReason(reason), "the broker said goodbye" + why);
    }
}
