package onecard.edge.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import onecard.edge.demo.DemoBroker;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.cluster.impl.MessageLoadBalancingType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/// An Artemis in a process of its own, to be killed like one: the demo's broker, or one of a
/// cluster whose members know each other by name, all in memory.
public final class ArtemisProcess {

    private ArtemisProcess() {}

    /// `MQTT_PORT`, or `MQTT_PORT OWN_PORT PEER_PORT...`, the ports of the cluster's own protocol.
    public static void main(String[] ports) throws Exception {
        if (ports.length == 1) {
            var _ = new DemoBroker(Integer.parseInt(ports[0]));
        } else {
            join(ports[0], ports[1], Arrays.copyOfRange(ports, 2, ports.length));
        }
        new CountDownLatch(1).await();
    }

    private static void join(String mqttPort, String ownPort, String[] peerPorts) throws Exception {
        var peers = new ArrayList<String>();
        var configuration =
                new ConfigurationImpl()
                        .setName(ownPort)
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .setMaxDiskUsage(100)
                        .setWildCardConfiguration(
                                new WildcardConfiguration()
                                        .setDelimiter('/')
                                        .setSingleWord('+')
                                        .setAnyWords('#'))
                        .addAcceptorConfiguration("mqtt", address(mqttPort) + "?protocols=MQTT")
                        .addAcceptorConfiguration("core", address(ownPort) + "?protocols=CORE")
                        .addConnectorConfiguration("own", address(ownPort))
                        .addAddressSetting("#", new AddressSettings().setRedistributionDelay(0))
                        .setClusterUser("cluster")
                        .setClusterPassword("of a test, on loopback");
        for (var port : peerPorts) {
            configuration.addConnectorConfiguration("peer-" + port, address(port));
            peers.add("peer-" + port);
        }
        configuration.addClusterConfiguration(
                new ClusterConnectionConfiguration()
                        .setName("cluster")
                        .setConnectorName("own")
                        .setStaticConnectors(peers)
                        .setRetryInterval(100)
                        .setMessageLoadBalancingType(MessageLoadBalancingType.ON_DEMAND));
        var server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        server.getActiveMQServer().waitForActivation(10, TimeUnit.SECONDS);
    }

    private static String address(String port) {
        return "tcp://127.0.0.1:" + port;
    }
}
