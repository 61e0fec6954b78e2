package onecard.edge.site;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Role.Sensing;
import onecard.point.Sensor;
import onecard.point.barrier.BarrierProfile;
import onecard.point.barrier.Drive;
import onecard.point.barrier.SpeedClass;

/// Binds what only a barrier has.
final class BarrierBinder {

    private final Settings point;

    BarrierBinder(Settings point) {
        this.point = point;
    }

    PointBinder.Kind bind() {
        var sensors = new HashMap<String, Sensor>();
        point.section("in").find("arrival").ifPresent(name -> sensors.put(name, Sensor.ARRIVAL_IN));
        point.section("out")
                .find("arrival")
                .ifPresent(name -> sensors.put(name, Sensor.ARRIVAL_OUT));
        point.find("safety").ifPresent(name -> sensors.put(name, Sensor.SAFETY));
        point.find("up").ifPresent(name -> sensors.put(name, Sensor.UP));
        point.find("down").ifPresent(name -> sensors.put(name, Sensor.DOWN));
        var relays = relays();
        return new PointBinder.Kind(relays, roles(sensors), profile(relays, sensors));
    }

    private Map<Output, String> relays() {
        var relays = new EnumMap<Output, String>(Output.class);
        relays.put(Output.RAISE, point.text("raise"));
        point.find("lower").ifPresent(name -> relays.put(Output.LOWER, name));
        point.find("stop").ifPresent(name -> relays.put(Output.STOP, name));
        return relays;
    }

    private static Map<String, Role> roles(Map<String, Sensor> sensors) {
        return sensors.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> new Sensing(each.getValue())));
    }

    private BarrierProfile profile(Map<Output, String> relays, Map<String, Sensor> sensors) {
        return new BarrierProfile(
                point.is("drive", "hold")
                        ? new Drive.Held()
                        : new Drive.Pulses(
                                Duration.ofMillis(point.whole("pulse_ms")), relays.keySet()),
                SpeedClass.valueOf(point.text("speed_class")),
                Duration.ofMillis(point.whole("entry_ms")),
                Duration.ofMillis(point.whole("clear_ms")),
                Duration.ofMillis(point.whole("loop_stuck_ms")),
                point.flag("free_exit"),
                sensors.values().stream().collect(Collectors.toUnmodifiableSet()),
                Duration.ofMillis(point.whole("exit_button_stuck_ms")),
                point.is("journal_full", "open") ? JournalFull.OPEN : JournalFull.REFUSE);
    }
}
