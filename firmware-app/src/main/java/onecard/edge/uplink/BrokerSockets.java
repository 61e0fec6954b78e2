package onecard.edge.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/// Sockets to a broker, plain, TLS or WebSocket: to Paho they all look plain, so that one
/// [BrokerSocket] holds what Paho needs help with.
final class BrokerSockets extends SocketFactory {

    private final Optional<SSLSocketFactory> tls;
    private final Optional<WebSocket.Target> webSocket;
    private final Supplier<PacketCheck> check;
    private volatile Optional<BrokerSocket> made = Optional.empty();
    private volatile boolean cut;

    /// @param webSocket whose, if it is one
    /// @param check of what a broker sends, a new one for each line
    BrokerSockets(
            Optional<SSLSocketFactory> tls,
            Optional<WebSocket.Target> webSocket,
            Supplier<PacketCheck> check) {
        this.tls = tls;
        this.webSocket = webSocket;
        this.check = check;
    }

    @Override
    public Socket createSocket() throws IOException {
        var socket = new BrokerSocket(tls, webSocket, check.get());
        made = Optional.of(socket);
        if (cut) {
            // The name was resolved after the attempt was given up.
            socket.close();
            throw new SocketException("given up before there was a line");
        }
        return socket;
    }

    /// Any thread: ends whatever is done on the line, be it a handshake that a broker never
    /// finishes; Paho cannot be closed while it connects. None is made from now on.
    void cut() {
        cut = true;
        try {
            if (made.isPresent()) {
                made.get().close();
            }
        } catch (IOException _) {
            // Cut already.
        }
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
}
