package onecard.edge.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// The cable between the daemon and its broker, as a proxy on loopback: it is cut and mended. With
/// no broker behind it, it leads nowhere. Thread-safe.
public final class Cable implements AutoCloseable {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int PIECE_BYTES = 8_192;

    /// What cannot be accepted now is tried again.
    private static final long AGAIN_NANOS = 100_000_000;

    private final ServerSocket server;
    private final Optional<InetSocketAddress> broker;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean up = true;

    /// @param broker absent: there is none
    public Cable(Optional<InetSocketAddress> broker) throws IOException {
        this.broker = broker;
        server = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));
        Thread.ofPlatform().daemon().name("cable").start(this::accept);
    }

    /// Where the daemon finds its broker, on loopback.
    public int port() {
        return server.getLocalPort();
    }

    public boolean isUp() {
        return up;
    }

    /// Every connection is gone at once, and nobody gets a new one.
    public void cut() {
        up = false;
        reset();
    }

    public void mend() {
        up = true;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                open.add(near);
                Thread.ofPlatform().daemon().name("cable-carries").start(() -> carry(near));
            } catch (IOException _) {
                LockSupport.parkNanos(AGAIN_NANOS); // closed; or no more can be open at once
            }
        }
    }

    /// Both ways, until one end is gone.
    private void carry(Socket near) {
        try (near) {
            if (!up || broker.isEmpty()) {
                near.setSoLinger(true, 0);
                return;
            }
            try (var far = new Socket()) {
                far.connect(broker.get(), CONNECT_MILLIS);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(far);
                if (!up) {
                    return; // cut meanwhile
                }
                var back =
                        Thread.ofPlatform()
                                .daemon()
                                .name("cable-carries-back")
                                .start(() -> pass(far, near));
                pass(near, far);
                back.join();
                open.remove(far);
            }
        } catch (IOException _) {
            // The broker is away: the daemon sees a dead line.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            pass(from.getInputStream(), to.getOutputStream());
        } catch (IOException _) {
            // Cut, or one end left.
        }
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        var bytes = new byte[PIECE_BYTES];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            to.write(bytes, 0, read);
        }
    }

    private void reset() {
        for (var socket : open) {
            open.remove(socket);
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException _) {
                // Closed already.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
