package onecard.edge.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import onecard.edge.crypto.Json;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients of the control socket that do not behave.
class ControlTest {

    private static final Json.Obj HELLO = Json.Obj.EMPTY.with("do", "hello");

    @TempDir Path dir;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Control control;

    @BeforeEach
    void serve() throws IOException {
        control =
                new Control(
                        socket(),
                        (request, user) -> answer(request).with("by", user),
                        Duration.ofMillis(200));
    }

    @AfterEach
    void stop() throws IOException {
        control.close();
    }

    @Test
    void whoSaysNothingKeepsNobodyWaiting() throws IOException {
        try (var silent = open();
                var halfway = open()) {
            halfway.write(ByteBuffer.wrap("{\"do\":".getBytes(UTF_8)));

            assertEquals(true, asked().bool("ok").orElseThrow());
            assertEquals(0, Channels.newInputStream(silent).readAllBytes().length);
        }
    }

    /// It hangs: whoever asks is not to hang with it, before anything could be said.
    @Test
    void whoIsNotEvenAcceptedWaitsNoLonger() throws Exception {
        var stuck = dir.resolve("stuck.sock");
        var address = UnixDomainSocketAddress.of(stuck);
        var waiting = new ArrayList<SocketChannel>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1);
            for (boolean room = true; room; ) {
                var next = SocketChannel.open(StandardProtocolFamily.UNIX);
                waiting.add(next);
                next.configureBlocking(false);
                try {
                    room = next.connect(address);
                } catch (SocketException _) {
                    room = false;
                }
            }
            var failed =
                    assertThrows(
                            Failed.class,
                            () -> Control.ask(stuck, Json.Obj.EMPTY, Duration.ofMillis(200)));
            assertEquals(Message.REQUEST_SILENT.with(0L), failed.words());
        }
        for (var each : waiting) {
            each.close();
        }
        assertEquals(Optional.empty(), Control.ask(stuck, Json.Obj.EMPTY, Duration.ofMillis(200)));
    }

    @Test
    void aLineWithoutEndIsCutOff() throws IOException {
        try (var flood = open()) {
            var much = ByteBuffer.wrap("x".repeat(1 << 20).getBytes(UTF_8));

            // The daemon hangs up on the way.
            assertThrows(
                    IOException.class,
                    () -> {
                        while (true) {
                            much.rewind();
                            while (much.hasRemaining()) {
                                flood.write(much);
                            }
                        }
                    });
        }
        assertEquals(true, asked().bool("ok").orElseThrow());
    }

    @Test
    void aRequestInPiecesIsOneRequest() throws IOException {
        try (var slow = open()) {
            for (var piece : "{\"do\":\"hello\"}\n".split("")) {
                slow.write(ByteBuffer.wrap(piece.getBytes(UTF_8)));
            }
            var answer = new String(Channels.newInputStream(slow).readAllBytes(), UTF_8);

            assertTrue(answer.contains("\"ok\":true"), answer);
        }
    }

    /// An order to a door does not wait behind a list that takes minutes.
    @Test
    void aRequestThatTakesLongKeepsNobodyWaiting() throws Exception {
        try (var slow = open()) {
            slow.write(ByteBuffer.wrap("{\"do\":\"hang\"}\n".getBytes(UTF_8)));
            hanging.await();

            assertEquals(true, asked().bool("ok").orElseThrow());

            goOn.countDown();
            var answer = new String(Channels.newInputStream(slow).readAllBytes(), UTF_8);
            assertTrue(answer.contains("\"ok\":true"), answer);
        }
    }

    @Test
    void theKernelSaysWhoAsks() throws IOException {
        assertEquals(System.getProperty("user.name"), asked().text("by").orElseThrow());
    }

    private Json.Obj answer(Json.Obj request) {
        if (request.text("do").orElse("").equals("hang")) {
            hanging.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        return request.with("ok", true);
    }

    private Json.Obj asked() throws IOException {
        return Control.ask(socket(), HELLO).orElseThrow();
    }

    private SocketChannel open() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket()));
        return channel;
    }

    private Path socket() {
        return dir.resolve("control.sock");
    }
}
