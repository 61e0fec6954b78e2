package onecard.edge.loop;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onecard.hal.Panel;

/// Everything that a point has to show with: each gets the signal, and shows what it can.
///
/// @param shared what everybody at the point sees
/// @param readers light and beeper of its readers, by name
public record PointPanel(List<Panel> shared, Map<String, Panel> readers) implements Panel {

    public PointPanel {
        shared = List.copyOf(shared);
        readers = Map.copyOf(readers);
    }

    @Override
    public void show(Signal signal, String zh, String en) {
        all().forEach(panel -> panel.show(signal, zh, en));
    }

    @Override
    public Panel at(String reader) {
        var here = readers.get(reader);
        return new PointPanel(
                shared.stream().map(panel -> panel.at(reader)).toList(),
                here == null ? Map.of() : Map.of(reader, here));
    }

    @Override
    public void warn(boolean on) {
        all().forEach(panel -> panel.warn(on));
    }

    private Stream<Panel> all() {
        return Stream.concat(shared.stream(), readers.values().stream());
    }
}
