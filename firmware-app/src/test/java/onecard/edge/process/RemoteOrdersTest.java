package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.uplink.Topics;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Orders given to the real daemon over a real mosquitto, by the command that an operator uses
/// anywhere.
@Tag("mosquitto")
class RemoteOrdersTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Topics TOPICS = new Topics("bench", "bench");
    private static final String RELEASE = TOPICS.command("release");
    private static final String ALL = "oc/v1/bench/bench/#";

    @TempDir Path dir;
    private int port;
    private Path key;

    @BeforeEach
    void choosePort() throws Exception {
        port = Ports.free();
        key = dir.resolve("ops.pem");
    }

    /// It opens for the operator, and not for whoever has listened: neither at once nor retained,
    /// nor to the daemon's next run (I56, I57).
    @ParameterizedTest
    @ValueSource(strings = {"mqtt5", "mqtt3.1.1"})
    void anOperatorOpensByWayOfABrokerAndACopyDoesNot(String version) throws Exception {
        var bench = bench(version);
        var heard = new ConcurrentLinkedQueue<Listener.Heard>();
        try (var _ = Service.mosquitto(port, dir);
                var _ = new Listener(port, "thief", ALL, heard::add)) {
            try (var daemon = bench.run().awaitReady()) {
                awaitOnline(heard, 1);
                var release = new String[] {"release", "--point", "door-1"};
                assertEquals(0, said("door-1: release done, record ", release));
                assertEquals(1, opened(bench));
                publish(stolen(heard), false);
                awaitAnswers(heard, 2);
                publish(stolen(heard), true);
                awaitAnswers(heard, 3);
                daemon.kill();
            }
            try (var daemon = bench.run().awaitReady()) {
                awaitOnline(heard, 2);
                awaitAnswers(heard, 4);
                publish(stolen(heard), false);
                awaitAnswers(heard, 5);
                // MQTT 3.1.1 marks no retained copy to whom is there already: it is the same
                // command.
                var kept = version.equals("mqtt5") ? "RETAINED" : "OK";
                assertEquals(
                        List.of("OK", "OK", kept, "RETAINED", "STALE_COMMAND"), reasons(heard));
                assertEquals(1, opened(bench));
                assertEquals(0, said("device: sync done, record " + epoch(heard), "sync"));
                assertEquals(0, said("door-1: identify done", "identify", "--point", "door-1"));
                Await.until("the sign", SOON, () -> daemon.output().contains("door-1: HERE"));
                assertEquals(0, said("device: restart done, record " + epoch(heard), "restart"));
                awaitOnline(heard, 3);
                assertEquals(1, opened(bench));
                var drill =
                        new String[] {
                            "lockdown", "--point", "door-1", "--for", "1m", "--reason", "drill"
                        };
                assertEquals(0, said("door-1: lockdown done, record ", drill));
                Await.until("its event", SOON, () -> heard.stream().anyMatch(this::isDrill));
                assertEquals(0, daemon.stop());
            }
            assertEquals(3, said("offline since", "release", "--point", "door-1"));
        }
        var contract = new ContractValidator();
        for (var word : heard) {
            assertEquals(Optional.empty(), contract.objection(word.topic(), word.text()));
        }
    }

    /// Of the answer that came first.
    private static String epoch(Queue<Listener.Heard> heard) {
        return heard.stream()
                .filter(it -> it.topic().contains("/rsp/"))
                .map(it -> JsonReader.object(it.text()).orElseThrow())
                .flatMap(it -> it.text("epoch").stream())
                .findFirst()
                .orElseThrow();
    }

    private static String stolen(Queue<Listener.Heard> heard) {
        return heard.stream()
                .filter(word -> word.topic().equals(RELEASE))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private boolean isDrill(Listener.Heard word) {
        return word.topic().endsWith("/evt/door-1/command")
                && word.text().contains("\"because\":\"drill\"")
                && word.text().contains("\"by\":\"remote:ops\"");
    }

    @Test
    void whatCannotBeGivenSaysWhy() throws Exception {
        var bench = bench();
        var release = new String[] {"release", "--point", "door-1"};
        assertEquals(3, said("the broker cannot be reached", release));
        try (var _ = Service.mosquitto(port, dir)) {
            assertEquals(3, said("no status of that device", release));
            var heard = new ConcurrentLinkedQueue<Listener.Heard>();
            try (var _ = bench.run().awaitReady();
                    var _ = new Listener(port, "host", ALL, heard::add)) {
                awaitOnline(heard, 1);
                assertEquals(1, said("no such point", "release", "--point", "door-9"));
                assertEquals(2, said("no such command", "open", "--point", "door-1"));
                assertEquals(2, said("no number of 6", "sync", "--reason", "call 138000000"));
                assertEquals(2, said("8 to 64", "sync", "--id", "a/b"));
                assertEquals(2, said("either --local", "sync", "--local"));
                key = dir.resolve("stranger.pem");
                var _ = SigningKey.madeAtFirstUse(key);
                assertEquals(1, said("BAD_SIGNATURE", release));
                assertEquals(0, opened(bench));
            }
        }
    }

    /// The bench door that takes commands by a key that is made here.
    private Bench bench() throws Exception {
        return bench("mqtt5");
    }

    /// @param version of the protocol that the device speaks
    private Bench bench(String version) throws Exception {
        var bench = new Bench(dir, port).withoutReader();
        try (var made =
                new DaemonProcess("keys", "new", "--for", "commands", "--out", key.toString())) {
            assertEquals(0, made.await(SOON), made::output);
            var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(key));
            assertEquals("rw-------", mode);
            var text = SigningKey.read(key).publicText();
            assertTrue(made.output().lines().toList().contains(text), made::output);
            var yaml = Files.readString(bench.site);
            Files.writeString(
                    bench.site,
                    yaml.replace(
                                    "generate: true }",
                                    "generate: true }, commands: [ \"" + text + "\" ]")
                            .replace("uplink: {", "uplink: { version: " + version + ","));
        }
        try (var again =
                new DaemonProcess("keys", "new", "--for", "commands", "--out", key.toString())) {
            assertEquals(1, again.await(SOON), again::output);
        }
        return bench;
    }

    private int said(String expected, String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("cmd", "--lang", "en"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--site", "bench", "--device", "bench", "--by", "ops"));
        all.addAll(List.of("--broker", "mqtt://127.0.0.1:" + port, "--key", key.toString()));
        try (var command = new DaemonProcess(all.toArray(String[]::new))) {
            int status = command.await(SOON);
            assertTrue(command.output().contains(expected), command::output);
            return status;
        }
    }

    private void publish(String text, boolean retained) throws Exception {
        var client = new MqttClient("tcp://127.0.0.1:" + port, "thief-2", new MemoryPersistence());
        try {
            client.connect();
            client.publish(RELEASE, text.getBytes(StandardCharsets.UTF_8), 1, retained);
            client.disconnect();
        } finally {
            client.close();
        }
    }

    private static void awaitOnline(Queue<Listener.Heard> heard, int times) {
        Await.until(
                "the device to be online",
                SOON,
                () ->
                        heard.stream()
                                        .filter(it -> it.topic().equals(TOPICS.status()))
                                        .filter(it -> it.text().contains("\"online\""))
                                        .count()
                                >= times);
    }

    private static void awaitAnswers(Queue<Listener.Heard> heard, int count) {
        Await.until(count + " answers", SOON, () -> reasons(heard).size() >= count);
    }

    private static List<String> reasons(Queue<Listener.Heard> heard) {
        return heard.stream()
                .filter(it -> it.topic().contains("/rsp/"))
                .map(it -> JsonReader.object(it.text()).orElseThrow())
                .map(it -> it.text("reason").orElseThrow())
                .toList();
    }

    /// How often the lock was energised.
    private static long opened(Bench bench) throws IOException {
        var trace = bench.state.resolve("sim").resolve("lines.trace");
        return Files.readAllLines(trace).stream()
                .filter(line -> line.contains("\"level\":1"))
                .count();
    }
}
