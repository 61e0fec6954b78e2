package onecard.edge.uplink;

import java.util.List;
import onecard.edge.crypto.Json;
import onecard.edge.store.StoredEvent;

/// What others have the uplink say; [Uplink] is the real one. Any thread; none of these blocks.
public interface Outlet {

    /// To the broker, over any number of links, until it has it.
    ///
    /// @param topic of [Topics]
    void tell(String topic, Json.Obj body, boolean retained);

    /// Says anew what the device is and how it is.
    void sync();

    /// Sends these again, marked as replayed, at the backlog's pace.
    ///
    /// @return false if too many wait already: none of these is sent
    boolean replay(List<StoredEvent> events);
}
