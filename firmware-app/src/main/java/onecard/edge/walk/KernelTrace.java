package onecard.edge.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import onecard.hal.gpio.LineRecord;
import onecard.hal.gpio.Wire;
import org.tinylog.Logger;

/// Pulses on lines of chips, as the kernel recorded them.
///
/// @param record of these wires
/// @param wires by the relay on each
public record KernelTrace(LineRecord record, Map<String, Wire> wires)
        implements LineBench.PulseTrace {

    public KernelTrace {
        wires = Map.copyOf(wires);
    }

    /// Zero too where the record cannot be read: the driver has another measure.
    @Override
    public Duration since(String relay, long sinceNanos) {
        var wire = wires.get(relay);
        if (wire == null) {
            return Duration.ZERO;
        }
        try {
            var sets =
                    record.sets(wire).stream()
                            .map(set -> new Switched(set.micros(), set.energised()))
                            .toList();
            return Switched.first(sets, sinceNanos);
        } catch (IOException failed) {
            Logger.warn("the kernel's record of {} is not read: {}", relay, failed.toString());
            return Duration.ZERO;
        }
    }
}
