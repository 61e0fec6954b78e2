package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.Publisher;
import onecard.edge.uplink.Subscription;
import onecard.edge.uplink.Topics;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.VirtualCard;
import onecard.site.Secret;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists by a real broker, at a real daemon with a real reader: a card counts, and no more, by what
/// was published.
@Tag("pcscd")
@Tag("mosquitto")
class PublishedListsAtADoorTest {

    private static final Topics TOPICS = new Topics("bench", "bench");
    private static final int OTHERS = 4_000;
    private static final int BITS = 4;
    /// Until the reader sees the card gone, and the same one counts again.
    private static final Duration SUPPRESSED = Duration.ofMillis(2_500);

    @TempDir Path dir;
    private final LinkedBlockingQueue<Json.Obj> taps = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Json.Obj> births = new LinkedBlockingQueue<>();
    private final Publisher publisher = new Publisher("bench", 3);

    @Test
    void aCardIsLetInByAListAndKeptOutByWhatIsDenied() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port).withSignedList(Publisher.KEY);
        var tokens = new Tokens(siteKey(bench));
        var token = Token.of(tokens.bytes("ssc", "342500d1560000050000000000000001"));
        var uri = "tcp://127.0.0.1:" + port;
        var broker = new MqttClient(uri, "host", new MemoryPersistence());
        try (var _ = Service.mosquitto(port, dir);
                var _ = Service.pcscd();
                var _ = heard(port)) {
            broker.connect();
            publish(broker, 1, people(token));
            try (var daemon = bench.run().awaitReady()) {
                var first = births.poll(20, TimeUnit.SECONDS);
                assertTrue(first != null && holds(first, "demo", 0), "it holds none yet");
                assertTrue(holds(first, "deny", 0), "it holds none yet");
                inForce("demo", 1);
                assertEquals("OK", tap(daemon));

                var denied = Publisher.lost(token);
                deny(broker, 1, List.of(denied));
                inForce("deny", 1);
                assertEquals("DENIED_LIST", tap(daemon));

                deny(broker, 2, List.of());
                inForce("deny", 2);
                publish(broker, 2, people(new Token(1, 1)));
                inForce("demo", 2);
                assertEquals("UNKNOWN", tap(daemon));

                // What was in force once comes again and changes nothing.
                publish(broker, 1, people(token));
                deny(broker, 1, List.of(denied));
                publish(broker, 3, people(token));
                inForce("demo", 3);
                assertEquals("OK", tap(daemon));
                assertEquals(0, daemon.stop(), daemon::output);
            }
            broker.disconnect();
        }
    }

    private static byte[] siteKey(Bench bench) throws Exception {
        Files.createDirectories(bench.state);
        return Secrets.siteKey(new Secret.Generate(), bench.state);
    }

    private Subscription heard(int port) throws Exception {
        return new Subscription(
                "mqtt://127.0.0.1:" + port,
                "operator",
                "oc/v1/bench/bench/#",
                (topic, text) -> {
                    var message = JsonReader.object(text);
                    if (topic.endsWith("/tap")) {
                        message.flatMap(event -> event.object("data")).ifPresent(taps::add);
                    } else if (topic.endsWith("/birth")) {
                        message.ifPresent(births::add);
                    }
                });
    }

    private void inForce(String list, long version) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            var birth = births.poll(20, TimeUnit.SECONDS);
            if (birth != null && holds(birth, list, version)) {
                return;
            }
        }
        throw new AssertionError(list + " version " + version + " did not come into force");
    }

    private static boolean holds(Json.Obj birth, String list, long version) {
        return birth.array("lists").orElseThrow().items().stream()
                .map(Json.Obj.class::cast)
                .anyMatch(
                        held ->
                                held.text("name").equals(Optional.of(list))
                                        && held.number("version").equals(Optional.of(version)));
    }

    /// The reason of the card's tap.
    private String tap(DaemonProcess daemon) throws Exception {
        try (var _ = new VirtualCard(Bench.known(), SimTear.NEVER, 0)) {
            var tap = taps.poll(10, TimeUnit.SECONDS);
            assertTrue(tap != null, () -> "the tap never came:\n" + daemon.output());
            return tap.text("reason").orElseThrow();
        } finally {
            long gone = System.nanoTime();
            Await.until(
                    "the presence to end",
                    Duration.ofSeconds(4),
                    () -> System.nanoTime() - gone > SUPPRESSED.toNanos());
        }
    }

    private List<ListEntry> people(Token one) {
        var people = publisher.people(OTHERS);
        people.add(publisher.person(one));
        return people;
    }

    private void publish(MqttClient broker, long version, List<ListEntry> people)
            throws MqttException {
        var head = publisher.people("demo", version, people, BITS);
        for (var sha256 : head.names()) {
            broker.publish(TOPICS.listBucket("demo", sha256), publisher.packed(sha256), 1, true);
        }
        broker.publish(TOPICS.listHead("demo"), Publisher.wire(head), 1, true);
    }

    private void deny(MqttClient broker, long version, List<ListEntry> entries)
            throws MqttException {
        broker.publish(TOPICS.deny(), publisher.deny(version, entries), 1, true);
    }
}
