package onecard.edge.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/// Sockets to a broker, plain or TLS: to Paho they all look plain, so that one [BrokerSocket]
/// holds what Paho needs help with.
final class BrokerSockets extends SocketFactory {

    private final Optional<SSLSocketFactory> tls;

    BrokerSockets(Optional<SSLSocketFactory> tls) {
        this.tls = tls;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new BrokerSocket(tls);
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
