package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import onecard.edge.ContractValidator;
import onecard.edge.config.DesiredSite;
import onecard.edge.config.Trial;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.uplink.Subscription;
import onecard.edge.uplink.Topics;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Site files from a real broker to a daemon in a process of its own: taken, refused, given up; and
/// no relay moves (I32, I66).
@Tag("mosquitto")
class ConfigTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final SigningKey OTHER = SigningKey.ofSeed(seed());
    private static final Topics TOPICS = new Topics("bench", "bench");
    /// A trial that does not end well says so before.
    private static final Duration SOON = Trial.LIMIT.plusSeconds(30);

    /// Longer than a trial.
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static byte[] seed() {
        var seed = new byte[32];
        seed[0] = 1;
        return seed;
    }

    @TempDir Path dir;
    private final LinkedBlockingQueue<Json.Obj> reports = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Json.Obj> births = new LinkedBlockingQueue<>();
    private final ContractValidator contract = new ContractValidator();
    private final LinkedBlockingQueue<String> objections = new LinkedBlockingQueue<>();
    private int port;
    private Bench bench;
    private String yaml = "";
    private Service mosquitto;
    private Subscription operator;
    private MqttClient host;

    @BeforeEach
    void start() throws Exception {
        port = Ports.free();
        bench = new Bench(dir, port).withoutReader();
        yaml =
                Files.readString(bench.site)
                        .replace(
                                "generate: true }",
                                "generate: true }, configs: [\"" + KEY.publicText() + "\"]");
        Files.writeString(bench.site, yaml);
        mosquitto = Service.mosquitto(port, dir);
        operator = operator();
        host = new MqttClient("tcp://127.0.0.1:" + port, "host", new MemoryPersistence());
        host.connect();
    }

    @AfterEach
    void stop() throws Exception {
        if (host.isConnected()) {
            host.disconnect();
        }
        operator.close();
        mosquitto.close();
        assertEquals("[]", objections.toString());
    }

    private void heard(String topic, String text) {
        contract.objection(topic, text).ifPresent(objections::add);
        var message = JsonReader.object(text);
        if (topic.equals(TOPICS.configReported())) {
            message.ifPresent(reports::add);
        } else if (topic.equals(TOPICS.birth())) {
            message.ifPresent(births::add);
        }
    }

    @Test
    void aGoodOneIsTriedAndKeptAndABadOneRefusedWithAllItsProblems() throws Exception {
        try (var daemon = bench.run().awaitReady()) {
            assertEquals("accepted", next(reports).text("state").orElseThrow());
            var before = next(births);
            desire(KEY, 1, yaml.replace("least: A0", "least: A1"));
            report(it -> version(it) == 1 && state(it).equals("accepted"));
            assertFalse(config(next(births)).equals(config(before)));

            // A first mistake, and a second.
            desire(KEY, 2, yaml.replace("least: A0", "least: A9").replace("retention", "x"));
            var refused = report(it -> state(it).equals("refused"));
            assertEquals(Optional.of(1L), refused.number("version"));
            assertEquals(Optional.of(2L), refused.number("desired"));
            assertTrue(refused.array("problems").orElseThrow().items().size() >= 1);

            desire(KEY, 3, yaml.replace("device: bench", "device: elsewhere"));
            report(
                    it ->
                            state(it).equals("refused")
                                    && it.number("desired").equals(Optional.of(3L)));

            // Neither who may not, nor what was before.
            desire(OTHER, 9, yaml);
            desire(KEY, 1, yaml.replace("least: A0", "least: A2"));
            desire(KEY, 4, yaml.replace("least: A0", "least: A2"));
            report(it -> version(it) == 4 && state(it).equals("accepted"));
            assertEquals(1, starts(), "its line was held all the while");
            assertEquals(0, daemon.stop(), daemon::output);
        }
        // By what was kept, not by the file given.
        try (var daemon = bench.run().awaitReady()) {
            assertEquals(4, version(report(it -> state(it).equals("accepted"))));
            assertEquals(0, daemon.stop());
        }
        // By the one before, where that is damaged.
        Files.writeString(bench.state.resolve("config/b.yaml"), "onecard: 1");
        try (var daemon = bench.run().awaitReady()) {
            var report = report(it -> it.text("detail").isPresent());
            assertEquals("1 accepted", version(report) + " " + state(report));
            var alarm =
                    new Watched(bench.state)
                            .next(it -> it.text("alarm").equals(Optional.of("site_file_damaged")));
            assertEquals(Optional.of("version 4: damaged"), alarm.text("detail"));
            assertEquals(0, daemon.stop());
        }
        assertFalse(trace().contains("\"level\":1"), this::trace);
    }

    @Test
    void oneThatDoesNotStartIsGivenUp() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var daemon = bench.run().awaitReady()) {
            var listen = "127.0.0.1:" + taken.getLocalPort();
            desire(KEY, 1, yaml + "metrics: { listen: \"" + listen + "\" }\n");
            var report = report(it -> state(it).equals("rolled_back"));
            assertEquals(0, version(report));
            assertEquals(Optional.of(1L), report.number("desired"));
            assertTrue(report.text("detail").orElseThrow().startsWith("it did not start: "));
            assertEquals(1, starts(), "its line was held all the while");
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// It was well once, and what it needs is gone: a process that ended of that would end again
    /// and again.
    @Test
    void aKeptOneThatDoesNotStartGivesWayToTheOneBefore() throws Exception {
        var listen = "127.0.0.1:" + Ports.free();
        try (var daemon = bench.run().awaitReady()) {
            desire(KEY, 1, yaml + "metrics: { listen: \"" + listen + "\" }\n");
            report(it -> version(it) == 1 && state(it).equals("accepted"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
        int port = Integer.parseInt(listen.substring(listen.indexOf(':') + 1));
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                var daemon = bench.run().awaitReady()) {
            var report = report(it -> it.text("detail").isPresent());
            assertEquals("0 accepted", version(report) + " " + state(report));
            var alarm =
                    new Watched(bench.state)
                            .next(it -> it.text("alarm").equals(Optional.of("site_file_damaged")));
            var why = alarm.text("detail").orElseThrow();
            assertTrue(why.startsWith("version 1: it did not start: "), why);
            assertEquals(0, daemon.stop(), daemon::output);
        }
        assertFalse(trace().contains("\"level\":1"), this::trace);
    }

    /// Nothing that was signed before it comes in, though it was good once (I70).
    @Test
    void whereTheRecordOfTheSlotsIsLostNoEarlierOneComesIn() throws Exception {
        try (var daemon = bench.run().awaitReady()) {
            desire(KEY, 4, yaml.replace("least: A0", "least: A1"));
            report(it -> version(it) == 4 && state(it).equals("accepted"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
        var slots = bench.state.resolve("config/slots.json");
        Files.delete(slots);
        desire(KEY, 3, yaml.replace("least: A0", "least: A2"));
        try (var daemon = bench.run().awaitReady()) {
            var report = report(it -> state(it).equals("old"));
            assertEquals(Optional.of(3L), report.number("desired"));
            assertEquals(0, version(report), "the given file is in force");
            assertTrue(Files.readString(slots).contains("\"seen\":4"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
        // The other one of the two.
        for (var name : new String[] {"journal.db", "journal.db-wal", "journal.db-shm"}) {
            Files.deleteIfExists(bench.state.resolve(name));
        }
        try (var daemon = bench.run().awaitReady()) {
            report(it -> state(it).equals("old"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
        Files.delete(slots);
        try (var daemon = bench.run().awaitReady()) {
            report(it -> state(it).equals("old"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// A door that is held open stays so, and the new file waits.
    @Test
    void aReleaseIsWaitedFor() throws Exception {
        try (var daemon = bench.run().awaitReady()) {
            next(reports);
            command("hold");
            desire(KEY, 1, yaml.replace("least: A0", "least: A1"));
            report(it -> state(it).equals("trying"));
            assertEquals("1", lock());
            assertTrue(reports.isEmpty(), "it waits");
            command("normal");
            report(it -> version(it) == 1 && state(it).equals("accepted"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// Whoever stops the daemon while a new file waits has not tried it.
    @Test
    void whatWaitsIsTriedAtTheNextStart() throws Exception {
        try (var daemon = bench.run().awaitReady()) {
            next(reports);
            command("hold");
            desire(KEY, 1, yaml.replace("least: A0", "least: A1"));
            report(it -> state(it).equals("trying"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
        try (var daemon = bench.run().awaitReady()) {
            report(it -> version(it) == 1 && state(it).equals("accepted"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// A supervisor would not wait for a start that takes long, and there is more than one.
    @Test
    void theSupervisorIsToldOfLifeBetweenTwoRuns() throws Throwable {
        var pipe = pipe();
        try (var supervisor = new NotifySocket(dir.resolve("notify"));
                var daemon = bench.run(supervisor.environment()).awaitReady()) {
            Await.until("the first start", SOON, () -> supervisor.heard().contains("READY=1"));
            desire(KEY, 1, withKeyOf(pipe));
            Await.until("no run", SOON, () -> !daemon.threads().contains("journal"));
            supervisor.heard();
            Await.until("life", SOON, () -> supervisor.heard().contains("WATCHDOG=1"));
            assertFalse(daemon.threads().contains("journal"), "the next run begins still");
        }
    }

    /// It was online for a moment, and then no more.
    @Tag("long")
    @Test
    void oneMomentOfBeingOnlineIsNotEnough() throws Exception {
        try (var daemon = bench.run().awaitReady()) {
            next(births);
            desire(KEY, 1, yaml.replace("least: A0", "least: A1"));
            next(births);
            mosquitto.close();
            Await.until(
                    "the end of its trial",
                    PATIENCE,
                    () -> daemon.output().contains("version 1 is given up: not online"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// One that is given up in a fire waits for the end of the fire, and orders nothing meanwhile:
    /// neither is its door let go of, nor do its keys sign what comes next (I34, I70).
    @Tag("long")
    @Test
    void aFireHoldsWhatIsGivenUpAndNobodyIsBelievedByIt() throws Exception {
        yaml = withFire();
        Files.writeString(bench.site, yaml);
        var watched = new Watched(bench.state);
        try (var daemon = bench.run().awaitReady()) {
            next(births);
            var both = KEY.publicText() + "\", \"" + OTHER.publicText();
            desire(KEY, 1, yaml.replace(KEY.publicText(), both));
            next(births);
            watched.pull("fire", 1);
            watched.awaitLevel("lock", 1);
            mosquitto.close();
            Await.until(
                    "the end of its trial",
                    PATIENCE,
                    () -> daemon.output().contains("version 1 is given up: not online"));
            long givenUp = System.nanoTime();
            comeBack();
            desire(OTHER, 2, yaml);
            Await.until(
                    "longer than any other would be held",
                    PATIENCE,
                    () -> System.nanoTime() - givenUp > SOON.plusSeconds(20).toNanos());
            next(births); // it is online
            assertEquals("1", lock());
            assertEquals(1, daemon.timesReady() - 1, "still by the one that is given up");

            watched.pull("fire", 0);
            report(it -> state(it).equals("rolled_back"));
            var kept = Files.readString(bench.state.resolve("config/slots.json"));
            assertTrue(kept.contains("\"seen\":1"), kept);
            assertEquals(1, watched.timesOn("lock"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    private String withFire() {
        return yaml.replace(
                        "  relays:",
                        "  contacts: { fire: { sim: true, closed_when: high } }\n  relays:")
                .replace("relay: lock }", "relay: lock }, fire: fire, lock: fail_safe");
    }

    /// The broker, and whoever was at it.
    private void comeBack() throws Exception {
        operator.close();
        reports.clear();
        births.clear();
        mosquitto = Service.mosquitto(port, dir);
        operator = operator();
        host.connect();
    }

    private Subscription operator() throws Exception {
        return new Subscription(
                "mqtt://127.0.0.1:" + port, "operator", "oc/v1/bench/bench/#", this::heard);
    }

    /// Its key is in a pipe that nobody writes into.
    @Tag("long")
    @Test
    void aStartThatHangsEndsTheProcessAndTheNextGoesBack() throws Exception {
        var pipe = pipe();
        try (var daemon = bench.run().awaitReady()) {
            desire(KEY, 1, withKeyOf(pipe));
            assertEquals(70, daemon.await(PATIENCE), daemon::output);
        }
        try (var daemon = bench.run().awaitReady()) {
            var report = report(it -> state(it).equals("rolled_back"));
            assertEquals(Optional.of("the process ended during its trial"), report.text("detail"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// It starts, and nobody hears of it any more.
    @Tag("long")
    @Test
    void oneThatIsNotOnlineWithinAMinuteIsGivenUp() throws Exception {
        try (var daemon = bench.run().awaitReady()) {
            desire(KEY, 1, yaml.replaceFirst("mqtt://127.0.0.1:\\d+", "mqtt://127.0.0.1:9"));
            Json.Obj report;
            do {
                report = reports.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertTrue(report != null, daemon::output);
            } while (!state(report).equals("rolled_back"));
            assertEquals(0, version(report));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// One that nobody writes into.
    private Path pipe() throws Exception {
        var pipe = dir.resolve("pipe");
        var made = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start();
        assertEquals(0, made.waitFor());
        return pipe;
    }

    private String withKeyOf(Path file) {
        return yaml.replace("site: { generate: true }", "site: { file: " + file + " }");
    }

    private void desire(SigningKey key, long version, String text) throws Exception {
        var payload = Canonical.bytes(DesiredSite.signed(key, version, text));
        host.publish(TOPICS.configDesired(), payload, 1, true);
    }

    private Json.Obj report(Predicate<Json.Obj> wanted) throws Exception {
        var others = new ArrayList<Json.Obj>();
        long end = System.nanoTime() + SOON.toNanos();
        for (long left = SOON.toNanos(); left > 0; left = end - System.nanoTime()) {
            var report = reports.poll(left, TimeUnit.NANOSECONDS);
            if (report != null && wanted.test(report)) {
                return report;
            }
            if (report != null) {
                others.add(report);
            }
        }
        throw new AssertionError("no such report, but " + others);
    }

    private static Json.Obj next(LinkedBlockingQueue<Json.Obj> queue) throws Exception {
        var message = queue.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing came");
        }
        return message;
    }

    private static long version(Json.Obj report) {
        return report.number("version").orElseThrow();
    }

    private static String state(Json.Obj report) {
        return report.text("state").orElseThrow();
    }

    private static String config(Json.Obj birth) {
        return birth.text("config").orElseThrow();
    }

    private String lock() throws Exception {
        return Files.readString(bench.state.resolve("sim/lock.value")).strip();
    }

    /// How often the lock was asked for.
    private long starts() {
        return trace().lines()
                .filter(it -> it.contains("\"lock\"") && it.contains("\"start\""))
                .count();
    }

    private String trace() {
        try {
            return Files.readString(bench.state.resolve("sim/lines.trace"));
        } catch (java.io.IOException missing) {
            return "";
        }
    }

    private void command(String verb) throws Exception {
        try (var command =
                new DaemonProcess(
                        "cmd",
                        verb,
                        "--point",
                        "door-1",
                        "--local",
                        "--state",
                        bench.state.toString())) {
            assertEquals(0, command.await(SOON), command::output);
        }
    }
}
