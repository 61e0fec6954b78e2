package onecard.edge.uplink;

import java.nio.file.Path;
import onecard.edge.process.HiveMqProcess;
import onecard.edge.process.Service;

/// HiveMQ CE with its own settings.

class HiveMqContractTest extends BrokerContract {

    HiveMqContractTest() {
        super(new Facts(10, 0x10, Trouble.TAKEN_OVER, true));
    }

    @Override
    protected Service start(int port, Path directory) throws Exception {
        return Service.java(HiveMqProcess.class, port, directory);
    }
}
