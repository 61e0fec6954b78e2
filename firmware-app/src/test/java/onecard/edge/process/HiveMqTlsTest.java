package onecard.edge.process;

import onecard.edge.uplink.BrokerClient;

/// The same with the client that could take Paho's place.
class HiveMqTlsTest extends TlsTest {

    @Override
    BrokerClient client() {
        return BrokerClient.HIVEMQ;
    }
}
