package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.update.Notice;
import onecard.edge.update.Version;
import onecard.edge.uplink.Topics;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The notice of a release from a real broker to a daemon in a process of its own.
@Tag("mosquitto")
class UpdateNoticeTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Topics TOPICS = new Topics("bench", "bench");
    private static final byte[] CONTENT = new byte[300_000];
    private static final long SOON_SECONDS = 60;

    @TempDir Path dir;
    private final LinkedBlockingQueue<Json.Obj> reports = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> objections = new LinkedBlockingQueue<>();
    private final ContractValidator contract = new ContractValidator();

    private void heard(Listener.Heard message) {
        contract.objection(message.topic(), message.text()).ifPresent(objections::add);
        JsonReader.object(message.text()).ifPresent(reports::add);
    }

    private void report(String state) throws InterruptedException {
        var last = Optional.<Json.Obj>empty();
        do {
            last = Optional.ofNullable(reports.poll(SOON_SECONDS, TimeUnit.SECONDS));
            assertTrue(last.isPresent(), "no " + state);
        } while (!last.get().text("state").equals(Optional.of(state)));
        assertEquals(Optional.of("1.0"), last.get().text("version"));
    }

    @Test
    void whatItNamesIsFetchedAndLaidOutForRoot() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port).withoutReader();
        Files.writeString(
                bench.site,
                Files.readString(bench.site)
                        .replace(
                                "generate: true }",
                                "generate: true }, updates: [\"" + KEY.publicText() + "\"]"));
        var file = Files.write(dir.resolve("package"), CONTENT);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/onecard.deb",
                it -> {
                    try (it) {
                        it.sendResponseHeaders(200, CONTENT.length);
                        it.getResponseBody().write(CONTENT);
                    }
                });
        server.start();
        var notice =
                new Notice(
                        Optional.of("bench"),
                        Optional.of("bench"),
                        new Version("1.1"),
                        Notice.sha256(file),
                        Optional.of((long) CONTENT.length),
                        Optional.of(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + server.getAddress().getPort()
                                                + "/onecard.deb")),
                        Instant.EPOCH,
                        "");
        var signed = Canonical.bytes(Notice.signed(notice, KEY));

        try (var _ = Service.mosquitto(port, dir);
                var _ = new Listener(port, "operator", TOPICS.updateReported(), this::heard);
                var daemon = bench.run(Map.of("JAVA_TOOL_OPTIONS", "-Donecard.release=1.0"))) {
            daemon.awaitReady();
            report("accepted");
            var host = new MqttClient("tcp://127.0.0.1:" + port, "host", new MemoryPersistence());
            host.connect();
            host.publish(TOPICS.updateDesired(), signed, 1, true);
            report("staged");
            host.disconnect();
            assertEquals(0, daemon.stop(), daemon::output);
        } finally {
            server.stop(0);
        }
        var laid = bench.state.resolve("update");
        assertArrayEquals(signed, Files.readAllBytes(laid.resolve("notice.json")));
        assertArrayEquals(CONTENT, Files.readAllBytes(laid.resolve("package.deb")));
        assertEquals("[]", objections.toString());
    }
}
