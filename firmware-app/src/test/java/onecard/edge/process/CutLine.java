package onecard.edge.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The network between a device and a broker, to be cut.
final class CutLine implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    CutLine(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("cut-line").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// Every connection is reset, both ways.
    void cut() {
        for (var socket : open) {
            open.remove(socket);
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException _) {
                // Closed already by the other side.
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                open.add(near);
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(far);
                carry(near, far);
                carry(far, near);
            } catch (IOException _) {
                // Closed, or the broker is away: the device sees a dead line.
                cut();
            }
        }
    }

    private void carry(Socket from, Socket to) {
        Thread.ofPlatform()
                .daemon()
                .name("cut-line-carries")
                .start(
                        () -> {
                            try (from;
                                    to) {
                                from.getInputStream().transferTo(to.getOutputStream());
                            } catch (IOException _) {
                                // Cut.
                            } finally {
                                open.remove(from);
                            }
                        });
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
