package onecard.edge.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListBuild.Result;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Packed;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.publish.ListPublisher.Sent;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.BrokerFailed;
import onecard.edge.uplink.Brokers;
import onecard.edge.uplink.OperatorLink;
import onecard.edge.uplink.Topics;
import onecard.edge.words.Failed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator's day at a real broker: what is sent is what it lacks, in the right order, and never
/// an earlier version.
abstract class ListPublisherContract {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Tokens TOKENS = new Tokens(new byte[32]);
    private static final Topics TOPICS = new Topics("hall", "north");
    private static final String HEAD = TOPICS.listHead("staff");
    private static final int ROWS = 5_000;
    static final int BUCKETS = 8;

    /// For a change of one entry, on the wire.
    static final long BYTES_MAX = 65_536;

    static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path dir;
    private final AtomicLong clock = new AtomicLong();
    int port;
    Service broker;
    Host listener;

    abstract Service start(int at, Path directory) throws Exception;

    @BeforeEach
    void startBroker() throws Exception {
        port = Ports.free();
        broker = start(port, dir);
        listener = new Host(port, "listener");
        listener.hear("oc/v1/hall/list/#");
    }

    @AfterEach
    void stopBroker() throws Exception {
        listener.close();
        broker.close();
    }

    @Test
    void aChangedRowIsOneBucketAndTheHeadLast() throws Exception {
        build(0);
        var first = publish();
        assertEquals(BUCKETS, first.buckets());
        assertEquals(HEAD, sent(BUCKETS + 1).getLast(), "buckets first");

        build(1);
        var second = publish();
        var topics = sent(2);
        assertEquals(1, second.buckets());
        assertTrue(topics.getFirst().contains("/bucket/"), topics::toString);
        assertEquals(HEAD, topics.getLast());
        assertTrue(second.bytes() <= BYTES_MAX, () -> second.bytes() + " bytes");

        var again = publish();
        assertEquals(new Sent("staff", 2, 0, 0, 0), again);
        assertWhole(2);
    }

    @Test
    void anEarlierVersionIsNeverPublishedNorAnotherOfTheSame() throws Exception {
        build(0);
        build(1);
        publish();
        var old = dir.resolve("old");
        build(old, 0);
        assertThrows(Failed.class, () -> publish(old));
        build(old, 0);
        assertThrows(Failed.class, () -> publish(old), "the same version, and another list");
        assertWhole(2);
    }

    @Test
    void whatTheBrokerLostOrHoldsDamagedIsSentAgain() throws Exception {
        build(0);
        publish();
        var some = new ArrayList<>(names()).subList(0, 2);
        listener.say(TOPICS.listBucket("staff", some.get(0)), new byte[0], true);
        listener.say(TOPICS.listBucket("staff", some.get(1)), new byte[] {1, 2}, true);
        assertEquals(2, publish().buckets());
        assertWhole(1);
    }

    /// Whoever owns the broker may put anything there.
    @Test
    void aHeadOfAStrangersIsNoVersion() throws Exception {
        build(0);
        var stranger = SigningKey.ofSeed(Arrays.copyOf(new byte[] {1}, 32));
        var folder = new ListFolder(dir.resolve("strange"));
        new ListBuild(folder, "hall", TOKENS, ZoneId.of("UTC"), stranger)
                .list(csv(0), "staff", ListType.PEOPLE, terms(Optional.of(99L)), false);
        var theirs = Canonical.bytes(folder.signedHead("staff").orElseThrow());
        listener.say(HEAD, Packed.of(theirs), true);
        listener.say(TOPICS.listBucket("staff", "f".repeat(64)), new byte[] {1}, true);
        assertEquals(BUCKETS, publish().buckets());
        assertWhole(1);
    }

