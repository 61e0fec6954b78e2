package onecard.edge.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import onecard.access.Reason;
import onecard.point.Commanded;

/// What commands left behind: what each point is ordered to be, and which commands were answered.
/// A value; rebuilt from the journal at boot.
///
/// @param standing by point; a point that nothing is ordered of is absent
/// @param answered by the command's id, oldest first
public record Orders(Map<String, Given> standing, SequencedMap<String, Reason> answered) {

    public static final Orders NONE = new Orders(Map.of(), new LinkedHashMap<>());

    /// Commands whose answers are remembered: more than are sent anywhere while one is still fresh.
    static final int ANSWERED_MAX = 256;

    /// @param by who gave it
    public record Given(Commanded commanded, String by) {}

    public Orders {
        standing = Map.copyOf(standing);
        answered = new LinkedHashMap<>(answered);
    }

    /// Remembers an answer; the oldest makes room.
    static void remember(SequencedMap<String, Reason> answered, String id, Reason reason) {
        answered.putLast(id, reason);
        if (answered.size() > ANSWERED_MAX) {
            answered.pollFirstEntry();
        }
    }
}
