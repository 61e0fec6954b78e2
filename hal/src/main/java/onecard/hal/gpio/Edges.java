package onecard.hal.gpio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What lines told in one turn of their thread, which owns this: however late it comes, edges are
/// told in the order they happened, whichever line they are of. Which sensor was first says which
/// way somebody went.
final class Edges {

    private static final Comparator<Edge> IN_TIME =
            Comparator.comparingLong(edge -> edge.event().nanos());

    private final MemorySegment room = Arena.ofAuto().allocate(Uapi.EVENT, Uapi.EVENTS_MAX);
    private final List<Edge> edges = new ArrayList<>();
    private final List<GpioContact> contacts = new ArrayList<>();

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

    /// Tells them and forgets them.
    void tell() {
        if (contacts.size() > 1) {
            edges.sort(IN_TIME);
        }
        edges.forEach(edge -> edge.contact().edge(edge.event()));
        contacts.forEach(GpioContact::told);
        edges.clear();
        contacts.clear();
    }
}
