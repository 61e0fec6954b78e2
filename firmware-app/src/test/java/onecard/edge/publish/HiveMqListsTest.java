package onecard.edge.publish;

import java.nio.file.Path;
import onecard.edge.process.HiveMqProcess;
import onecard.edge.process.Service;

/// HiveMQ CE.
class HiveMqListsTest extends ListPublisherContract {

    @Override
    Service start(int at, Path directory) throws Exception {
        return Service.java(HiveMqProcess.class, at, directory);
    }
}
