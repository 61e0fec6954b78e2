package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

    private final List<String> closed = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void relaysAreClosedFirstAndTheRestInReverse() {
        parts.add(part("journal"));
        parts.relaysFirst(part("lines"));
        parts.add(part("uplink"));
        parts.close();
        parts.close();
        assertEquals(List.of("lines", "uplink", "journal"), closed);
    }

    /// A reader that is slow to begin asks for its view of the lists when the run is over.
    @Test
    void whatComesLateIsClosedAtOnce() {
        parts.close();
        parts.add(part("view"));
        parts.relaysFirst(part("lines"));
        assertEquals(List.of("view", "lines"), closed);
    }

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }
}
