package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import onecard.edge.process.Await;
import onecard.edge.process.Producer;
import onecard.edge.uplink.FakeBroker.Manners;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a broker sends ends the line before it ends the process.
@Timeout(120)
class PacketCheckTest {

    private static final Duration LATER = Duration.ofSeconds(110);
    private static final int MAX = 1_000;
    private static final int[] QUARTER_OF_A_GIGABYTE = {0x30, 0xFF, 0xFF, 0xFF, 0x7F};

    /// Of MQTT 3.1.1: what stands where MQTT 5 has properties is a part of the message.
    @Test
    void aPacketWithoutPropertiesMayBeginAsItLikes() throws Exception {
        var check = new PacketCheck(MAX, false);
        saw(check, 0x30, 0x06, 0x00, 0x01, 'a', 0xFF, 0xFF, 0xFF);
        saw(check, 0x20, 0x02, 0x00, 0x00);
        assertThrows(IOException.class, () -> saw(check, 0x34));
    }

    @Test
    void packetsUpToTheLimitPass() throws IOException {
        var check = new PacketCheck(MAX, true);
        for (int length = 0; length <= MAX; length++) {
            saw(check, packet(0x32, length));
        }
        saw(check, 0xD0, 0x00);
    }

    @Test
    void aLongerPacketIsRefusedBeforeItsLengthIsKnown() throws IOException {
        var check = new PacketCheck(MAX, true);
        saw(check, packet(0x30, MAX));
        saw(check, 0x30, 0xE9);
        assertThrows(IOException.class, () -> saw(check, 0x07)); // 1,001
        var huge = new PacketCheck(1 << 20, true);
        saw(huge, 0x30, 0xFF, 0xFF);
        assertThrows(IOException.class, () -> saw(huge, 0xFF));
    }

    @Test
    void aLengthThatDoesNotEndIsRefused() throws IOException {
        var check = new PacketCheck(MAX, true);
        saw(check, 0x40, 0x80, 0x80, 0x80, 0x80);
        assertThrows(IOException.class, () -> saw(check, 0x80));
    }

    @Test
    void propertiesLongerThanTheirPacketAreRefused() throws IOException {
        var connack = new PacketCheck(MAX, true);
        saw(connack, 0x20, 0x06, 0x00, 0x00);
        assertThrows(IOException.class, () -> saw(connack, 0xFF));
        var message = new PacketCheck(MAX, true);
        saw(message, 0x32, 0x08, 0x00, 0x01, 'a', 0x00, 0x07);
        assertThrows(IOException.class, () -> saw(message, 0x03));
        var good = new PacketCheck(MAX, true);
        saw(good, 0x32, 0x08, 0x00, 0x01, 'a', 0x00, 0x07, 0x02, 'x', 'y');
        saw(good, 0x40, 0x02, 0x00, 0x07, 0x40, 0x03, 0x00, 0x07, 0x10);
        saw(good, 0x40, 0x04, 0x00, 0x07, 0x00, 0x00, 0xE0, 0x00, 0xE0, 0x02, 0x8B, 0x00);
        saw(good, 0x90, 0x04, 0x00, 0x01, 0x00, 0x01, 0xD0, 0x00);
        assertThrows(IOException.class, () -> saw(good, 0xE0, 0x02, 0x8B, 0x01));
    }

    @Test
    void qosTwoIsRefused() throws IOException {
        for (int first : new int[] {0x34, 0x35, 0x3C, 0x36}) {
            var check = new PacketCheck(MAX, true);
            assertThrows(IOException.class, () -> saw(check, first));
        }
    }

    /// Requests, answers of QoS 2, and what only a newer protocol has.
    @Test
    void aPacketThatNoBrokerHasReasonToSendIsRefused() throws IOException {
        for (int type : new int[] {0, 1, 5, 6, 7, 8, 10, 12}) {
            assertThrows(IOException.class, () -> saw(new PacketCheck(MAX, true), type << 4));
        }
        for (int type : new int[] {14, 15}) {
            saw(new PacketCheck(MAX, true), type << 4);
            assertThrows(IOException.class, () -> saw(new PacketCheck(MAX, false), type << 4));
        }
    }

