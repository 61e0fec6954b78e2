package onecard.edge.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

public final class Ports {

    /// Below those that the kernel hands out by itself.
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;

    /// Test runs beside each other begin far from each other.
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 1_009 % COUNT));

    private Ports() {}

    /// One that nobody listens on right now, and that was not handed out before.
    public static int free() throws IOException {
        while (true) {
            int port = FIRST + NEXT.getAndIncrement() % COUNT;
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException _) {
                // Somebody listens there: the next.
            }
        }
    }

    static boolean listens(int port) {
        try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException _) {
            return false;
        }
    }
}
