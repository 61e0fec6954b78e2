package onecard.edge.loop;

import onecard.hal.Panel;
import org.tinylog.Logger;

/// A panel for a point that has none of its own: what a person would see goes to the log. Never a
/// name or a number.
public final class LogPanel implements Panel {

    private final String point;

    /// @param point whose panel it stands for, as the log names it
    public LogPanel(String point) {
        this.point = point;
    }

    @Override
    public void show(Signal signal, String zh, String en) {
        Logger.info("{}: {} {} / {}", point, signal, zh, en);
    }

    @Override
    public void warn(boolean on) {
        Logger.info("{}: held-open warning {}", point, on ? "on" : "off");
    }
}
