package onecard.edge.uplink;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// Sockets as a stream of small messages wants them. Paho reads a PUBACK in four pieces, each a
/// call of the kernel, and leaves Nagle's algorithm on, under which a tap behind another message
/// waits for the broker's acknowledgement.
final class PlainSockets extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
        var socket = new Buffered();
        socket.setTcpNoDelay(true);
        return socket;
    }

    // Paho connects by itself, so that the deadline is its own.

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class Buffered extends Socket {
        private InputStream in = InputStream.nullInputStream();
        private boolean made;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (!made) {
                in = new Reading(super.getInputStream());
                made = true;
            }
            return in;
        }
    }

    /// Asks the kernel what is there only if nothing is here.
    private static final class Reading extends BufferedInputStream {
        Reading(InputStream socket) {
            super(socket);
        }

        @Override
        public synchronized int available() throws IOException {
            return count > pos ? count - pos : super.available();
        }
    }
}
