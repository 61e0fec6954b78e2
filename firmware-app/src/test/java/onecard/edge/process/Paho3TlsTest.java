package onecard.edge.process;

import onecard.edge.uplink.BrokerClient;
import org.junit.jupiter.api.Tag;

/// The same by MQTT 3.1.1.
@Tag("long")
class Paho3TlsTest extends TlsTest {

    @Override
    BrokerClient client() {
        return BrokerClient.PAHO_3;
    }
}
