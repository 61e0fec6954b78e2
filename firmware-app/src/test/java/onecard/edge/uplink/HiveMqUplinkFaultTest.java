package onecard.edge.uplink;

import org.junit.jupiter.api.Tag;

/// The same with the client that could take Paho's place.
@Tag("long")
class HiveMqUplinkFaultTest extends UplinkFaultTest {

    @Override
    BrokerClient client() {
        return BrokerClient.HIVEMQ;
    }
}
