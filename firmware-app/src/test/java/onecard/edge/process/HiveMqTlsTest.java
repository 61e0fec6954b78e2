package onecard.edge.process;

import onecard.edge.uplink.BrokerClient;
import org.junit.jupiter.api.Tag;

/// The same with the client that could take Paho's place.
@Tag("long")
class HiveMqTlsTest extends TlsTest {

    @Override
    BrokerClient client() {
        return BrokerClient.HIVEMQ;
    }
}
