package onecard.edge.uplink;

import java.nio.file.Path;
import onecard.edge.process.Service;
import org.junit.jupiter.api.Tag;

/// mosquitto 2.0.11, as Debian 12 has it. It cuts the line of whom it replaces without a word, so a
/// second device of the same name there looks like a bad network.
@Tag("mosquitto")
class MosquittoContractTest extends BrokerContract {

    MosquittoContractTest() {
        super(new Facts(20, 0x10, Trouble.NETWORK, true));
    }

    @Override
    protected Service start(int port, Path directory) throws Exception {
        return Service.mosquitto(port, directory);
    }
}
