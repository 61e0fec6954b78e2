package onecard.hal.sam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import onecard.hal.Algorithm;
import onecard.hal.SecurityModule;
import onecard.hal.SecurityModule.Answer;
import onecard.hal.card.HsmFrame;
import onecard.hal.card.IssuerKey;
import onecard.hal.sim.SimModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Over real sockets, against a gateway that behaves as each test says.
class HsmClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final byte[] KEY = new byte[HsmFrame.KEY_BYTES];
    private static final SecurityModule.Question QUESTION =
            new SecurityModule.Question(
                    new SecurityModule.Key(8, 0xFA),
                    Algorithm.SM4,
                    List.of(
                            HexFormat.of().parseHex("342500d156000005"),
                            HexFormat.of().parseHex("8638342500000001")),
                    HexFormat.of().parseHex("8899aabbccddeeff"));

    private Gateway gateway;
    private HsmClient client;
    private final byte[] next = new byte[HsmFrame.ID_BYTES];

    @BeforeEach
    void start() throws IOException {
        gateway = new Gateway();
        client = client(KEY);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        gateway.close();
    }

    private HsmClient client(byte[] key) {
        return new HsmClient(
                "127.0.0.1",
                gateway.port(),
                key,
                PATIENCE,
                () -> {
                    next[0]++;
                    return next.clone();
                });
    }

    @Test
    void itAnswersWhatAChipWould() {
        assertEquals(Optional.empty(), client.trouble());
        for (int again = 0; again < 3; again++) {
            var answer = assertInstanceOf(Answer.Cryptogram.class, client.answer(QUESTION));
            assertArrayEquals(
                    IssuerKey.published(Algorithm.SM4).answer(QUESTION.factors(), QUESTION.block()),
                    answer.bytes());
        }
    }

    @Test
    void oneThatWasNeverThereIsAbsentAtOnce() throws IOException {
        gateway.close();

        assertTrue(client.trouble().isPresent());
        assertEquals(new Answer.Absent("not connected"), client.answer(QUESTION));
    }

    @Test
    void aRefusalKeepsItsStatus() {
        gateway.refuses = true;

        assertEquals(Optional.of("it refuses, 6A88"), client.trouble());
        assertEquals(new Answer.Refused(0x6A88), client.answer(QUESTION));
    }

    @Test
    void whoDoesNotHoldTheKeyMakesNoCardGenuine() {
        var other = KEY.clone();
        other[31] = 1;
        gateway.key = other;

        assertEquals(Optional.of("the connection broke"), client.trouble());
        gateway.deaf = true; // answers whatever it hears, under its own key
        assertEquals(Optional.of("what answers does not hold the key"), client.trouble());
        assertEquals(new Answer.Absent("not connected"), client.answer(QUESTION));
    }

    /// An answer to one question is none to the next, though its MAC is right.
    @Test
    void anAnswerHeardBeforeIsNone() {
        assertEquals(Optional.empty(), client.trouble());
        assertInstanceOf(Answer.Cryptogram.class, client.answer(QUESTION));
        gateway.replays = true;

        assertEquals(
                new Answer.Absent("what answers does not hold the key"), client.answer(QUESTION));
    }

    @Test
    void silenceEndsAtTheDeadlineAndTheNextConnectionIsANewOne() {
        assertEquals(Optional.empty(), client.trouble());
        gateway.silent = true;

        long before = System.nanoTime();
        assertInstanceOf(Answer.TimedOut.class, client.answer(QUESTION));
        assertTrue(System.nanoTime() - before < SOON.toNanos());
        assertInstanceOf(Answer.Absent.class, client.answer(QUESTION));

        gateway.silent = false;
        assertEquals(Optional.empty(), client.trouble());
        assertInstanceOf(Answer.Cryptogram.class, client.answer(QUESTION));
    }

    @Test
    void aDripOfBytesEndsAtTheDeadlineToo() {
        assertEquals(Optional.empty(), client.trouble());
        gateway.drips = true;

        long before = System.nanoTime();
        assertInstanceOf(Answer.TimedOut.class, client.answer(QUESTION));
        assertTrue(System.nanoTime() - before < SOON.toNanos());
    }

    @Test
    void aFrameWithoutEndBreaksTheConnection() {
        assertEquals(Optional.empty(), client.trouble());
        gateway.endless = true;

        assertEquals(new Answer.Absent("the connection broke"), client.answer(QUESTION));
    }

    @Test
    void aGatewayThatRestartsIsFoundAgain() throws IOException {
        assertEquals(Optional.empty(), client.trouble());
        gateway.hangUp();

        assertEquals(new Answer.Absent("the connection broke"), client.answer(QUESTION));
        assertEquals(Optional.empty(), client.trouble());
        assertInstanceOf(Answer.Cryptogram.class, client.answer(QUESTION));
    }

    /// What a gateway before an HSM does, and what it should not.
    private static final class Gateway implements AutoCloseable {
        private final ServerSocket server =
                new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final SimModule module = new SimModule();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final Thread thread;
        private volatile Socket current = new Socket();
        private byte[] last = new byte[0]; // of the gateway's own thread
        volatile byte[] key = KEY;
        volatile boolean refuses;
        volatile boolean deaf;
        volatile boolean replays;
        volatile boolean silent;
        volatile boolean drips;
        volatile boolean endless;

        Gateway() throws IOException {
            thread = Thread.ofPlatform().name("gateway").daemon().start(this::run);
        }

        int port() {
            return server.getLocalPort();
        }

        private void run() {
            while (!server.isClosed()) {
                try (var socket = server.accept()) {
                    current = socket;
                    serve(socket);
                } catch (IOException _) {
                    // The client hung up, or the test did.
                }
            }
        }

        private void serve(Socket socket) throws IOException {
            var in = new DataInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            while (true) {
                var frame = in.readNBytes(in.readUnsignedShort());
                if (silent) {
                    continue;
                }
                var request = HsmFrame.request(frame, deaf ? KEY : key);
                if (request.isEmpty()) {
                    return;
                }
                if (endless) {
                    out.write(new byte[] {(byte) 0xff, (byte) 0xff});
                    continue;
                }
                var answer = replays ? last : answer(request.get());
                last = answer;
                if (!drips) {
                    out.write(answer);
                    continue;
                }
                for (byte each : answer) {
                    out.write(each);
                    pause();
                }
            }
        }

        private byte[] answer(HsmFrame.Request request) {
            if (refuses) {
                return HsmFrame.of(request, new Answer.Refused(0x6A88), key);
            }
            Answer answer =
                    request.question()
                            .map(module::answer)
                            .orElseGet(() -> new Answer.Cryptogram(new byte[0]));
            return HsmFrame.of(request, answer, key);
        }

        private void pause() {
            try {
                boolean _ = closed.await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        void hangUp() throws IOException {
            current.close();
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            server.close();
            current.close();
            try {
                // The kernel takes connections for as long as somebody is inside accept.
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void anAnswersMacCoversItsRequest() {
        var request = new HsmFrame.Request(new byte[8], Optional.of(QUESTION));
        var other = new HsmFrame.Request(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, Optional.empty());
        var frame = HsmFrame.of(request, new Answer.Cryptogram(new byte[8]), KEY);
        var body = Arrays.copyOfRange(frame, 2, frame.length);

        assertTrue(HsmFrame.answer(body, request, KEY).isPresent());
        assertTrue(HsmFrame.answer(body, other, KEY).isEmpty());
        for (int bit = 0; bit < body.length * 8; bit++) {
            var flipped = body.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(HsmFrame.answer(flipped, request, KEY).isEmpty());
        }
    }
}
