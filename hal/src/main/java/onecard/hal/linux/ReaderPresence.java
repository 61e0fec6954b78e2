package onecard.hal.linux;

import java.util.function.Consumer;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;

/// Of readers, scanners and keypads, whose events are [DeviceEvent].
///
/// @param reader its name in the site file
public record ReaderPresence(String reader, Consumer<DeviceEvent> events)
        implements DeviceThread.Presence {

    @Override
    public void lost(String why, long nanos) {
        events.accept(new ReaderLost(reader, why, nanos));
    }

    @Override
    public void back(long nanos) {
        events.accept(new ReaderBack(reader, nanos));
    }
}
