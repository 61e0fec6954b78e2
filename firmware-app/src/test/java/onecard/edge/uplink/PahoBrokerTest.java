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
import onecard.site.Uplink.Version;
import org.junit.jupiter.api.Test;

/// What becomes of a line that is given up.
class PahoBrokerTest {

    /// Far shorter than the deadline of the attempt.
    private static final int SOON_MILLIS = 5_000;

    /// It takes the connection and never finishes the handshake: without an end of ours it would
    /// hold a thread and a file for each attempt.
    @Test
    void aHandshakeThatIsGivenUpEndsWithItsLine() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var broker =
                    new PahoBroker(
                            new Way(
                                    Endpoint.of("mqtts://127.0.0.1:" + silent.getLocalPort()),
                                    Optional.of(new Tls(Optional.empty(), Optional.empty())),
                                    Optional.empty(),
                                    Instant::now),
                            Version.MQTT_5);
            var will =
                    new Broker.Message("t", "gone".getBytes(StandardCharsets.US_ASCII), 1, false);
            var hello = new Broker.Hello("door", Optional.of(will), Duration.ofSeconds(60));
            var link = broker.open(hello, new Deaf());
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

    private static final class Deaf implements Broker.Events {
        @Override
        public void connected(int receiveMaximum) {}

        @Override
        public void subscribed(long ticket, List<Integer> reasonCodes) {}

        @Override
        public void published(long ticket, int reasonCode) {}

        @Override
        public void unpublished(long ticket, String why) {}

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {}

        @Override
        public void down(Trouble trouble, String detail) {}
    }
}
