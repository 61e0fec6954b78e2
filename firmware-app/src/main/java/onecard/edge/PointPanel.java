package onecard.edge;

import java.util.List;
import onecard.hal.Panel;

/// Everything that a point has to show with: each gets every signal, and shows what it can.
///
/// @param panels text, and the lights and beepers of its readers
record PointPanel(List<Panel> panels) implements Panel {

    PointPanel {
        panels = List.copyOf(panels);
    }

    @Override
    public void show(Signal signal, String zh, String en) {
        panels.forEach(panel -> panel.show(signal, zh, en));
    }

    @Override
    public void warn(boolean on) {
        panels.forEach(panel -> panel.warn(on));
    }
}
