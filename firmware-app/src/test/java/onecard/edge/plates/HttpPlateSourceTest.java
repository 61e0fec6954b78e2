package onecard.edge.plates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.edge.process.Ports;
import onecard.hal.PlateEvent;
import onecard.hal.PlateSource;
import onecard.hal.PlateSourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cameras that push, over loopback.
class HttpPlateSourceTest {

    private static final String SECRET = "s3cret-of-the-camera";
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final String PLATE = "{\"plate\":\"皖P·12345\",\"confidence\":97}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<PlateEvent> events = new LinkedBlockingQueue<>();
    private final AtomicLong later = new AtomicLong();
    private final LongSupplier nanos = () -> System.nanoTime() + later.get();
    private final int port = Ports.free();
    private final HttpPlateSource source = source(Optional.of(() -> bytes(SECRET)), nanos);

    HttpPlateSourceTest() throws IOException {}

    @AfterEach
    void close() {
        source.close();
        client.close();
    }

    /// A camera that is gone is one that is silent.
    @Nested
    class Contract extends PlateSourceContract {
        @Override
        protected PlateSource source() {
            return source;
        }

        @Override
        protected void drive(String plate, int confidencePercent) throws Exception {
            var body = "{\"plate\":\"%s\",\"confidence\":%d}".formatted(plate, confidencePercent);
            assertEquals(204, post(body).statusCode());
        }

        @Override
        protected void unplug() {
            later.addAndGet(SILENCE.toNanos());
        }

        @Override
        protected void plugIn() throws Exception {
            assertEquals(204, post("{\"alive\":true}").statusCode());
            later.set(0);
        }
    }

    private HttpPlateSource source(Optional<Supplier<byte[]>> secret, LongSupplier clock) {
        var at =
                new HttpPlateSource.Port(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        "/plates",
                        secret,
                        "plate",
                        "confidence");
        return new HttpPlateSource("cam-in", at, SILENCE, clock);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send("POST", "/plates", "Bearer " + SECRET, bytes(body));
    }

