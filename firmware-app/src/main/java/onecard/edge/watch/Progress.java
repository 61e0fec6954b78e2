package onecard.edge.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The parts of one run that must make progress. Any thread may ask.
///
/// @param nanos the monotonic clock
public record Progress(List<Part> parts, LongSupplier nanos) {

    /// A part that did nothing for so long is stuck: ten times the slowest honest turn, well
    /// under WatchdogSec=30.
    public static final Duration STUCK = Duration.ofSeconds(10);

    /// Where nobody turns: whoever begins or ends something then has a [Deadline].
    public static final Progress OF_NOBODY = new Progress(List.of(), System::nanoTime);

    /// @param progressNanos monotonic time of the part's last progress
    public record Part(String name, LongSupplier progressNanos) {}

    public Progress {
        parts = List.copyOf(parts);
    }

    /// These and that one.
    public Progress and(Part part) {
        var all = new ArrayList<>(parts);
        all.add(part);
        return new Progress(all, nanos);
    }

    /// Who makes no progress now.
    public List<String> stuck() {
        long now = nanos.getAsLong();
        return parts.stream()
                .filter(part -> now - part.progressNanos().getAsLong() > STUCK.toNanos())
                .map(Part::name)
                .toList();
    }
}
