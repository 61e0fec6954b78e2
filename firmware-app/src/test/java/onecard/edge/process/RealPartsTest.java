package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.uplink.Subscription;
import onecard.hal.Face;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.VirtualCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon as it is deployed, in a process of its own, with a real pcscd, a real mosquitto and
/// real files.
@Tag("pcscd")
@Tag("mosquitto")
class RealPartsTest {

    /// Of a campaign: `-Dsimulation.taps=N`.
    private static final int TAPS = Integer.getInteger("simulation.taps", 60);

    private static final int RESTARTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration SUPPRESSED = Duration.ofMillis(1_500);

    @TempDir Path dir;

    @Test
    void everyCardReachesTheBrokerWithinASecond() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port).withTwoReaders();
        var events = new LinkedBlockingQueue<Json.Obj>();
        try (var _ = Service.mosquitto(port, dir);
                var _ = Service.pcscd();
                var _ = taps(port, events);
                var daemon = bench.run().awaitReady()) {
            bench.importList();
            var micros = new ArrayList<Long>();
            var gone = new long[VirtualCard.SLOTS];
            for (int i = 0; i < TAPS; i++) {
                // Each side in turn, so that one has time to see its card gone meanwhile; and
                // another card than the last on that side, which would be suppressed so soon.
                int slot = i % VirtualCard.SLOTS;
                boolean known = i / VirtualCard.SLOTS % 2 == 0;
                if (i >= VirtualCard.SLOTS) {
                    Await.until("the presence to end", PATIENCE, absence(gone[slot]));
                }
                var card = known ? Bench.known() : Bench.stranger();
                try (var _ = new VirtualCard(card, SimTear.NEVER, slot)) {
                    long start = System.nanoTime();
                    var tap = events.poll(10, TimeUnit.SECONDS);
                    int number = i;
                    assertTrue(
                            tap != null,
                            () -> "tap " + number + " never came:\n" + daemon.output());
                    micros.add((System.nanoTime() - start) / 1_000);
                    // Whoever leaves, by the second reader, is let out.
                    assertEquals(
                            known || slot == 1 ? "OK" : "UNKNOWN",
                            tap.text("reason").orElseThrow(),
                            daemon::output);
                }
                gone[slot] = System.nanoTime();
            }
            micros.sort(null);
            long slowest = micros.getLast();
            System.out.printf(
                    "card in the field to event at mosquitto: p50 %d ms, p99 %d ms, max %d ms, %d of"
                            + " %d%n",
                    micros.get(TAPS / 2) / 1_000,
                    micros.get(TAPS * 99 / 100) / 1_000,
                    slowest / 1_000,
                    micros.size(),
                    TAPS);
            // Half of them: one that fell into a pause of the machine is not the daemon's.
            long half = micros.get(TAPS / 2);
            assertTrue(half < 1_000_000, () -> "half took " + half + " us");
            assertEquals(0, daemon.stop());
        }
    }

    @Test
    void pcscdMayDieTwentyTimesAndTapsGoOn() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port);
        var events = new LinkedBlockingQueue<Json.Obj>();
        try (var _ = Service.mosquitto(port, dir);
                var pcscd = Service.pcscd();
                var _ = taps(port, events);
                var daemon = bench.run().awaitReady()) {
            long process = daemon.pid();
            var millis = new ArrayList<Long>();
            for (int i = 0; i < RESTARTS; i++) {
                pcscd.kill();
                pcscd.startAgain();
                long back = System.nanoTime();
                // Another card each time: the same one so soon would be suppressed.
                var card = SimCard.plain("04ffee%02x".formatted(i));
                try (var _ = new VirtualCard(card)) {
                    var tap = events.poll(10, TimeUnit.SECONDS);
                    int round = i;
                    assertTrue(
                            tap != null,
                            () -> "no tap after restart " + round + ":\n" + daemon.output());
                }
                millis.add((System.nanoTime() - back) / 1_000_000);
                Await.until("the presence to end", PATIENCE, absence(System.nanoTime()));
            }
            millis.sort(null);
            long half = millis.get(RESTARTS / 2);
            long slowest = millis.getLast();
            System.out.printf(
                    "tap after pcscd's return: half within %d ms, all within %d ms, %d restarts%n",
                    half, slowest, RESTARTS);
            assertTrue(slowest <= 2_000, () -> "the slowest took " + slowest + " ms");
            assertTrue(daemon.alive() && daemon.pid() == process);
        }
    }

    @Test
    void aCardTornAtEveryCommandIsOneRefusalEach() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port);
        var events = new LinkedBlockingQueue<Json.Obj>();
        try (var _ = Service.mosquitto(port, dir);
                var _ = Service.pcscd();
                var _ = taps(port, events);
                var _ = bench.run().awaitReady()) {
            bench.importList();
            // SELECT application, SELECT file, three records: five commands.
            for (int commands = 0; commands < 5; commands++) {
                try (var _ = new VirtualCard(Bench.known(), SimTear.afterCommands(commands), 0)) {
                    var tap = events.poll(10, TimeUnit.SECONDS);
                    int torn = commands;
                    assertTrue(tap != null, () -> "no event after a tear at command " + torn);
                    assertEquals("CARD_UNREADABLE", tap.text("reason").orElseThrow());
                    assertTrue(tap.object("credential").isEmpty(), "a torn card has no token");
                }
                Await.until("the presence to end", PATIENCE, absence(System.nanoTime()));
            }
            assertEquals(0, events.size());
        }
    }

    /// T=CL and T=0 as a real service speaks them.
    @Test
    void bothFacesOfACardAreOneTokenThroughARealService() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port);
        var events = new LinkedBlockingQueue<Json.Obj>();
        try (var _ = Service.mosquitto(port, dir);
                var _ = Service.pcscd();
                var _ = taps(port, events);
                var daemon = bench.run().awaitReady()) {
            bench.importList();
            var tokens = new ArrayList<String>();
            for (var face : Face.values()) {
                try (var _ = new VirtualCard(Bench.known().through(face))) {
                    var tap = events.poll(10, TimeUnit.SECONDS);
                    assertTrue(tap != null, () -> face + " never came:\n" + daemon.output());
                    assertEquals("OK", tap.text("reason").orElseThrow(), daemon::output);
                    tokens.add(
                            tap.object("credential")
                                    .flatMap(credential -> credential.text("token"))
                                    .orElseThrow());
                }
                // Beyond the suppression of the same card coming back.
                long gone = System.nanoTime() + SUPPRESSED.toNanos();
                Await.until("the presence to end", PATIENCE, absence(gone));
            }
            assertEquals(tokens.getFirst(), tokens.getLast());
        }
    }

    @Test
    void noRawNumberIsAnywhereInWhatTheRunProduced() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port);
        var events = new LinkedBlockingQueue<Json.Obj>();
        var messages = new LinkedBlockingQueue<String>();
        var objections = new LinkedBlockingQueue<String>();
        var contract = new ContractValidator();
        String output;
        try (var _ = Service.mosquitto(port, dir);
                var _ = Service.pcscd();
                var _ = taps(port, events);
                var _ =
                        new Subscription(
                                "mqtt://127.0.0.1:" + port,
                                "canaries",
                                "#",
                                (topic, text) -> {
                                    messages.add(topic + text);
                                    contract.objection(topic, text).ifPresent(objections::add);
                                });
                var daemon = bench.run().awaitReady()) {
            bench.importList();
            try (var _ = new VirtualCard(Bench.known())) {
                assertTrue(events.poll(10, TimeUnit.SECONDS) != null);
            }
            Await.until("the presence to end", PATIENCE, absence(System.nanoTime()));
            try (var _ = new VirtualCard(Bench.stranger())) {
                assertTrue(events.poll(10, TimeUnit.SECONDS) != null);
            }
            assertEquals(0, daemon.stop());
            output = daemon.output();
        }
        var canaries = List.of("342500d1560000050000000000000001", "04ffeedd", "p-0001");
        for (var canary : canaries) {
            assertTrue(!output.contains(canary), canary + " is in the log");
            assertTrue(messages.stream().noneMatch(text -> text.contains(canary)), canary);
            try (var files = Files.walk(bench.state)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    assertTrue(!holds(file, canary), canary + " is in " + file);
                }
            }
        }
        assertTrue(!messages.isEmpty());
        assertEquals(List.of(), List.copyOf(objections), "every message keeps the contract");
    }

    /// Text as it stands, and the bytes it stands for.
    private static boolean holds(Path file, String canary) throws IOException {
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        boolean hex = canary.matches("[0-9a-f]+");
        var raw =
                hex
                        ? new String(
                                java.util.HexFormat.of().parseHex(canary),
                                StandardCharsets.ISO_8859_1)
                        : canary;
        return bytes.toLowerCase(java.util.Locale.ROOT).contains(canary) || bytes.contains(raw);
    }

    private static Subscription taps(int port, LinkedBlockingQueue<Json.Obj> events)
            throws Exception {
        return new Subscription(
                "mqtt://127.0.0.1:" + port,
                "test-taps",
                "oc/v1/bench/bench/evt/door-1/tap",
                (_, payload) ->
                        events.add(
                                JsonReader.object(payload)
                                        .flatMap(event -> event.object("data"))
                                        .orElseThrow()));
    }

    /// True once 300 ms of absence, and pcscd's own 400 ms of noticing it, have passed for sure:
    /// no message tells a test that a presence has ended.
    private static java.util.function.BooleanSupplier absence(long gone) {
        long end = gone + Duration.ofMillis(800).toNanos();
        return () -> System.nanoTime() > end;
    }
}
