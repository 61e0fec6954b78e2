package onecard.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.UnaryOperator;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.tinylog.Logger;

/// `DIR/control.sock`, mode 0600: one JSON line in, one JSON line out, one request at a time on
/// the thread `control`. For commands that need what the daemon holds; whoever may open the
/// socket already owns the state directory.
final class Control implements AutoCloseable {

    /// Longer than any request has reason to be.
    private static final int LINE_MAX = 65_536;

    private final ServerSocketChannel server;
    private final Path socket;
    private final UnaryOperator<Json.Obj> handler;

    /// @param handler answers a request; runs on the control thread and may take its time
    Control(Path socket, UnaryOperator<Json.Obj> handler) throws IOException {
        this.socket = socket;
        this.handler = handler;
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Thread.ofPlatform().name("control").daemon().start(this::serve);
    }

    /// Asks the daemon that holds `socket`; empty if none listens there.
    static Optional<Json.Obj> ask(Path socket, Json.Obj request) throws IOException {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } catch (IOException _) {
                // A socket file left by a daemon that was killed.
                return Optional.empty();
            }
            send(channel, request);
            return Optional.of(receive(channel));
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (var client = server.accept()) {
                send(client, handler.apply(receive(client)));
            } catch (java.nio.channels.ClosedChannelException _) {
                return;
            } catch (IOException broken) {
                Logger.warn("control request dropped: {}", broken.getMessage());
            } catch (RuntimeException bug) {
                Logger.error(bug, "control request failed");
            }
        }
    }

    private static void send(SocketChannel channel, Json.Obj message) throws IOException {
        var out = Channels.newOutputStream(channel);
        out.write(Canonical.bytes(message));
        out.write('\n');
        out.flush();
    }

    private static Json.Obj receive(SocketChannel channel) throws IOException {
        var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() >= LINE_MAX) {
                throw new Failed(Message.REQUEST_TOO_LONG.with(LINE_MAX));
            }
            line.append((char) next);
        }
        return JsonReader.object(line.toString())
                .orElseThrow(() -> new Failed(Message.REQUEST_WRONG.with()));
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