    @Test
    void aPacketOfAQuarterGigabyteIsNotTheEndOfTheProcess(@TempDir Path directory)
            throws Exception {
        var packet = new ByteArrayOutputStream();
        for (int octet : QUARTER_OF_A_GIGABYTE) {
            packet.write(octet);
        }
        assertSurvives(packet.toByteArray(), directory);
    }

    @Test
    void messagesThatWaitForTheirReleaseAreNotTheEndOfTheProcess(@TempDir Path directory)
            throws Exception {
        var packets = new ByteArrayOutputStream();
        var topic = "oc/v1/bench/bench/ack".getBytes(StandardCharsets.US_ASCII);
        for (int number = 1; number <= 64; number++) {
            int body = (1 << 20) - 16;
            packets.write(0x34);
            packets.writeBytes(length(body));
            packets.write(0);
            packets.write(topic.length);
            packets.writeBytes(topic);
            packets.write(number >> 8);
            packets.write(number);
            packets.write(0);
            packets.writeBytes(new byte[body - topic.length - 5]);
        }
        assertSurvives(packets.toByteArray(), directory);
    }

    /// More than any line holds, each to be answered, and not one answer is read.
    @Tag("long")
    @Timeout(300)
    @Test
    void messagesWhoseAnswersNobodyReadsAreNotTheEndOfTheProcess(@TempDir Path directory)
            throws Exception {
        var message = new byte[] {0x32, 6, 0, 1, 'a', 0, 1, 0};
        var packets = new byte[6_000_000 * message.length];
        for (int at = 0; at < packets.length; at += message.length) {
            System.arraycopy(message, 0, packets, at, message.length);
        }
        var manners =
                new Manners() {
                    @Override
                    public byte[] afterSubscribe(int connection, String filter) {
                        boolean last = filter.endsWith("/status"); // from then on it is patient
                        return connection == 1 && last ? packets : new byte[0];
                    }
                };
        assertSurvives(manners, 1, directory);
    }

    /// A process with the daemon's limits, whose broker sends that at its first connections.
    private static void assertSurvives(byte[] hostile, Path directory) throws Exception {
        var manners =
                new Manners() {
                    @Override
                    public byte[] afterSubscribe(int connection, String filter) {
                        return connection <= 3 ? hostile : new byte[0];
                    }
                };
        assertSurvives(manners, 3, directory);
    }

    private static void assertSurvives(Manners manners, int hostile, Path directory)
            throws Exception {
        try (var broker = new FakeBroker(20, manners);
                var producer = new Producer(directory, broker.port())) {
            long last = producer.taps(10);
            Await.until("all sent", LATER, () -> producer.counts().unsent() == 0);
            assertTrue(broker.connections.get() > hostile, "the hostile ones came first");
            assertEquals(last + 1, producer.taps(1), "the process of before");
        }
    }

    private static byte[] packet(int first, int length) {
        var packet = new ByteArrayOutputStream();
        packet.write(first);
        packet.writeBytes(length(length));
        packet.writeBytes(new byte[length]);
        return packet.toByteArray();
    }

    private static byte[] length(int length) {
        var bytes = new ByteArrayOutputStream();
        int left = length;
        do {
            bytes.write(left > 127 ? left % 128 | 0x80 : left);
            left /= 128;
        } while (left > 0);
        return bytes.toByteArray();
    }

    private static void saw(PacketCheck check, byte[] bytes) throws IOException {
        for (byte octet : bytes) {
            check.saw(octet & 0xFF);
        }
    }

    private static void saw(PacketCheck check, int... octets) throws IOException {
        for (int octet : octets) {
            check.saw(octet);
        }
    }
}
