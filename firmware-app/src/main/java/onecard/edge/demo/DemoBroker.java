package onecard.edge.demo;

import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/// A real MQTT broker in this process, in memory, on loopback only, for trying the daemon without
/// installing one.
public final class DemoBroker implements AutoCloseable {

    private final EmbeddedActiveMQ server;

    /// Whether the program has a broker along: the package has none.
    public static boolean isHere() {
        try {
            Class.forName("org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ");
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    /// Starts it and waits until it serves.
    public DemoBroker(int port) throws Exception {
        // The default wildcard syntax would read a dot in a device's name as a level.
        var wildcards =
                new WildcardConfiguration().setDelimiter('/').setSingleWord('+').setAnyWords('#');
        Map<String, Object> acceptor = new HashMap<>();
        acceptor.put("host", "127.0.0.1");
        acceptor.put("port", port);
        acceptor.put("protocols", "MQTT");
        var configuration =
                new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .setMaxDiskUsage(100)
                        .setMqttSessionScanInterval(500)
                        .setWildCardConfiguration(wildcards)
                        .addAcceptorConfiguration(
                                new TransportConfiguration(
                                        "org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory",
                                        acceptor,
                                        "mqtt"));
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        server.getActiveMQServer().waitForActivation(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the demo broker did not stop", failed);
        }
    }
}
