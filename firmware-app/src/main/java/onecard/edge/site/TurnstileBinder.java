package onecard.edge.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Role.Sensing;
import onecard.point.Sensor;
import onecard.point.turnstile.TurnstileProfile;

/// Binds what only a turnstile has.
final class TurnstileBinder {

    private final Settings point;
    private final Settings in;
    private final Settings out;

    TurnstileBinder(Settings point) {
        this.point = point;
        this.in = point.section("in");
        this.out = point.section("out");
    }

    PointBinder.Kind bind() {
        var sensors = new HashMap<String, Sensor>();
        in.find("passed").ifPresent(name -> sensors.put(name, Sensor.PASSED_IN));
        out.find("passed").ifPresent(name -> sensors.put(name, Sensor.PASSED_OUT));
        point.find("passed").ifPresent(name -> sensors.put(name, Sensor.PASSED));
        point.find("safety").ifPresent(name -> sensors.put(name, Sensor.SAFETY));
        point.find("home").ifPresent(name -> sensors.put(name, Sensor.HOME));
        return new PointBinder.Kind(
                Map.of(Output.IN, in.text("relay"), Output.OUT, out.text("relay")),
                roles(sensors),
                profile(sensors));
    }

    private static Map<String, Role> roles(Map<String, Sensor> sensors) {
        return sensors.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> new Sensing(each.getValue())));
    }

    private TurnstileProfile profile(Map<String, Sensor> sensors) {
        var window = Duration.ofMillis(point.whole("window_ms"));
        return new TurnstileProfile(
                window,
                point.find("extended_ms")
                        .map(_ -> Duration.ofMillis(point.whole("extended_ms")))
                        .orElse(window.multipliedBy(TurnstileProfile.EXTENDED)),
                Duration.ofMillis(point.whole("closing_ms")),
                (int) point.whole("passes"),
                Duration.ofMillis(point.whole("blocked_ms")),
                sensors.values().stream().collect(Collectors.toUnmodifiableSet()),
                Duration.ofMillis(point.whole("exit_button_stuck_ms")),
                point.is("journal_full", "open") ? JournalFull.OPEN : JournalFull.REFUSE);
    }
}