    @Test
    void whatIsDeniedIsPublishedOnceAndOnlyOnwards() throws Exception {
        var csv =
                Files.writeString(
                        dir.resolve("deny.csv"), "kind,id,from,reason\nuid,04a1b2c3,,lost\n");
        denied(dir.resolve("out"), csv);
        denied(dir.resolve("out"), csv);
        try (var publisher = publisher(dir.resolve("out"))) {
            assertTrue(publisher.publish("deny").bytes() > 0);
            assertEquals(0, publisher.publish("deny").bytes());
        }
        denied(dir.resolve("old"), csv);
        try (var publisher = publisher(dir.resolve("old"))) {
            assertThrows(Failed.class, () -> publisher.publish("deny"));
        }
    }

    @Test
    void aBrokerThatIsAwayIsSaidToBe() throws Exception {
        build(0);
        broker.stop();
        assertThrows(BrokerFailed.class, this::publish);
    }

    /// Whatever the broker keeps: the device may be at another node of a cluster. It gets what has
    /// changed since its version.
    @Test
    void aDeviceThatStaysBehindGetsTheListOnceMore() throws Exception {
        build(0);
        build(1);
        listener.say(TOPICS.birth(), birth(1), true);
        following(
                told -> {
                    assertEquals(BUCKETS, wait(told).buckets());
                    sent(BUCKETS + 1);
                    clock.addAndGet(Births.FIRST_AGAIN.toNanos());
                    assertEquals(1, wait(told).buckets());
                    assertEquals(HEAD, sent(2).getFirst(), "to be asked for the rest");
                });
    }

    @Test
    void whatIsBuiltMeanwhileIsPublished() throws Exception {
        build(0);
        following(
                told -> {
                    assertEquals(1, wait(told).version());
                    build(1);
                    assertEquals(2, wait(told).version());
                });
    }

    private interface Meanwhile {
        void happens(LinkedBlockingQueue<Sent> told) throws Exception;
    }

