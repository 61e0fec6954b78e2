package onecard.hal.gpio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What lines have to tell, on its way to their contacts: however late their thread comes, edges
/// are told in the order they happened, whichever line they are of. Which sensor was first says
/// which way somebody went. Owned by that thread.
final class Edges {

    private static final Comparator<Edge> IN_TIME =
            Comparator.comparingLong(edge -> edge.event().nanos());

    private final MemorySegment room = Arena.ofAuto().allocate(Uapi.EVENT, Uapi.EVENTS_MAX);
    private final List<Edge> edges = new ArrayList<>();
    private final List<GpioContact> contacts = new ArrayList<>();
    private long keptUntil = Long.MIN_VALUE;

    private record Edge(GpioContact contact, LineEvent event) {}

    /// All that a line has, as far as there is room for.
    ///
    /// @return whether there may be more
    boolean read(GpioContact contact, Line line) throws GpioException {
        var read = line.read(room);
        read.forEach(event -> edges.add(new Edge(contact, event)));
        contacts.add(contact);
        return read.size() == Uapi.EVENTS_MAX;
    }

    /// Tells what happened until then, when every line was read later than that. What is newer is
    /// kept, for some line may have an older one; but once only, whatever its time.
    void tell(long untilNanos) {
        long until = Math.max(untilNanos, keptUntil);
        edges.sort(IN_TIME);
        int count = 0;
        while (count < edges.size() && edges.get(count).event().nanos() <= until) {
            count++;
        }
        var told = edges.subList(0, count);
        told.forEach(edge -> edge.contact().edge(edge.event()));
        told.clear();
        if (edges.isEmpty()) {
            keptUntil = Long.MIN_VALUE;
            contacts.forEach(GpioContact::told);
            contacts.clear();
        } else {
            keptUntil = edges.getLast().event().nanos();
        }
    }

    /// Some are kept, to be told in the next turn.
    boolean kept() {
        return !edges.isEmpty();
    }
}
