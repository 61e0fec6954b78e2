package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.edge.UplinkedJournal;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster of three brokers, all in memory, each in a process of its own, of which one is killed.
/// A PUBACK of such a cluster proves nothing: it may have been the last act of a broker that then
/// took the message with it. What does is the word of the host, which sees the gap in `seq` and
/// asks again.
@Timeout(120)
class ClusterTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DEVICE = "oc/v1/bench/bench/";
    private static final int TAPS = 5_000;
    private static final String NOTHING = "nothing";
    private static final String HEAD = "oc/v1/bench/list/demo/head";
    private static final SigningKey LISTS = SigningKey.ofSeed(new byte[32]);
    private static final int PARTS = 64;
    private static final Duration FOLLOWED = Duration.ofSeconds(200);

    @TempDir Path dir;

    private final Ledger ledger = new Ledger();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Service> brokers = new ArrayList<>();
    private int late;

    @BeforeEach
    void startBrokers() throws Exception {
        var own = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            ports.add(Ports.free());
            own.add(Ports.free());
        }
        for (int i = 0; i < 3; i++) {
            brokers.add(
                    Service.java(
                            ArtemisProcess.class,
                            ports.get(i),
                            own.get(i),
                            own.get((i + 1) % 3),
                            own.get((i + 2) % 3)));
        }
        awaitCluster();
    }

    @AfterEach
    void killBrokers() throws Exception {
        for (var broker : brokers) {
            broker.kill();
        }
    }

    @Tag("long")
    @Test
    void theBrokerOfADeviceMayDieUnderLoad() throws Exception {
        brokerDies(0);
    }

    @Test
    void theBrokerOfTheHostMayDieUnderLoad() throws Exception {
        brokerDies(2);
    }

    /// The device is at the first broker, the host at the last; either goes to the second.
    private void brokerDies(int which) throws Exception {
        try (var toDevice = new CutLine(ports.get(0), ports.get(1));
                var toHost = new CutLine(ports.get(2), ports.get(1));
                var host = new Listener(toHost.port(), "host", DEVICE + "evt/#", ledger::hear);
                var producer = new Producer(dir.resolve("state"), toDevice.port())) {
            var load = CompletableFuture.supplyAsync(() -> taps(producer));
            Await.until("the load to pass", SOON, () -> ledger.size() >= TAPS / 4);
            brokers.get(which).kill();
            assertTrue(ledger.size() < TAPS, "it was over before");

            load.get(SOON.toSeconds(), TimeUnit.SECONDS);
            Await.until("a good PUBACK for each", SOON, () -> producer.counts().unsent() == 0);
            awaitEvent(producer.taps(1));
            var journal = producer.journal();
            var missing = ledger.missing(journal);
            System.out.printf(
                    "%d of %d acknowledged events went with broker %d%n",
                    missing.size(), journal.size(), which);
            for (var id : missing) {
                producer.replay(Long.parseLong(id.substring(id.lastIndexOf(':') + 1)));
            }

            Await.until("the gaps to be filled", SOON, () -> ledger.missing(journal).isEmpty());
            ledger.assertEqualTo(journal);
            acknowledge(host, producer, journal.getLast());
        }
    }

    /// A broker keeps to itself what it retains. So whoever must be told listens all the time:
    /// a device says who it is wherever it comes to, and that word goes to everybody who listens;
    /// whatever a device shows to lack is then said to it again.
    @Test
    void whatIsRetainedStaysBehindAndIsSaidAgain() throws Exception {
        var heard = new LinkedBlockingQueue<Listener.Heard>();
        try (var toDevice = new CutLine(ports.get(0), ports.get(1));
                var host =
                        new Listener(
                                ports.get(2),
                                "host",
                                DEVICE + "birth",
                                word -> {
                                    if (!word.text().equals(NOTHING)) {
                                        heard.add(word);
                                    }
                                });
                var producer = new Producer(dir.resolve("state"), toDevice.port())) {
            producer.taps(1);
            assertFalse(next(heard).retained(), "it came live");
            assertTrue(lateAt(0).retained());
            assertEquals(NOTHING, lateAt(1).text());

            brokers.get(0).kill();

            next(heard);
            assertTrue(lateAt(1).retained());
            assertEquals(NOTHING, lateAt(2).text());
            acknowledge(host, producer, producer.journal().getLast());
        }
    }

    /// More parts than a device asks for at once, and none of them kept where it comes to.
    @Tag("long")
    @Timeout(300)
    @Test
    void aListReachesADeviceAtAnotherBrokerByThePublisherThatFollows() throws Exception {
        build(dir.resolve("lists"));
        var versions = new LinkedBlockingQueue<Long>();
        var bench = new Bench(dir, ports.get(1)).withoutReader().withSignedList(LISTS);
        try (var _ =
                        new Listener(
                                ports.get(2),
                                "host",
                                DEVICE + "birth",
                                word -> versions.add(version(word.text())));
                var publisher = follow(dir.resolve("lists"), ports.get(0))) {
            Await.until("its broker to have it", SOON, () -> publisher.output().contains("demo"));
            assertTrue(lateAt(0, HEAD).retained());
            assertEquals(NOTHING, lateAt(1, HEAD).text());

            long start = System.nanoTime();
            try (var _ = bench.run().awaitReady()) {
                assertEquals(0, versions.poll(SOON.toSeconds(), TimeUnit.SECONDS));
                Await.until("its list", FOLLOWED, () -> Long.valueOf(1).equals(versions.peek()));
            }
            System.out.printf(
                    "%d parts at another broker's device after %d s%n%s%n",
                    PARTS, (System.nanoTime() - start) / 1_000_000_000, publisher.output());
        }
    }

    private static DaemonProcess follow(Path lists, int port) throws IOException {
        var broker = "mqtt://127.0.0.1:" + port;
        return new DaemonProcess(
                "list", "publish", lists.toString(), "--follow", "--broker", broker);
    }

    private void build(Path lists) throws IOException {
        var csv = dir.resolve("demo.csv");
        try (var out = Files.newBufferedWriter(csv)) {
            out.write("kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
            for (int i = 0; i < PARTS * 1_000; i++) {
                out.write("uid,%08x,p-%d,staff,,,,\n".formatted(i, i));
            }
        }
        var terms =
                new ListBuild.Terms(
                        Optional.empty(), Instant.now(), Optional.empty(), Optional.empty());
        var tokens = new Tokens(new byte[32]);
        var built =
                new ListBuild(new ListFolder(lists), "bench", tokens, ZoneId.of("UTC"), LISTS)
                        .list(csv, "demo", ListType.PEOPLE, terms, false);
        assertInstanceOf(ListBuild.Result.Built.class, built);
        var head = new ListFolder(lists).signedHead("demo").flatMap(ListHead::read).orElseThrow();
        assertEquals(PARTS, head.names().size());
    }

    /// Of the list, as a birth tells it.
    private static long version(String birth) {
        return JsonReader.object(birth).flatMap(it -> it.array("lists")).stream()
                .flatMap(lists -> lists.items().stream())
                .map(Json.Obj.class::cast)
                .filter(list -> list.text("name").equals(Optional.of("demo")))
                .mapToLong(list -> list.number("version").orElse(0L))
                .sum();
    }

    private Listener.Heard lateAt(int broker) throws Exception {
        return lateAt(broker, DEVICE + "birth");
    }

    /// What somebody who comes only now to a broker is told first: its own word if nothing is kept
    /// there.
    private Listener.Heard lateAt(int broker, String topic) throws Exception {
        var heard = new LinkedBlockingQueue<Listener.Heard>();
        try (var listener = new Listener(ports.get(broker), "late-" + ++late, topic, heard::add)) {
            listener.say(topic, NOTHING);
            return next(heard);
        }
    }

    /// A host says it again until a device believes it.
    private static void acknowledge(Listener host, Producer producer, String event) {
        var data = JsonReader.object(event).flatMap(known -> known.object("data")).orElseThrow();
        var ack =
                Json.Obj.EMPTY
                        .with("v", 1)
                        .with("site", "bench")
                        .with("device", "bench")
                        .with("epoch", data.text("epoch").orElseThrow())
                        .with("seq", data.number("seq").orElseThrow())
                        .with("hash", data.text("hash").orElseThrow())
                        .with("issued", "2026-11-23T08:00:00+08:00")
                        .with("by", "host")
                        .with("key", UplinkedJournal.HOST.publicText());
        var signed = Canonical.text(ack.with("sig", UplinkedJournal.HOST.sign(ack)));
        Await.until(
                "the host to be believed",
                SOON,
                () -> {
                    host.say(DEVICE + "ack", signed);
                    return producer.counts().acks() > 0;
                });
    }

    /// Each hears what is said at any.
    private void awaitCluster() throws Exception {
        Set<String> heard = ConcurrentHashMap.newKeySet();
        var members = new ArrayList<Listener>();
        try {
            for (int port : ports) {
                members.add(
                        new Listener(
                                port,
                                "member-" + port,
                                "members",
                                word -> heard.add(port + " hears " + word.text())));
            }
            Await.until(
                    "the three to be one",
                    SOON,
                    () -> {
                        for (int i = 0; i < ports.size(); i++) {
                            members.get(i).say("members", Integer.toString(ports.get(i)));
                        }
                        return heard.size() == ports.size() * ports.size();
                    });
        } finally {
            members.forEach(Listener::close);
        }
    }

    private void awaitEvent(long seq) {
        Await.until(
                "seq " + seq,
                SOON,
                () ->
                        ledger.events().stream()
                                .anyMatch(event -> Ledger.id(event).endsWith(":" + seq)));
    }

    private static Listener.Heard next(BlockingQueue<Listener.Heard> heard) throws Exception {
        var next = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard within " + SOON);
        }
        return next;
    }

    private static long taps(Producer producer) {
        try {
            return producer.taps(TAPS);
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
