package onecard.edge.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.tinylog.Logger;

/// `DIR/control.sock`, mode 0600: one JSON line in, one JSON line out, each request on a thread of
/// its own, so that an order to a door does not wait behind a list. For commands that need what the
/// daemon holds; whoever may open the socket already owns the state directory.
public final class Control implements AutoCloseable {

    /// Answers one request.
    @FunctionalInterface
    public interface Handler {
        /// May take its time; several at once.
        ///
        /// @param user whose process asks, as the kernel knows it
        Json.Obj answer(Json.Obj request, String user);
    }

    /// Requests served at once, more than people at one box give; the next waits to be accepted.
    private static final int REQUESTS_MAX = 8;

    /// Longer than any request has reason to be, and than a hundred told problems.
    private static final int LINE_BYTES_MAX = 65_536;

    /// A command writes its request at once. Who says nothing must not keep the others waiting.
    static final Duration REQUEST_WAIT = Duration.ofSeconds(5);

    /// The longest work asked for, the largest list on the slowest board, takes minutes.
    private static final Duration ANSWER_WAIT = Duration.ofHours(1);

    /// Longer than those who came before need to be accepted by a process that does not hang.
    private static final Duration CONNECT_WAIT = Duration.ofSeconds(30);

    private static final Duration CONNECT_AGAIN = Duration.ofMillis(50);

    private static final Duration ACCEPT_AGAIN = Duration.ofSeconds(1);

    private final ServerSocketChannel server;
    private final Path socket;
    private final Handler handler;
    private final Duration requestWait;
    private final Semaphore room = new Semaphore(REQUESTS_MAX);

    /// Listens from here on.
    public Control(Path socket, Handler handler) throws IOException {
        this(socket, handler, REQUEST_WAIT);
    }

    Control(Path socket, Handler handler, Duration requestWait) throws IOException {
        this.socket = socket;
        this.requestWait = requestWait;
        this.handler = handler;
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Thread.ofPlatform().name("control").daemon().start(this::serve);
    }

    /// Asks the daemon that holds `socket`; empty if none listens there.
    public static Optional<Json.Obj> ask(Path socket, Json.Obj request) throws IOException {
        return ask(socket, request, ANSWER_WAIT);
    }

    /// @param wait for the answer
    public static Optional<Json.Obj> ask(Path socket, Json.Obj request, Duration wait)
            throws IOException {
        var connected = connected(socket, wait);
        if (connected.isEmpty()) {
            return Optional.empty();
        }
        try (var channel = connected.get()) {
            send(channel, request);
            return Optional.of(receive(channel, wait));
        }
    }

    /// Empty if nobody listens.
    private static Optional<SocketChannel> connected(Path socket, Duration wait)
            throws IOException {
        long limit = Math.min(wait.toNanos(), CONNECT_WAIT.toNanos());
        long began = System.nanoTime();
        while (Files.exists(socket)) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                // Where so many wait that no more may, one would wait without a limit for a process
                // that hangs.
                channel.configureBlocking(false);
                boolean _ = channel.connect(UnixDomainSocketAddress.of(socket));
                channel.configureBlocking(true);
                return Optional.of(channel);
            } catch (ConnectException _) {
                channel.close(); // a socket file left by a daemon that was killed
                return Optional.empty();
            } catch (IOException full) {
                channel.close();
                if (System.nanoTime() - began >= limit) {
                    throw new Failed(
                            Message.REQUEST_SILENT.with(Duration.ofNanos(limit).toSeconds()), full);
                }
                LockSupport.parkNanos(CONNECT_AGAIN.toNanos());
            }
        }
        return Optional.empty();
    }

    private void serve() {
        while (server.isOpen()) {
            room.acquireUninterruptibly();
            try {
                var client = server.accept();
                Thread.ofPlatform().name("control-request").daemon().start(() -> serve(client));
                continue;
            } catch (ClosedChannelException _) {
                // Our own close: the loop's condition knows.
            } catch (IOException broken) {
                // No file is left to open, most likely, and will not be a moment later either.
                Logger.warn("control socket cannot accept: {}", broken.getMessage());
                LockSupport.parkNanos(ACCEPT_AGAIN.toNanos());
            }
            room.release();
        }
    }

    private void serve(SocketChannel accepted) {
        try (var client = accepted) {
            var user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            send(client, handler.answer(receive(client, requestWait), user));
        } catch (IOException broken) {
            Logger.warn("control request dropped: {}", broken.getMessage());
        } catch (RuntimeException bug) {
            Logger.error(bug, "control request failed");
        } finally {
            room.release();
        }
    }

    private static void send(SocketChannel channel, Json.Obj message) throws IOException {
        var out = Channels.newOutputStream(channel);
        out.write(Canonical.bytes(message));
        out.write('\n');
        out.flush();
    }

    private static Json.Obj receive(SocketChannel channel, Duration wait) throws IOException {
        return JsonReader.object(line(channel, wait))
                .orElseThrow(() -> new Failed(Message.REQUEST_WRONG.with()));
    }

    /// One line without its end. What may come after it is not read.
    private static byte[] line(SocketChannel channel, Duration wait) throws IOException {
        long until = System.nanoTime() + wait.toNanos();
        var line = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8_192);
        channel.configureBlocking(false);
        try (var ready = Selector.open()) {
            channel.register(ready, SelectionKey.OP_READ);
            while (line.size() <= LINE_BYTES_MAX) {
                long millis = (until - System.nanoTime()) / 1_000_000;
                if (millis <= 0 || (ready.select(millis) == 0 && System.nanoTime() >= until)) {
                    throw new Failed(Message.REQUEST_SILENT.with(wait.toSeconds()));
                }
                ready.selectedKeys().clear();
                if (channel.read(buffer.clear()) < 0) {
                    break;
                }
                for (buffer.flip(); buffer.hasRemaining(); ) {
                    byte next = buffer.get();
                    if (next == '\n') {
                        return line.toByteArray();
                    }
                    line.write(next);
                }
            }
        } finally {
            channel.configureBlocking(true);
        }
        throw new Failed(Message.REQUEST_TOO_LONG.with(LINE_BYTES_MAX));
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
