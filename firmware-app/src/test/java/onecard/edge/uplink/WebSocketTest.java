package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import onecard.edge.process.ArtemisProcess;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A link over WebSocket is as good as any, whatever the broker does with it.
@Timeout(60)
class WebSocketTest {

    private static final int[] CONNACK = {0x20, 3, 0, 0, 0};
    private static final int[] SUBACK = {0x90, 4, 0, 1, 0, 1};
    private static final int[] MESSAGE = {0x30, 7, 0, 1, 'a', 0, 'h', 'i', '!'};

    private final Told told = new Told();

    @Test
    void aPingIsAnsweredAndHarmsNoLink() throws Exception {
        try (var broker = new FakeWebSocket()) {
            var link = open(broker, "/mqtt");
            try {
                assertEquals("GET /mqtt HTTP/1.1", broker.upgrade());
                assertEquals(0x10, broker.hear().payload()[0]);
                broker.say(FakeWebSocket.PING, 'o', 'n', 'e');
                broker.say(FakeWebSocket.BINARY, CONNACK);
                told.receiveMaximum();
                var pong = broker.hear();
                assertEquals(0x8A, pong.first());
                assertEquals("one", new String(pong.payload(), StandardCharsets.US_ASCII));

                link.subscribe(List.of("a"), 7);
                assertEquals((byte) 0x82, broker.hear().payload()[0]);
                broker.say(FakeWebSocket.BINARY, SUBACK);
                told.subscribed();
                // One packet in two frames, and a ping between them.
                broker.say(0x02, Arrays.copyOf(MESSAGE, 4));
                broker.say(FakeWebSocket.PING);
                broker.say(0x80, Arrays.copyOfRange(MESSAGE, 4, MESSAGE.length));

                assertEquals("hi!", told.next().text());
                assertTrue(!told.isDown());
            } finally {
                link.abandon();
            }
        }
    }

    @Test
    void aLineThatEndsWithinAFrameIsDown() throws Exception {
        try (var broker = new FakeWebSocket()) {
            var link = open(broker, "");
            try {
                broker.upgrade();
                broker.hear();
                broker.say(FakeWebSocket.BINARY, CONNACK);
                told.receiveMaximum();

                broker.bytes(FakeWebSocket.BINARY, 10, 0x30, 8, 0);
                broker.cut();

                assertEquals(Trouble.NETWORK, told.trouble());
            } finally {
                link.abandon();
            }
        }
    }

    @Test
    void aGoodbyeOfTheWebSocketIsDown() throws Exception {
        try (var broker = new FakeWebSocket()) {
            var link = open(broker, "");
            try {
                broker.upgrade();
                broker.hear();
                broker.say(FakeWebSocket.BINARY, CONNACK);
                told.receiveMaximum();

                broker.say(0x88, 0x03, 0xE9);

                assertEquals(Trouble.NETWORK, told.trouble());
            } finally {
                link.abandon();
            }
        }
    }

    @Test
    void whateverIsNoBrokerIsDown() throws Exception {
        for (var answer :
                List.of(
                        "HTTP/1.1 404 Not Found\r\n\r\n",
                        "HTTP/1.1 101 Switching\r\nSec-WebSocket-Accept: another\r\n\r\n",
                        "x".repeat(20_000))) {
            var other = new Told();
            try (var broker = new FakeWebSocket()) {
                var link = open(broker, "", other);
                try {
                    broker.accept(answer);
                    assertEquals(Trouble.NETWORK, other.trouble(), answer);
                } finally {
                    link.abandon();
                }
            }
        }
    }

