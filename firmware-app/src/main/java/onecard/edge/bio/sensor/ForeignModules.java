package onecard.edge.bio.sensor;

import java.util.Set;
import java.util.TreeSet;
import onecard.edge.watch.DeviceAlarms;

/// The alarm that a module is foreign: told of each sensor where one is, and once none is left.
/// Thread-safe.
public final class ForeignModules implements ModuleMarks.Hearer {

    private static final String ALARM = "sensor_foreign";

    private final DeviceAlarms alarms;
    private final Set<String> sensors = new TreeSet<>(); // guarded by this

    public ForeignModules(DeviceAlarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public synchronized void foreign(String sensor, boolean foreign) {
        if (foreign && sensors.add(sensor)) {
            alarms.tell(
                    ALARM,
                    true,
                    sensor + ": its module holds people of whom nothing is known here");
        } else if (!foreign && sensors.remove(sensor) && sensors.isEmpty()) {
            alarms.tell(ALARM, false, sensor);
        }
    }
}