    private void following(Meanwhile meanwhile) throws Exception {
        var told = new LinkedBlockingQueue<Sent>();
        var thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try (var publisher = publisher(dir.resolve("out"))) {
                                        told.add(publisher.publish("staff"));
                                        publisher.follow(List.of("staff"), told::add);
                                    } catch (Exception _) {
                                        // Interrupted: the end of the test.
                                    }
                                });
        try {
            meanwhile.happens(told);
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    private static byte[] birth(long version) {
        var held = Json.Obj.EMPTY.with("name", "staff").with("version", version);
        return Canonical.bytes(Json.Obj.EMPTY.with("lists", new Json.Arr(List.of(held))));
    }

    private static Sent wait(LinkedBlockingQueue<Sent> told) throws InterruptedException {
        var sent = told.poll(20, TimeUnit.SECONDS);
        assertTrue(sent != null, "nothing was sent");
        return sent;
    }

    // --- small steps ---

    private ListPublisher publisher(Path out) throws Exception {
        var at = Brokers.at("mqtt://127.0.0.1:" + port);
        return new ListPublisher(
                at, "operator", new ListFolder(out), "hall", List.of(KEY.publicText()), clock::get);
    }

    Sent publish() throws Exception {
        return publish(dir.resolve("out"));
    }

    private Sent publish(Path out) throws Exception {
        try (var publisher = publisher(out)) {
            return publisher.publish("staff");
        }
    }

    void build(int changed) throws Exception {
        build(dir.resolve("out"), changed);
    }

    private void build(Path out, int changed) throws Exception {
        list(out, csv(changed));
    }

    void list(Path out, Path csv) throws Exception {
        var result =
                new ListBuild(new ListFolder(out), "hall", TOKENS, ZoneId.of("UTC"), KEY)
                        .list(csv, "staff", ListType.PEOPLE, terms(Optional.empty()), false);
        assertInstanceOf(Result.Built.class, result);
    }

    private static void denied(Path out, Path csv) throws Exception {
        new ListBuild(new ListFolder(out), "hall", TOKENS, ZoneId.of("UTC"), KEY)
                .denied(csv, terms(Optional.empty()), false);
    }

    private static ListBuild.Terms terms(Optional<Long> version) {
        var issued = Instant.parse("2026-11-28T08:00:00Z");
        return new ListBuild.Terms(version, issued, Optional.empty(), Optional.empty());
    }

    private Path csv(int changed) throws Exception {
        return rows(ROWS, changed);
    }

    /// The first person's schedule tells which turn it is.
    Path rows(int count, int changed) throws Exception {
        var csv = dir.resolve("staff.csv");
        try (var out = Files.newBufferedWriter(csv)) {
            out.write("kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
            out.write("uid,00000000,p-0,staff,,,turn-" + changed + ",\n");
            for (int i = 1; i < count; i++) {
                out.write("uid,%08x,p-%d,staff,2026-01-01,2026-12-31,,\n".formatted(i, i));
            }
        }
        return csv;
    }

    /// The topics of so many messages as they went live, in order, and no more.
    private List<String> sent(int count) {
        Await.until(count + " messages", SOON, () -> listener.heard().size() >= count);
        var topics = listener.topics();
        assertEquals(count, topics.size(), topics::toString);
        listener.heard().clear();
        return topics;
    }

    Set<String> names() throws Exception {
        return head().names();
    }

    private ListHead head() throws Exception {
        var folder = new ListFolder(dir.resolve("out"));
        return folder.signedHead("staff").flatMap(ListHead::read).orElseThrow();
    }

    /// A device that comes now finds this version and everything that it names.
    void assertWhole(long version) throws Exception {
        var named = new HashSet<>(names());
        named.add("head");
        try (var latecomer = new Host(port, "latecomer")) {
            latecomer.hear("oc/v1/hall/list/#");
            Await.until("all of it", SOON, () -> latecomer.kept().keySet().containsAll(named));
            assertWhole(version, latecomer.kept());
        }
    }

    private static void assertWhole(long version, Map<String, byte[]> kept) {
        var trusted = new TrustedKeys(List.of(KEY.publicText()));
        var head =
                Packed.open(kept.getOrDefault("head", new byte[0]), ListHead.BYTES_MAX)
                        .flatMap(trusted::verified)
                        .flatMap(ListHead::read)
                        .orElseThrow();
        assertEquals(version, head.version());
        for (int number = 0; number < head.buckets().size(); number++) {
            var part = head.buckets().get(number);
            var plain =
                    Packed.open(kept.getOrDefault(part.sha256(), new byte[0]), ListBucket.BYTES_MAX)
                            .orElseThrow();
            assertEquals(part.sha256(), ListBucket.sha256(plain));
            var entries = ListBucket.read(plain, head.bits(), number).orElseThrow();
            assertEquals(part.count(), entries.size());
        }
    }

    /// Anybody else at the broker.
    static final class Host implements AutoCloseable {
        private final List<OperatorLink.Word> heard = new ArrayList<>();
        private final OperatorLink link;

        Host(int port, String id) throws Exception {
            link = new OperatorLink(Brokers.at("mqtt://127.0.0.1:" + port), id);
        }

        void hear(String filter) throws Exception {
            link.subscribe(List.of(filter));
        }

        void say(String topic, byte[] payload, boolean retained) throws Exception {
            link.publish(new Broker.Message(topic, payload, 1, retained));
            link.settle();
        }

        /// So far.
        private List<OperatorLink.Word> heard() {
            try {
                for (var word = next(); word.isPresent(); word = next()) {
                    heard.add(word.get());
                }
            } catch (BrokerFailed | InterruptedException failed) {
                throw new AssertionError(failed);
            }
            return heard;
        }

        private Optional<OperatorLink.Word> next() throws BrokerFailed, InterruptedException {
            return link.next(System.nanoTime());
        }

        List<String> topics() {
            return heard().stream().map(OperatorLink.Word::topic).toList();
        }

        /// What came under the last level of its topic.
        Map<String, byte[]> kept() {
            var kept = new TreeMap<String, byte[]>();
            heard().forEach(
                            it ->
                                    kept.put(
                                            it.topic().substring(it.topic().lastIndexOf('/') + 1),
                                            it.payload()));
            return kept;
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
