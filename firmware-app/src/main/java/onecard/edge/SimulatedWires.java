package onecard.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.demo.DemoBroker;
import onecard.edge.simulate.Cable;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// What a simulated daemon is connected to: a cable, and behind it the broker that was named, one
/// in this process where the program has one along, or none.
final class SimulatedWires implements AutoCloseable {

    private static final int MQTT_PORT = 1883;

    private final Cable cable;
    private final Optional<DemoBroker> own;
    private final Optional<InetSocketAddress> broker;
    private final String called;

    private SimulatedWires(
            Optional<DemoBroker> own, Optional<InetSocketAddress> broker, String called)
            throws IOException {
        this.own = own;
        this.broker = broker;
        this.called = called;
        cable = new Cable(broker);
    }

    /// Says where it leads.
    ///
    /// @param url of the broker that was named
    /// @throws Failed unless that is one on this machine
    static SimulatedWires to(Optional<String> url, Console console) throws Exception {
        if (url.isPresent()) {
            var named = at(url.get());
            console.tell(Message.SIMULATE_BROKER, url.get());
            return new SimulatedWires(Optional.empty(), Optional.of(named), url.get());
        }
        if (!DemoBroker.isHere()) {
            console.tell(Message.SIMULATE_BROKER_NONE);
            return new SimulatedWires(Optional.empty(), Optional.empty(), "none");
        }
        var wires = embedded(0);
        console.tell(Message.SIMULATE_BROKER, wires.broker().orElseThrow());
        return wires;
    }

    /// To a broker in this process.
    ///
    /// @param port of it; 0: a free one
    static SimulatedWires embedded(int port) throws Exception {
        int own = port == 0 ? freePort() : port;
        return new SimulatedWires(
                Optional.of(new DemoBroker(own)),
                Optional.of(new InetSocketAddress(loopback(), own)),
                "embedded");
    }

    /// On this machine alone: what is simulated goes by the names of a real device, with keys and a
    /// clock that anybody can make.
    private static InetSocketAddress at(String url) throws Failed {
        try {
            var broker = URI.create(url);
            if ("mqtt".equals(broker.getScheme()) && broker.getHost() != null) {
                int port = broker.getPort() < 0 ? MQTT_PORT : broker.getPort();
                var address = InetAddress.getByName(broker.getHost());
                if (address.isLoopbackAddress()) {
                    return new InetSocketAddress(address, port);
                }
            }
        } catch (IllegalArgumentException | UnknownHostException _) {
            // Said below.
        }
        throw new Failed(Message.SIMULATE_BROKER_URL.with(url));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByName("127.0.0.1");
    }

    Cable cable() {
        return cable;
    }

    /// Where the daemon finds its broker.
    int port() {
        return cable.port();
    }

    /// Where others find it; empty if there is none.
    Optional<String> broker() {
        return broker.map(SimulatedWires::url);
    }

    private static String url(InetSocketAddress at) {
        var host = at.getAddress().getHostAddress();
        return "mqtt://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, at.getPort());
    }

    /// As the page names it: `embedded`, its address, or `none`.
    String called() {
        return called;
    }

    @Override
    public void close() throws IOException {
        cable.close();
        own.ifPresent(DemoBroker::close);
    }
}
