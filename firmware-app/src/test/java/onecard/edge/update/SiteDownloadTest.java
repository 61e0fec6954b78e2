package onecard.edge.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.uplink.Tls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A package from a server that says what it likes.
class SiteDownloadTest {

    private static final byte[] CONTENT = new byte[100_000];
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir Path dir;
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good", it -> answer(it, 200));
        server.createContext("/none", it -> answer(it, 404));
        server.createContext("/part", it -> answer(it, 206));
        server.createContext(
                "/moved",
                it -> {
                    it.getResponseHeaders().add("Location", "/elsewhere");
                    answer(it, 302);
                });
        server.createContext(
                "/elsewhere",
                it -> {
                    elsewhere.incrementAndGet();
                    answer(it, 200);
                });
        server.createContext("/stalls", this::stall);
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(CONTENT);
        }
    }

    private void stall(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(CONTENT, 0, 10);
            exchange.getResponseBody().flush();
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private Optional<Refusal> fetch(String path, Duration within, long bytesMax) throws Exception {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        var tls = new Tls(Optional.empty(), Optional.empty());
        return new SiteDownload(tls, Instant::now, within).fetch(url, file(), bytesMax);
    }

    private Path file() {
        return dir.resolve("package");
    }

    private static Optional<Why> why(Optional<Refusal> refusal) {
        return refusal.map(Refusal::why);
    }

    @Test
    void aPackageComesWhole() throws Exception {
        assertEquals(Optional.empty(), fetch("/good", LONG, CONTENT.length));
        assertArrayEquals(CONTENT, Files.readAllBytes(file()));
    }

    @Test
    void noMoreComesThanWasSigned() throws Exception {
        assertEquals(Optional.of(Why.UNREACHABLE), why(fetch("/good", LONG, CONTENT.length - 1)));
        assertTrue(!Files.exists(file()) || Files.size(file()) < CONTENT.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/none", "/part", "/moved", "/nowhere"})
    void anyOtherAnswerIsNone(String path) throws Exception {
        assertEquals(Optional.of(Why.UNREACHABLE), why(fetch(path, LONG, CONTENT.length)));
        assertFalse(Files.exists(file()));
        assertEquals(0, elsewhere.get(), "no redirect is followed");
    }

    @Test
    void aServerThatStallsIsLetGo() throws Exception {
        var refusal = fetch("/stalls", Duration.ofMillis(300), CONTENT.length);
        assertEquals(Optional.of(new Refusal(Why.UNREACHABLE, "not whole within PT0.3S")), refusal);
    }

    /// Asked of nobody: the address itself says so.
    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.7/x", "http://8.8.8.8/x", "http://[2001:db8::1]/x"})
    void noPackageComesFromTheInternet(String url) throws Exception {
        var tls = new Tls(Optional.empty(), Optional.empty());
        var download = new SiteDownload(tls, Instant::now, LONG);
        assertEquals(Optional.of(Why.URL), why(download.fetch(URI.create(url), file(), 10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "127.0.0.1",
                "169.254.1.1",
                "fd12::1",
                "fe80::1",
                "::1"
            })
    void theSiteIsWhatNoRouterSendsAway(String address) throws Exception {
        assertTrue(SiteDownload.isOfSite(InetAddress.getAllByName(address)[0]));
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws Exception {
        server.stop(0);
        assertEquals(Optional.of(Why.UNREACHABLE), why(fetch("/good", LONG, 10)));
    }
}
