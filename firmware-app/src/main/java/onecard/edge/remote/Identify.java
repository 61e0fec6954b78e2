package onecard.edge.remote;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.edge.words.Phrase;
import onecard.hal.Panel;
import onecard.hal.Panel.Signal;

/// Points that show which they are: light and beep, again and again for some seconds, beside
/// whatever else they show. Moves nothing. Thread-safe.
public final class Identify implements AutoCloseable {

    /// Ten seconds: long enough to look round.
    private static final int BEATS = 5;

    /// A reader is busy with one for a second: whoever taps has the other.
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final Map<String, Panel> panels;
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    /// @param panels by point
    public Identify(Map<String, Panel> panels) {
        this.panels = Map.copyOf(panels);
    }

    /// Those that can.
    Set<String> points() {
        return new TreeSet<>(panels.keySet());
    }

    /// These do from now on; whichever did before do no more.
    ///
    /// @param points of [#points]
    synchronized void show(Collection<String> points) {
        thread.interrupt();
        var shown = List.copyOf(points);
        thread = Thread.ofPlatform().name("identify").daemon().start(() -> show(shown));
    }

    private void show(List<String> points) {
        try {
            for (int i = 0; i < BEATS; i++) {
                points.forEach(this::beat);
                Thread.sleep(BEAT);
            }
        } catch (InterruptedException _) {
            // Others do now, or nobody.
        }
    }

    private void beat(String point) {
        var here = Phrase.THIS_POINT.with(point);
        Optional.ofNullable(panels.get(point))
                .ifPresent(it -> it.show(Signal.HERE, here.zh(), here.en()));
    }

    @Override
    public synchronized void close() {
        thread.interrupt();
    }
}