    private HttpResponse<String> send(String method, String path, String authorization, byte[] body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, BodyPublishers.ofByteArray(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void open(HttpPlateSource opened) throws Exception {
        opened.open(events::add);
        next(PlateEvent.Back.class);
    }

    private <T extends PlateEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(30, TimeUnit.SECONDS);
        assertNotNull(event);
        return assertInstanceOf(kind, event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {                                                     | 400 | must be one JSON
                    []                                                    | 400 | must be one JSON
                    {"plate":"皖P12345","confidence":97.5}                  | 400 | without null and fractions
                    {"plate":"皖P12345"}                                    | 422 | confidence must be
                    {"plate":"皖P12345","confidence":101}                   | 422 | confidence must be
                    {"plate":"皖P12345","confidence":-1}                    | 422 | confidence must be
                    {"plate":"皖P12345","confidence":"97"}                  | 422 | confidence must be
                    {"plate":"皖P1","confidence":97}                        | 422 | plate must be
                    {"plate":7,"confidence":97}                           | 422 | plate must be
                    {"confidence":97}                                     | 422 | plate must be there
                    {"alive":false}                                       | 422 | plate must be there
                    {"plate":"皖P12345","confidence":97,"age_ms":1001}      | 422 | age_ms must be
                    {"plate":"皖P12345","confidence":97,"age_ms":-1}        | 422 | age_ms must be
                    """)
    void whatIsNoPlateIsRefusedWithTheReasonAndWithoutThePlate(String body, int status, String why)
            throws Exception {
        open(source);
        var answer = post(body);
        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains(why), answer.body());
        assertFalse(answer.body().contains("12345"), answer.body());
        assertEquals(1, source.unreadable());

        assertEquals(204, post(PLATE).statusCode(), "and the next one is taken");
        assertEquals("皖P12345", next(PlateEvent.Read.class).plate());
    }

    @Test
    void whoeverDoesNotKnowTheSecretPushesNothing() throws Exception {
        open(source);
        var basic = Base64.getEncoder();
        for (var wrong :
                new String[] {
                    "",
                    "Bearer",
                    "Bearer ",
                    "Bearer s3cret",
                    "Bearer " + SECRET + "x",
                    SECRET,
                    "Basic !",
                    "Basic " + basic.encodeToString(bytes(SECRET)),
                    "Basic " + basic.encodeToString(bytes("camera:"))
                }) {
            assertEquals(401, send("POST", "/plates", wrong, bytes(PLATE)).statusCode(), wrong);
        }
        var right = "Basic " + basic.encodeToString(bytes("camera:" + SECRET));
        assertEquals(204, send("POST", "/plates", right, bytes(PLATE)).statusCode());
        next(PlateEvent.Read.class);
        assertEquals(null, events.peek());
    }

    @Test
    void withoutASecretAnybodyOnThisBoardPushes() throws Exception {
        try (var open = source(Optional.empty(), nanos)) {
            open(open);
            assertEquals(204, send("POST", "/plates", "", bytes(PLATE)).statusCode());
            next(PlateEvent.Read.class);
        }
    }

    @Test
    void anotherPathAnotherMethodAndAPictureAreRefused() throws Exception {
        open(source);
        var said = "Bearer " + SECRET;
        assertEquals(404, send("POST", "/", said, bytes(PLATE)).statusCode());
        assertEquals(404, send("POST", "/plates/", said, bytes(PLATE)).statusCode());
        assertEquals(405, send("GET", "/plates", said, new byte[0]).statusCode());
        assertEquals(405, send("PUT", "/plates", said, bytes(PLATE)).statusCode());
        var picture = new byte[HttpPlateSource.BODY_MAX + 1];
        assertEquals(413, send("POST", "/plates", said, picture).statusCode());
        assertEquals(204, post(PLATE).statusCode());
        next(PlateEvent.Read.class);
    }

    @Test
    void otherMembersArePassedOver() throws Exception {
        open(source);
        var more = PLATE.replace("{", "{\"lane\":1,\"colour\":\"blue\",\"age_ms\":1000,");
        assertEquals(204, post(more).statusCode());
        assertEquals("皖P12345", next(PlateEvent.Read.class).plate());
    }

    /// A wrong secret is tried so often a minute, and the right one not at all then: it might be a
    /// guess.
    @Test
    void whoeverGuessesIsNotListenedToForAMinute() throws Exception {
        open(source);
        for (int i = 0; i < Strays.TRIES_MAX; i++) {
            var answer = send("POST", "/plates", "Bearer guess-" + i, bytes(PLATE));
            assertEquals(401, answer.statusCode());
            assertEquals(Optional.of("close"), answer.headers().firstValue("connection"));
        }
        var last = send("POST", "/plates", "Bearer guess", bytes(PLATE));
        assertEquals(429, last.statusCode());
        assertEquals(Optional.of("60"), last.headers().firstValue("retry-after"));
        assertEquals(429, post(PLATE).statusCode());
        assertEquals(Strays.TRIES_MAX + 2, source.unreadable());
        later.addAndGet(Duration.ofMinutes(1).toNanos());
        assertEquals(204, post(PLATE).statusCode());
        next(PlateEvent.Read.class);
    }

    @Test
    void pathsAndMethodsThatAreNotThereAreTriesToo() throws Exception {
        open(source);
        for (int i = 0; i < Strays.TRIES_MAX; i++) {
            assertEquals(404, send("GET", "/" + i, "", new byte[0]).statusCode());
        }
        assertEquals(429, send("GET", "/", "", new byte[0]).statusCode());
        assertEquals(429, post(PLATE).statusCode());
    }

    /// The server of the JDK takes some 380 KB by itself.
    @Test
    void whatStandsBeforeABodyIsBounded() throws Exception {
        open(source);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = "POST /plates HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(16_384) + "\r\n\r\n";
            socket.getOutputStream().write(bytes(head));
            socket.getOutputStream().flush();
            socket.setSoTimeout(30_000);
            var said =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertFalse(said.startsWith("HTTP/1.1 401"), "it was read as a whole");
        } catch (IOException _) {
            // Or it was cut off at once.
        }
        assertEquals(204, post(PLATE).statusCode());
    }

    /// Time stands still: it is one second.
    @Test
    void aCameraThatPushesWithoutEndIsToldToWait() throws Exception {
        try (var still = source(Optional.empty(), () -> 7)) {
            still.open(events::add);
            next(PlateEvent.Back.class);
            for (int i = 0; i < HttpPlateSource.POSTS_MAX; i++) {
                assertEquals(204, send("POST", "/plates", "", bytes(PLATE)).statusCode());
                next(PlateEvent.Read.class);
            }
            assertEquals(429, send("POST", "/plates", "", bytes(PLATE)).statusCode());
            assertEquals(null, events.peek());
        }
    }

    @Test
    void noCameraWaitsForWhatBecomesOfAPlate() throws Exception {
        var inHand = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        source.open(
                event -> {
                    events.add(event);
                    if (event instanceof PlateEvent.Read) {
                        inHand.countDown();
                        await(over);
                    }
                });
        next(PlateEvent.Back.class);
        assertEquals(204, post(PLATE).statusCode());
        inHand.await();
        for (int i = 0; i < HttpPlateSource.WAITING_MAX; i++) {
            assertEquals(204, post(PLATE).statusCode());
        }
        assertEquals(503, post(PLATE).statusCode());
        over.countDown();
        for (int i = 0; i <= HttpPlateSource.WAITING_MAX; i++) {
            next(PlateEvent.Read.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// More than are served at once, and none of them ever says the rest.
    @Test
    void clientsThatSayHalfARequestHoldNobodyUp() throws Exception {
        open(source);
        var half = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 12; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                half.add(socket);
                socket.getOutputStream().write(bytes("POST /plates HTTP/1.1\r\nHost: x\r\n"));
                socket.getOutputStream().flush();
            }
            assertEquals(204, post(PLATE).statusCode());
            next(PlateEvent.Read.class);
        } finally {
            for (var socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void aPortThatSomebodyElseHasIsALostCameraUntilItIsFree() throws Exception {
        try (var other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            source.open(events::add);
            var lost = next(PlateEvent.Lost.class);
            assertTrue(lost.why().contains("cannot listen"), lost.why());
        }
        next(PlateEvent.Back.class);
        assertEquals(204, post(PLATE).statusCode());
        next(PlateEvent.Read.class);
    }

    @Test
    void aSecretThatCannotBeReadIsALostCamera() throws Exception {
        Supplier<byte[]> unread =
                () -> {
                    throw new UncheckedIOException(new IOException("no such file"));
                };
        try (var open = source(Optional.of(unread), nanos)) {
            open.open(events::add);
            assertTrue(next(PlateEvent.Lost.class).why().contains("no such file"));
        }
    }
}
