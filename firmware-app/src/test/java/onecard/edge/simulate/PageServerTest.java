package onecard.edge.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.watch.HttpLimits;
import onecard.words.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page's server asked by the page, and by everybody else: another name, another origin, a
/// form, a path that leads out.
class PageServerTest {

    private static final Words WHY = new Words("不行", "cannot be");

    @TempDir Path dir;

    private final Feed feed = new Feed();
    private final List<Json.Obj> played = new ArrayList<>();
    private Optional<Words> answer = Optional.empty();
    private volatile boolean fails;
    private PageServer server;

    private final PageServer.Stage stage =
            new PageServer.Stage() {
                @Override
                public Json.Obj site() {
                    return Json.Obj.EMPTY.with("site", "here");
                }

                @Override
                public Feed feed() {
                    return feed;
                }

                @Override
                public Optional<Words> play(Json.Obj asked) throws IOException {
                    if (fails) {
                        throw new IOException("no space left");
                    }
                    played.add(asked);
                    return answer;
                }
            };

    @BeforeEach
    void serve() throws IOException {
        var pages = Files.createDirectories(dir.resolve("pages/fleet"));
        Files.writeString(pages.resolveSibling("index.html"), "the simulator");
        Files.writeString(pages.resolve("index.html"), "the fleet");
        Files.writeString(pages.resolveSibling("page.js"), "js");
        Files.writeString(dir.resolve("secret.html"), "secret");
        Files.createSymbolicLink(
                pages.resolveSibling("out.html"), dir.resolve("secret.html").toAbsolutePath());
        server = new PageServer(0, new Pages(Optional.of(dir.resolve("pages"))), stage);
    }

    @AfterEach
    void end() {
        server.close();
    }

    // --- the page ---

    @Test
    void thePageGetsItsFilesUnderItsPolicy() throws IOException {
        var page = get("/");
        assertTrue(page.startsWith("HTTP/1.1 200"), page);
        assertTrue(page.endsWith("the simulator"), page);
        assertTrue(page.contains("default-src 'none'; script-src 'self'"), page);
        assertTrue(page.contains("frame-ancestors 'none'"), page);
        assertTrue(page.toLowerCase(Locale.ROOT).contains("x-content-type-options: nosniff"), page);
        assertTrue(page.toLowerCase(Locale.ROOT).contains("referrer-policy: no-referrer"), page);
        assertTrue(page.toLowerCase(Locale.ROOT).contains("cache-control: no-cache"), page);
        assertTrue(page.contains(" connect-src 'self';"), page);
        var fleet = get("/fleet/");
        assertTrue(fleet.endsWith("the fleet"), fleet);
        assertTrue(fleet.contains(" connect-src 'self' ws: wss:;"), fleet);
        assertTrue(
                get("/page.js").toLowerCase(Locale.ROOT).contains("content-type: text/javascript"));
    }

    @Test
    void thePageIsToldWhatThereIs() throws IOException {
        var site = get("/api/site");
        assertTrue(site.endsWith("{\"site\":\"here\"}"), site);
        assertTrue(site.toLowerCase(Locale.ROOT).contains("cache-control: no-store"), site);
    }

    @Test
    void whatThePageAsksIsDone() throws IOException {
        assertEquals(204, status(post("{\"item\":\"ssc3\",\"device\":\"in\"}")));
        assertEquals(Optional.of("ssc3"), played.getFirst().text("item"));
    }

    @Test
    void whatCannotBeDoneIsSaidInBothLanguages() throws IOException {
        answer = Optional.of(WHY);
        var refused = post("{}");
        assertEquals(400, status(refused));
        assertTrue(refused.endsWith("{\"en\":\"cannot be\",\"zh\":\"不行\"}"), refused);
    }

    @Test
    void whatFailsIsAnsweredAllTheSame() throws IOException {
        fails = true;
        var failed = post("{}");
        assertEquals(500, status(failed));
        var words =
                "{\"en\":\"that cannot be done: no space left\","
                        + "\"zh\":\"做不到: no space left\"}";
        assertTrue(failed.endsWith(words), failed);
        fails = false;
        assertEquals(204, status(post("{}")));
    }

