package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListHead.Part;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Packed;
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

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Topics TOPICS = new Topics("bench", "bench");
    private static final int OTHERS = 4_000;
    private static final int BITS = 4;
    /// Until the reader sees the card gone, and the same one counts again.
    private static final Duration SUPPRESSED = Duration.ofMillis(2_500);

    @TempDir Path dir;
    private final LinkedBlockingQueue<Json.Obj> taps = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Json.Obj> births = new LinkedBlockingQueue<>();
    private final Random random = new Random(3);

    @Test
    void aCardIsLetInByAListAndKeptOutByWhatIsDenied() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port);
        var yaml = Files.readString(bench.site);
        Files.writeString(
                bench.site,
                yaml.replace("lists: { demo: { local: true } }", "lists: { demo: {} }")
                        .replace(
                                "generate: true }",
                                "generate: true }, lists: [\"" + KEY.publicText() + "\"]"));
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
                inForce("demo", 1);
                assertEquals("OK", tap(daemon));

                var denied = ListEntry.of("ssc", token, Json.Obj.EMPTY.with("reason", "lost"));
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
        var people = new ArrayList<ListEntry>();
        people.add(person(one));
        for (int i = 0; i < OTHERS; i++) {
            people.add(person(new Token(random.nextLong(), random.nextLong())));
        }
        return people;
    }

    private ListEntry person(Token token) {
        var subject = new Token(random.nextLong(), random.nextLong()).toString();
        return ListEntry.of("ssc", token, Json.Obj.EMPTY.with("subject", subject));
    }

    private void publish(MqttClient broker, long version, List<ListEntry> people)
            throws MqttException {
        var parts = new ArrayList<Part>();
        for (int number = 0; number < 1 << BITS; number++) {
            int wanted = number;
            var bucket =
                    people.stream()
                            .filter(it -> ListBucket.number(it.token(), BITS) == wanted)
                            .toList();
            var bytes = ListBucket.bytes(bucket);
            var sha256 = ListBucket.sha256(bytes);
            broker.publish(TOPICS.listBucket("demo", sha256), Packed.of(bytes), 1, true);
            parts.add(new Part(sha256, bucket.size()));
        }
        var head =
                new ListHead(
                        "bench",
                        "demo",
                        ListType.PEOPLE,
                        version,
                        now(),
                        Optional.empty(),
                        0,
                        people.size(),
                        BITS,
                        parts);
        var wire = Packed.of(Canonical.bytes(head.signed(KEY)));
        broker.publish(TOPICS.listHead("demo"), wire, 1, true);
    }

    private static void deny(MqttClient broker, long version, List<ListEntry> entries)
            throws MqttException {
        var list = new DenyList("bench", version, now(), Optional.empty(), entries);
        var text = Canonical.text(list.signed(KEY));
        broker.publish(TOPICS.deny(), text.getBytes(StandardCharsets.UTF_8), 1, true);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
