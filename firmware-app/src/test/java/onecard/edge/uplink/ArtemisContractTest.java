package onecard.edge.uplink;

import java.nio.file.Path;
import onecard.edge.process.ArtemisProcess;
import onecard.edge.process.Service;

/// Apache ActiveMQ Artemis, as the demo has it.
class ArtemisContractTest extends BrokerContract {

    ArtemisContractTest() {
        super(new Facts(65_535, 0, Trouble.TAKEN_OVER, false));
    }

    @Override
    protected Service start(int port, Path directory) throws Exception {
        return Service.java(ArtemisProcess.class, port);
    }
}
