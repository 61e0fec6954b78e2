package onecard.edge.uplink;

import java.util.List;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.StoredEvent;

/// What others have the uplink say; [Uplink] is the real one. Any thread; none of these blocks.
public interface Outlet {

    /// To the broker, over any number of links, until it has it.
    ///
    /// @param topic of [Topics]
    /// @param retained whether the broker is to keep it: the newest only, told anew on each link
    void tell(String topic, Json.Obj body, boolean retained);

    /// What the broker keeps there is taken away, over any number of links, until it is.
    ///
    /// @param taken told once it is; on the uplink's thread, and must not block
    void clear(String topic, Runnable taken);

    /// Says anew what the device is and how it is.
    void sync();

    /// Sends these again, marked as replayed, at the backlog's pace.
    ///
    /// @return false if too many wait already: none of these is sent
    boolean replay(List<StoredEvent> events);
}
