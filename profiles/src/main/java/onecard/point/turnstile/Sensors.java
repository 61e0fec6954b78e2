package onecard.point.turnstile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import onecard.point.Sensor;

/// What the lane's sensors tell.
///
/// @param safety whether somebody stands in it
/// @param active whether each other sensor is; absent: nobody knows, because it is not fitted, has
///     told nothing since the start, or is lost
public record Sensors(Safety safety, Map<Sensor, Boolean> active) {

    public Sensors {
        active = Map.copyOf(active);
    }

    static Sensors of(Set<Sensor> fitted) {
        return new Sensors(
                fitted.contains(Sensor.SAFETY) ? new Safety.Unseen() : new Safety.Clear(),
                Map.of());
    }

    Sensors with(Safety next) {
        return new Sensors(next, active);
    }

    Sensors seen(Sensor sensor, boolean is) {
        var more = new HashMap<>(active);
        more.put(sensor, is);
        return new Sensors(safety, more);
    }

    Sensors lost(Sensor sensor) {
        var fewer = new HashMap<>(active);
        fewer.remove(sensor);
        return new Sensors(safety, fewer);
    }

    boolean sees(Sensor sensor) {
        return active.containsKey(sensor);
    }

    /// Seen, and not active.
    boolean isFree(Sensor sensor) {
        return !active.getOrDefault(sensor, true);
    }
}
