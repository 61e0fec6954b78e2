package onecard.edge.publish;

import java.nio.file.Path;
import onecard.edge.process.ArtemisProcess;
import onecard.edge.process.Service;

/// One node of ActiveMQ Artemis.
class ArtemisListsTest extends ListPublisherContract {

    @Override
    Service start(int at, Path directory) throws Exception {
        return Service.java(ArtemisProcess.class, at);
    }
}
