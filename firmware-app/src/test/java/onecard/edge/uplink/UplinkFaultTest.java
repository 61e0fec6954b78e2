package onecard.edge.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.uplink.FakeBroker.Answer;
import onecard.edge.uplink.FakeBroker.Manners;
import onecard.edge.uplink.FakeBroker.Publish;
import onecard.edge.uplink.Tally.Count;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real client, real sockets, a broker that misbehaves: nothing is lost, nothing gets stuck.
@Timeout(60)
class UplinkFaultTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Topics TOPICS = new Topics("bench", "bench");
    private static final SigningKey HOST = SigningKey.ofSeed(new byte[32]);

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Set<Trouble> troubles = ConcurrentHashMap.newKeySet();

    BrokerClient client() {
        return BrokerClient.PAHO;
    }

    /// Of a host that holds ten rows.
    private static byte[] ack() {
        var ack =
                Json.Obj.EMPTY
                        .with("v", 1)
                        .with("site", "bench")
                        .with("device", "bench")
                        .with("epoch", MemoryOutbox.EPOCH)
                        .with("seq", 10)
                        .with("hash", "%064x".formatted(10))
                        .with("key", HOST.publicText());
        return Canonical.bytes(ack.with("sig", HOST.sign(ack)));
    }

    private Uplink uplink(String url) {
        return uplink(url, Duration.ofMillis(5));
    }

    private Uplink uplink(String url, Duration pause) {
        Backoff soon =
                (trouble, attempt) -> {
                    troubles.add(trouble);
                    return pause;
                };
        var broker = client().broker(url, Optional.empty(), Optional.empty(), Instant::now);
        var ports =
                new Courier.Ports(
                        outbox,
                        broker,
                        soon,
                        List.of(
                                new Acks(
                                        TOPICS,
                                        new TrustedKeys(List.of(HOST.publicText())),
                                        outbox)),
                        (alarm, active, detail) -> {},
                        Object::toString,
                        () -> Json.Obj.EMPTY,
                        () -> Json.Obj.EMPTY,
                        () -> ClockTrust.SYNCED,
                        () -> "2026-11-23T08:00:00.000+08:00",
                        () -> true);
        return new Uplink(new Courier.Settings(TOPICS, 7, 100_000), ports, System::nanoTime);
    }

    private void rows(int number) {
        for (int i = 0; i < number; i++) {
            outbox.add(Long.MIN_VALUE);
        }
    }

    private static boolean event(Publish publish) {
        return publish.topic().contains("/evt/");
    }

    private void assertDrains(int rows, int receiveMaximum, Manners manners) throws Exception {
        rows(rows);
        try (var broker = new FakeBroker(receiveMaximum, manners);
                var uplink = uplink(broker.url())) {
            uplink.start();
            assertTrue(
                    outbox.awaitAllSent(30_000),
                    () -> outbox.unsentCount() + " unsent, " + uplink.health());
            var ids =
                    broker.taken.stream()
                            .filter(text -> text.contains("\"id\""))
                            .collect(Collectors.toSet());
            assertEquals(rows, ids.size(), "every row reached the broker");
            assertTrue(
                    broker.mostUnanswered.get() <= Math.min(32, receiveMaximum),
                    () -> "window was " + broker.mostUnanswered);
        }
    }

    /// Whatever it waits for: a thread that is stuck is told from one that has nothing to do.
    @Test
    void itShowsThatItLivesWhileItWaits() throws Exception {
        try (var uplink = uplink("mqtt://127.0.0.1:" + Ports.free(), Duration.ofHours(1))) {
            uplink.start();
            Await.until("no broker", SOON, () -> uplink.health().trouble().isPresent());
            long before = uplink.progressNanos();
            Await.until("progress", SOON, () -> uplink.progressNanos() > before);
        }
    }

    @Test
    void healthyBrokerGetsTheBacklogInOrder() throws Exception {
        rows(1_000);
        try (var broker = new FakeBroker(20, new Manners() {});
                var uplink = uplink(broker.url())) {
            uplink.start();
            assertTrue(outbox.awaitAllSent(20_000));
            var ids =
                    broker.published.stream()
                            .filter(UplinkFaultTest::event)
                            .map(publish -> new String(publish.payload(), UTF_8))
                            .map(text -> text.replaceAll(".*\"seq\":(\\d+).*", "$1"))
                            .map(Integer::valueOf)
                            .toList();
            assertEquals(ids.stream().sorted().toList(), ids);
            assertTrue(
                    broker.published.stream()
                            .filter(UplinkFaultTest::event)
                            .allMatch(
                                    publish ->
                                            !publish.retained()
                                                    && new String(publish.payload(), UTF_8)
                                                            .endsWith(",\"replayed\":true}")));
        }
    }

    @Test
    void receiveMaximumOfOneIsRespected() throws Exception {
        assertEquals(1, mostUnanswered(60, 1));
    }

    @Test
    void aWiderWindowIsUsedAndNotExceeded() throws Exception {
        int most = mostUnanswered(200, 20);
        assertTrue(most > 10 && most <= 20, () -> most + " unanswered");
    }

    /// How far the uplink runs ahead of a broker that answers only when it has fallen silent.
    private int mostUnanswered(int rows, int receiveMaximum) throws Exception {
        rows(rows);
        try (var broker =
                        new FakeBroker(
                                receiveMaximum,
                                new Manners() {
                                    @Override
                                    public boolean holdsAnswers() {
                                        return true;
                                    }
                                });
                var uplink = uplink(broker.url())) {
            uplink.start();
            assertTrue(outbox.awaitAllSent(20_000));
            return broker.mostUnanswered.get();
        }
    }

    @Test
    void quotaRefusalIsNeverMarkedSentAndTriedAgain() throws Exception {
        var refusals = new AtomicInteger();
        var early = new AtomicBoolean();
        assertDrains(
                300,
                20,
                new Manners() {
                    @Override
                    public Answer answer(Publish publish, int connection) {
                        boolean refuse = event(publish) && refusals.incrementAndGet() <= 40;
                        if (refuse && outbox.sent(300)) {
                            early.set(true);
                        }
                        return new Answer.Code(refuse ? 0x97 : 0);
                    }
                });
        assertTrue(refusals.get() >= 340, "each refused row came again");
        assertFalse(early.get(), "a refused row was marked sent");
    }

    @Test
    void poisonRowHoldsNobodyUpAndIsNeverMarkedSent() throws Exception {
        rows(100);
        try (var broker =
                        new FakeBroker(
                                20,
                                new Manners() {
                                    @Override
                                    public Answer answer(Publish publish, int connection) {
                                        boolean poison =
                                                new String(publish.payload(), UTF_8)
                                                        .contains("\"seq\":7}");
                                        return new Answer.Code(poison ? 0x99 : 0);
                                    }
                                });
                var uplink = uplink(broker.url())) {
            uplink.start();
            await(() -> outbox.unsentCount() <= 1);
            assertFalse(outbox.sent(7));
            assertTrue(uplink.tally().of(Count.EVENTS_REFUSED) > 0);
        }
        assertFalse(outbox.sent(7));
    }

    @Test
    void connectionCutInFlightLosesNothing() throws Exception {
        var seen = new AtomicInteger();
        assertDrains(
                500,
                20,
                new Manners() {
                    @Override
                    public Answer answer(Publish publish, int connection) {
                        return event(publish) && seen.incrementAndGet() % 97 == 0
                                ? new Answer.Cut()
                                : new Answer.Code(0);
                    }
                });
        assertTrue(troubles.contains(Trouble.NETWORK));
    }

    @Test
    void wrongPasswordIsToldApartFromADeadNetwork() throws Exception {
        assertDrains(
                20,
                20,
                new Manners() {
                    @Override
                    public int connack(int connection) {
                        return connection == 1 ? 0x86 : 0;
                    }
                });
        assertTrue(troubles.contains(Trouble.REFUSED), troubles::toString);
    }

    @Test
    void garbageEndsTheLinkAndNotTheUplink() throws Exception {
        assertDrains(
                50,
                20,
                new Manners() {
                    @Override
                    public byte[] afterSubscribe(int connection, String filter) {
                        return connection == 1
                                ? new byte[] {
                                    (byte) 0xF7,
                                    (byte) 0xFF,
                                    (byte) 0xFF,
                                    (byte) 0xFF,
                                    (byte) 0xFF,
                                    1,
                                    2,
                                    3
                                }
                                : new byte[0];
                    }
                });
    }

    @Test
    void silentConnackEndsAtOurOwnDeadline() throws Exception {
        assertDrains(
                10,
                20,
                new Manners() {
                    @Override
                    public boolean silentConnect(int connection) {
                        return connection == 1;
                    }
                });
    }

    @Test
    void retainedUnsignedBloatedAndFloodingAcksChangeNothing() throws Exception {
        rows(10);
        var flood = new ByteArrayOutputStream();
        for (int i = 0; i < 5_000; i++) {
            flood.writeBytes(FakeBroker.publishPacket(TOPICS.ack(), "junk".getBytes(UTF_8), false));
        }
        flood.writeBytes(FakeBroker.publishPacket(TOPICS.ack(), ack(), true));
        var bloated = new String(ack(), UTF_8) + " ".repeat(8_192);
        flood.writeBytes(FakeBroker.publishPacket(TOPICS.ack(), bloated.getBytes(UTF_8), false));
        try (var broker =
                        new FakeBroker(
                                20,
                                new Manners() {
                                    @Override
                                    public byte[] afterSubscribe(int connection, String filter) {
                                        return filter.equals(TOPICS.ack())
                                                ? flood.toByteArray()
                                                : new byte[0];
                                    }
                                });
                var uplink = uplink(broker.url())) {
            uplink.start();
            assertTrue(outbox.awaitAllSent(20_000));
            await(
                    () ->
                            uplink.tally().of(Count.INBOUND_IGNORED)
                                            + uplink.tally().of(Count.INBOUND_DROPPED)
                                    >= 5_002);
            assertEquals(0, outbox.ackedTo());
        }
    }

    @Test
    void signedAckOfOursIsTaken() throws Exception {
        rows(10);
        try (var broker =
                        new FakeBroker(
                                20,
                                new Manners() {
                                    @Override
                                    public byte[] afterSubscribe(int connection, String filter) {
                                        return FakeBroker.publishPacket(TOPICS.ack(), ack(), false);
                                    }
                                });
                var uplink = uplink(broker.url())) {
            uplink.start();
            assertTrue(outbox.awaitAckedTo(10, 20_000));
        }
    }

    @Test
    void manyReconnectsLeaveNoThreadBehind() throws Exception {
        rows(1);
        int before = clientThreads();
        var enough = new CountDownLatch(40);
        try (var broker =
                        new FakeBroker(
                                20,
                                new Manners() {
                                    @Override
                                    public Answer answer(Publish publish, int connection) {
                                        if (!event(publish)) {
                                            return new Answer.Code(0);
                                        }
                                        enough.countDown();
                                        return new Answer.Cut();
                                    }
                                });
                var uplink = uplink(broker.url())) {
            uplink.start();
            assertTrue(
                    enough.await(50, TimeUnit.SECONDS),
                    () -> enough.getCount() + " left, " + uplink.health());
        }
        assertFalse(outbox.sent(1));
        await(() -> clientThreads() - before <= 2); // those of the last links end by themselves
    }

    /// Looks until it holds; fails after 20 s.
    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int clientThreads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().matches("(MQTT|hivemq-link).*"))
                        .count();
    }
}
