package onecard.edge.uplink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.process.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is written when, over a real line.
@Timeout(30)
class BrokerSocketTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    /// Of QoS 1, and what it is answered by.
    private static final byte[] MESSAGE = {0x32, 6, 0, 1, 'a', 0, 1, 0};
    private static final byte[] ANSWER = {0x40, 2, 0, 1};

    private ServerSocket server;
    private BrokerSocket line;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        line = new BrokerSocket(Optional.empty(), Optional.empty(), new PacketCheck(1 << 20, true));
        line.connect(server.getLocalSocketAddress(), 1_000);
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        server.close();
    }

    /// The client keeps its answers without bound; what is not read stays at the broker.
    @Test
    void aBrokerThatTakesNoAnswersIsReadNoFurther() throws Exception {
        try (var broker = server.accept()) {
            for (int i = 0; i < 2 * AnswerBound.MOST; i++) {
                broker.getOutputStream().write(MESSAGE);
            }
            var read = new AtomicInteger();
            var reader = new Thread(() -> readAll(read));
            reader.start();
            awaitMessages(AnswerBound.MOST, read, reader);

            // An answer, behind a message of our own that looks like a hundred of them.
            var written = new ByteArrayOutputStream();
            written.writeBytes(new byte[] {0x32, (byte) 0x90, 0x03});
            for (int i = 0; i < 100; i++) {
                written.writeBytes(ANSWER);
            }
            written.writeBytes(ANSWER);
            for (byte octet : written.toByteArray()) {
                write(new byte[] {octet});
            }
            awaitMessages(AnswerBound.MOST + 1, read, reader);

            written.reset();
            for (int i = 0; i < 100; i++) {
                written.writeBytes(ANSWER);
            }
            write(written.toByteArray());
            awaitMessages(AnswerBound.MOST + 101, read, reader);

            line.close();
            reader.join();
        }
    }

    private static void awaitMessages(int count, AtomicInteger read, Thread reader) {
        Await.until(
                count + " messages",
                SOON,
                () ->
                        reader.getState() == Thread.State.WAITING
                                && read.get() == count * MESSAGE.length);
    }

    private void readAll(AtomicInteger read) {
        try {
            while (line.getInputStream().read() >= 0) {
                read.incrementAndGet();
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void write(byte[] bytes) {
        try {
            line.getOutputStream().write(bytes);
        } catch (IOException broken) {
            throw new CompletionException(broken);
        }
    }
}
