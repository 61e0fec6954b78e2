package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.process.Await;
import onecard.site.Uplink.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a line that is given up.
class PahoBrokerTest {

    /// Far shorter than the deadline of the attempt.
    private static final int SOON_MILLIS = 5_000;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOO_LONG = "d".repeat(65_536);
    private static final int LARGE = 1 << 19;
    private static final int LARGE_ONES = 16;

    /// It takes the connection and never finishes the handshake: without an end of ours it would
    /// hold a thread and a file for each attempt.
    @Test
    void aHandshakeThatIsGivenUpEndsWithItsLine() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var tls = new Tls(Optional.empty(), Optional.empty());
            var url = "mqtts://127.0.0.1:" + silent.getLocalPort();
            var link =
                    broker(url, Optional.of(tls), Version.MQTT_5).open(hello("door"), new Told());
            try (var accepted = silent.accept()) {
                accepted.setSoTimeout(SOON_MILLIS);
                var in = accepted.getInputStream();
                assertTrue(in.read() >= 0, "it greets");

                link.abandon();

                in.transferTo(java.io.OutputStream.nullOutputStream());
                assertEquals(-1, in.read());
            }
        }
    }

    /// No attempt ends the process, whatever is wrong with it.
    @Test
    void whatTheClientDoesNotTakeIsRefusedAndNothingWorse() throws Exception {
        var told = new Told();

        broker("mqtt://127.0.0.1:1", Optional.empty(), Version.MQTT_5).open(hello(TOO_LONG), told);

        assertEquals(Trouble.REFUSED, told.trouble());
    }

    @ParameterizedTest
    @EnumSource
    void aLinkWhoseBrokerReadsNothingCanBeGivenUp(Version version) throws Exception {
        assertEnds(version, Broker.Link::abandon);
    }

    @ParameterizedTest
    @EnumSource
    void aGoodbyeToABrokerThatReadsNothingEnds(Version version) throws Exception {
        assertEnds(version, Broker.Link::disconnect);
    }

    /// The broker reads no more, so that Paho's sending thread waits for room on the line.
    private static void assertEnds(Version version, Consumer<Broker.Link> end) throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            full.setReceiveBufferSize(4_096);
            var told = new Told();
            var link =
                    broker("mqtt://127.0.0.1:" + full.getLocalPort(), Optional.empty(), version)
                            .open(hello("door"), told);
            try (var accepted = full.accept()) {
                var out = accepted.getOutputStream();
                out.write(connack(version));
                told.receiveMaximum();
                for (int ticket = 1; ticket <= LARGE_ONES; ticket++) {
                    link.publish(new Broker.Message("t", new byte[LARGE], 1, false), ticket);
                }
                Await.until("a full line", SOON, () -> isAnywhere("poll", "$Writing"));

                var ending = Thread.ofPlatform().daemon().start(() -> end.accept(link));

                assertTrue(ending.join(SOON), "it waits for the broker");
            }
        }
    }

    private static byte[] connack(Version version) {
        return switch (version) {
            case MQTT_5 -> new byte[] {0x20, 3, 0, 0, 0};
            case MQTT_3_1_1 -> new byte[] {0x20, 2, 0, 0};
        };
    }

    /// Whether any thread is in that method, called from that class.
    private static boolean isAnywhere(String method, String caller) {
        return Thread.getAllStackTraces().values().stream()
                .map(List::of)
                .filter(stack -> !stack.isEmpty())
                .filter(stack -> stack.getFirst().getMethodName().equals(method))
                .flatMap(List::stream)
                .anyMatch(at -> at.getClassName().endsWith(caller));
    }

    private static PahoBroker broker(String url, Optional<Tls> tls, Version version) {
        return new PahoBroker(
                new Way(Endpoint.of(url), tls, Optional.empty(), Instant::now), version);
    }

    private static Broker.Hello hello(String clientId) {
        var will = new Broker.Message("t", "gone".getBytes(StandardCharsets.US_ASCII), 1, false);
        return new Broker.Hello(clientId, Optional.of(will), Duration.ofSeconds(60));
    }
}