    /// A strict server refuses an address of IPv6 without brackets.
    @Test
    void theRequestIsForWhomTheUrlNames() throws Exception {
        for (var host : List.of("[::1]:9001", "broker.example:80", "127.0.0.1:8080")) {
            try (var broker = new FakeWebSocket();
                    var line = way("ws://" + host).sockets(true).createSocket()) {
                var upgraded = CompletableFuture.supplyAsync(() -> upgrade(broker));
                line.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()),
                        10_000);
                assertEquals("GET /mqtt HTTP/1.1", upgraded.join());
                assertEquals(host, broker.host());
            }
        }
    }

    private static Way way(String url) {
        return new Way(Endpoint.of(url), Optional.empty(), Optional.empty(), Instant::now);
    }

    private static String upgrade(FakeWebSocket broker) {
        try {
            return broker.upgrade();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Against one that this code has no part in.
    @Test
    void aBrokerOverWebSocketIsABroker() throws Exception {
        int port = Ports.free();
        try (var _ = Service.java(ArtemisProcess.class, port)) {
            var link = open("ws://127.0.0.1:" + port, told);
            try {
                told.receiveMaximum();
                link.subscribe(List.of("a"), 7);
                told.subscribed();
                var large = "x".repeat(100_000);
                link.publish(
                        new Broker.Message(
                                "a", large.getBytes(StandardCharsets.US_ASCII), 1, false),
                        1);
                assertEquals(large, told.next().text());
            } finally {
                link.disconnect();
            }
        }
    }

    // --- in bytes ---

    @Test
    void framesComeTogetherHoweverTheyWereCut() throws Exception {
        var random = new Random(1);
        for (int round = 0; round < 100; round++) {
            var whole = new byte[random.nextInt(200_000)];
            random.nextBytes(whole);
            var frames = new ByteArrayOutputStream();
            for (int at = 0; at < whole.length; ) {
                int length = Math.min(whole.length - at, random.nextInt(70_000));
                frames.writeBytes(head(length));
                frames.write(whole, at, length);
                at += length;
                frames.writeBytes(new byte[] {(byte) 0x89, 1, '?'});
            }
            assertEquals(
                    Arrays.hashCode(whole),
                    Arrays.hashCode(read(frames.toByteArray()).readAllBytes()));
        }
    }

    @Test
    void whatNobodyMaySendEndsTheLine() {
        for (var frame :
                List.of(
                        new byte[] {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 0}, // masked
                        new byte[] {(byte) 0xC2, 1, 0}, // reserved
                        new byte[] {(byte) 0x81, 1, 'a'}, // text
                        new byte[] {(byte) 0x89, 126, 0, 126}, // a long ping
                        new byte[] {(byte) 0x82, 127, -1, 0, 0, 0, 0, 0, 0, 0})) {
            assertThrows(
                    IOException.class,
                    () -> read(frame).readAllBytes(),
                    () -> Arrays.toString(frame));
        }
        assertThrows(EOFException.class, () -> read(new byte[] {(byte) 0x82}).readAllBytes());
        assertThrows(EOFException.class, () -> read(new byte[] {(byte) 0x82, 2, 0}).readAllBytes());
    }

    /// The stream of a socket whose broker sends these frames.
    private static InputStream read(byte[] frames) throws IOException {
        var asked = new ByteArrayOutputStream();
        var answering =
                new InputStream() {
                    private Optional<InputStream> answer = Optional.empty();

                    @Override
                    public int read() throws IOException {
                        if (answer.isEmpty()) {
                            var request = asked.toString(StandardCharsets.US_ASCII);
                            var key = request.replaceAll("(?s).*-Key: (\\S+)\r\n.*", "$1");
                            var head =
                                    "HTTP/1.1 101 Yes\r\nSec-WebSocket-Accept: %s\r\n\r\n"
                                            .formatted(WebSocket.answer(key));
                            answer =
                                    Optional.of(
                                            new SequenceInputStream(
                                                    new ByteArrayInputStream(
                                                            head.getBytes(
                                                                    StandardCharsets.US_ASCII)),
                                                    new ByteArrayInputStream(frames)));
                        }
                        return answer.get().read();
                    }

                    /// As little at once as a line may bring.
                    @Override
                    public int read(byte[] into, int at, int length) throws IOException {
                        int octet = read();
                        into[at] = (byte) octet;
                        return octet < 0 ? -1 : 1;
                    }
                };
        return WebSocket.upgraded(answering, asked, new WebSocket.Target("here", "/mqtt")).in();
    }

    private static byte[] head(int length) {
        if (length < 126) {
            return new byte[] {(byte) 0x82, (byte) length};
        }
        return length <= 0xFFFF
                ? new byte[] {(byte) 0x82, 126, (byte) (length >> 8), (byte) length}
                : new byte[] {
                    (byte) 0x82,
                    127,
                    0,
                    0,
                    0,
                    0,
                    0,
                    (byte) (length >> 16),
                    (byte) (length >> 8),
                    (byte) length
                };
    }

    private Broker.Link open(FakeWebSocket broker, String path) {
        return open(broker, path, told);
    }

    private static Broker.Link open(FakeWebSocket broker, String path, Told hearer) {
        return open("ws://127.0.0.1:" + broker.port() + path, hearer);
    }

    private static Broker.Link open(String url, Told hearer) {
        var hello = new Broker.Hello("door", Optional.empty(), Duration.ofSeconds(10));
        return Brokers.at(url).open(hello, hearer);
    }
}
