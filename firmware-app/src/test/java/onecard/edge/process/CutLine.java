package onecard.edge.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The network between a device and a broker, to be cut, or to stand still. Before several brokers
/// it is what a load balancer is: a connection goes to the first of them that takes it.
public final class CutLine implements AutoCloseable {

    private final ServerSocket server;
    private final int[] targets;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object flow = new Object();
    private boolean held;
    private volatile boolean away;
    private final AtomicInteger refused = new AtomicInteger();

    public CutLine(int... targets) throws IOException {
        this.targets = targets.clone();
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("cut-line").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Every connection is reset, both ways.
    public void cut() {
        for (var socket : open) {
            open.remove(socket);
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException _) {
                // Closed already by the other side.
            }
        }
    }

    /// Any thread: nothing more passes, either way.
    public void hold() {
        synchronized (flow) {
            held = true;
        }
    }

    /// Any thread: the line is gone, and whoever tries is refused.
    public void goesAway() {
        refused.set(0);
        away = true;
        cut();
    }

    /// Any thread: how often somebody tried in vain since it went away.
    public int refused() {
        return refused.get();
    }

    /// Any thread.
    public void comesBack() {
        away = false;
    }

    public boolean isHeld() {
        synchronized (flow) {
            return held;
        }
    }

    public void release() {
        synchronized (flow) {
            held = false;
            flow.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                open.add(near);
                if (away) {
                    refused.incrementAndGet();
                    cut();
                    continue;
                }
                var far = far();
                open.add(far);
                carry(near, far);
                carry(far, near);
            } catch (IOException _) {
                // Closed, or the broker is away: the device sees a dead line.
                cut();
            }
        }
    }

    private Socket far() throws IOException {
        for (int target : targets) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), target);
            } catch (ConnectException _) {
                // That one is away.
            }
        }
        throw new ConnectException("nobody listens on " + Arrays.toString(targets));
    }

    private void carry(Socket from, Socket to) {
        Thread.ofPlatform()
                .daemon()
                .name("cut-line-carries")
                .start(
                        () -> {
                            try (from;
                                    to) {
                                pass(from.getInputStream(), to.getOutputStream());
                            } catch (IOException | InterruptedException _) {
                                // Cut.
                            } finally {
                                open.remove(from);
                            }
                        });
    }

    private void pass(InputStream from, OutputStream to) throws IOException, InterruptedException {
        var bytes = new byte[8_192];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            synchronized (flow) {
                while (held) {
                    flow.wait();
                }
            }
            to.write(bytes, 0, read);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        release();
        cut();
    }
}