    @Test
    void whoComesIsToldTheStateAndThenWhatHappens() throws IOException {
        feed.tell(line(1));
        try (var socket = connect()) {
            ask(socket, "GET /api/events HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
            var in = reader(socket);
            var state = nextData(in);
            assertTrue(state.contains("\"lines\":{\"lock\":{\"cause\":\"tap\",\"level\":1"), state);
            feed.tell(line(0));
            var next = nextData(in);
            assertTrue(next.contains("\"level\":0") && next.contains("\"line\":\"lock\""), next);
        }
    }

    @Test
    void twoPagesHearTheSame() throws Exception {
        try (var one = feed.listen();
                var other = feed.listen()) {
            for (var listener : List.of(one, other)) {
                assertEquals("state", heard(listener).text("type").orElseThrow());
            }
            feed.tell(line(1));
            assertEquals(heard(one), heard(other));
        }
    }

    @Test
    void whoIsTooFarBehindIsLetGoAndHoldsNobodyUp() {
        try (var listener = feed.listen()) {
            for (int i = 0; i < 5_000; i++) {
                feed.tell(line(i % 2));
            }
            assertTrue(listener.lost());
        }
    }

    /// The JDK's server reads its limits once, at the first server of a process: whichever that is,
    /// it must not end what the page listens to.
    @Test
    void noServerOfThisProcessEndsWhatAPageListensTo() throws IOException {
        try (var _ = new Issuer(dir)) {
            assertEquals(Optional.empty(), limit());
            HttpLimits.apply();
            assertEquals(Optional.empty(), limit());
        }
    }

    private static Optional<String> limit() {
        return Optional.ofNullable(System.getProperty("sun.net.httpserver.maxRspTime"));
    }

    // --- everybody else ---

    @Test
    void onlyThisMachineIsAnswered() throws Exception {
        for (var each : NetworkInterface.networkInterfaces().toList()) {
            var elsewhere = each.inetAddresses().filter(it -> !it.isLoopbackAddress());
            for (var address : elsewhere.toList()) {
                assertThrows(IOException.class, () -> new Socket(address, server.port()).close());
            }
        }
        var here = InetAddress.getByName("127.0.0.1");
        new Socket(here, server.port()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:%d", ""})
    void whoeverCallsItByAnotherNameIsRefused(String name) throws IOException {
        var host = name.formatted(server.port());
        for (var path : List.of("/", "/api/site", "/api/events")) {
            var refused = say("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertFalse(refused.contains(" 200 "), refused);
        }
        var order = say(posting("{}").replace("Host: " + host(), "Host: " + host));
        assertFalse(order.contains(" 204 "), order);
        assertEquals(List.of(), played);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, application/json, 403",
        "http://127.0.0.1, application/json, 403",
        "https://127.0.0.1:%d, application/json, 403",
        "null, application/json, 403",
        "http://127.0.0.1:%d, text/plain, 415",
        "http://127.0.0.1:%d, application/x-www-form-urlencoded, 415",
        "http://127.0.0.1:%d, application/json-patch, 415"
    })
    void anotherOriginOrAFormDoesNothing(String origin, String type, int status)
            throws IOException {
        var order =
                posting("{}")
                        .replace("Origin: http://" + host(), "Origin: " + origin)
                        .replace("application/json", type)
                        .formatted(server.port());
        assertEquals(status, status(say(order)));
        assertEquals(List.of(), played);
    }

    @Test
    void withoutAnOriginNothingIsDone() throws IOException {
        var order = posting("{}").replace("Origin: http://" + host() + "\r\n", "");
        assertEquals(403, status(say(order)));
        assertEquals(List.of(), played);
    }

    @Test
    void thePageByItsOtherNameMayDoTheSame() throws IOException {
        assertEquals(204, status(say(posting("{}").replace("127.0.0.1", "localhost"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.html",
                "/fleet/../../secret.html",
                "/%2e%2e/secret.html",
                "/..%2fsecret.html",
                "//etc/passwd",
                "/out.html",
                "/fleet",
                "/nothing.html",
                "/%00"
            })
    void noPathLeadsOutOfTheFolder(String path) throws IOException {
        var answer = get(path);
        assertFalse(answer.contains(" 200 "), answer);
        assertFalse(answer.contains("secret\n") || answer.endsWith("secret"), answer);
    }

    @Test
    void anOrderIsOneObjectAndNoLongerThanThat() throws IOException {
        assertEquals(400, status(post("[1]")));
        assertEquals(400, status(post("{")));
        assertEquals(413, status(post("{\"a\":\"" + "x".repeat(64 * 1024) + "\"}")));
        assertEquals(List.of(), played);
    }

    @Test
    void thereIsNothingElseToAsk() throws IOException {
        assertEquals(404, status(say(posting("{}").replace("/api/do", "/api/site"))));
        assertEquals(405, status(say(posting("{}").replace("POST", "PUT"))));
    }

    @Test
    void withoutPagesThereIsStillAServer() throws IOException {
        try (var bare = new PageServer(0, new Pages(Optional.empty()), stage)) {
            assertFalse(new Pages(Optional.empty()).arePresent());
            assertTrue(bare.port() > 0);
        }
    }

    // --- how they ask ---

    private static Json.Obj line(long level) {
        return Json.Obj.EMPTY
                .with("type", "line")
                .with("mono_us", 1L)
                .with("line", "lock")
                .with("level", level)
                .with("cause", "tap");
    }

    private static Json.Obj heard(Feed.Listener listener) throws InterruptedException {
        return listener.next(Duration.ofSeconds(5)).orElseThrow().event();
    }

    private String host() {
        return "127.0.0.1:" + server.port();
    }

    private String posting(String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return ("POST /api/do HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\n"
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n"
                        + "Connection: close\r\n\r\n%s")
                .formatted(host(), host(), length, body);
    }

    private String post(String body) throws IOException {
        return say(posting(body));
    }

    private String get(String path) throws IOException {
        return say(
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host()));
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String nextData(BufferedReader in) throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("data: ")) {
                return line;
            }
        }
        throw new AssertionError("the stream ended");
    }

    /// The whole answer, or what came before the connection was let go.
    private String say(String request) throws IOException {
        try (var socket = connect()) {
            ask(socket, request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException _) {
            return "HTTP/1.1 000 let go";
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }
}
