package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The barrier on the bench that plates open, in a whole daemon: what a camera posts becomes a tap,
/// and nothing that the daemon writes holds a plate.
class PlatesAtTheDaemonTest {

    @TempDir Path dir;

    @Test
    void whatACameraPostsOpensTheBarrierAndIsWrittenDownNowhere() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var site =
                Files.readString(Path.of("../profiles/examples/bench-plates.yaml"))
                        .replace("127.0.0.1:8090", "127.0.0.1:" + port);
        try (var daemon = new SimDaemon(dir, site);
                var client = HttpClient.newHttpClient()) {
            daemon.imports(
                    "demo", Files.readString(Path.of("../profiles/examples/bench-plates.csv")), 4);
            for (var contact : new String[] {"safety", "up", "arrival-out"}) {
                daemon.watched.pull(contact, 0);
            }
            daemon.watched.pull("down", 1);

            assertEquals("granted OK exact", read(daemon, client, port, "皖P·12345", 97));
            daemon.watched.pull("arrival-in", 1);
            daemon.watched.awaitLevel("raise", 1);

            assertEquals("refused CARD_UNREADABLE -", read(daemon, client, port, "皖P12345", 41));
            assertEquals("granted OK tolerant", read(daemon, client, port, "皖PD6789O", 88));
            assertEquals("refused EXPIRED exact", read(daemon, client, port, "皖P54321", 99));
            assertEquals("refused DENIED_LIST exact", read(daemon, client, port, "皖P11111", 99));
            assertEquals("refused UNKNOWN none", read(daemon, client, port, "皖P11112", 99));

            for (var plate : new String[] {"P12345", "PD6789", "P54321", "P11111"}) {
                assertFalse(daemon.watched.holds(plate), plate);
            }
        }
    }

    private static String read(
            SimDaemon daemon, HttpClient client, int port, String plate, int confidence)
            throws Exception {
        var body = "{\"plate\":\"%s\",\"confidence\":%d}".formatted(plate, confidence);
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/plates"))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        assertEquals(204, client.send(request, BodyHandlers.ofString()).statusCode());
        Json.Obj tap = daemon.watched.tap();
        return tap.text("verdict").orElseThrow()
                + " "
                + tap.text("reason").orElseThrow()
                + " "
                + tap.object("plate")
                        .flatMap(it -> it.text("match"))
                        .or(() -> Optional.of("-"))
                        .get();
    }
}
