package onecard.edge.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayEvent;
import onecard.hal.DisplayText;

/// A customer display that a test reads.
final class Glass implements CustomerDisplay {
    final List<DisplayText> shown = new ArrayList<>();

    DisplayText now() {
        return shown.getLast();
    }

    String reads() {
        return now().upper().stripTrailing() + "|" + now().lower().stripTrailing();
    }

    @Override
    public String name() {
        return "glass";
    }

    @Override
    public void open(Consumer<DisplayEvent> events) {}

    @Override
    public void show(DisplayText text) {
        shown.add(text);
    }

    @Override
    public long progressNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
