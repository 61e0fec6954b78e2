package onecard.edge.site;

import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.WRITE_EVEN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.access.Factor;
import onecard.site.BodySensor;
import onecard.site.BodySensor.Gives;
import onecard.site.BodySensor.Source;

/// Binds `board.biometrics`: each sensor has one driver, and a name that nothing else has that
/// reads.
final class BiometricsBinder {

    private static final List<String> PICTURE = List.of("width", "height", "dpi");

    private final Settings board;
    private final Set<String> reading;
    private final SerialLines lines;
    private final Problems problems;

    /// @param reading names of everything else that reads: in events all are readers
    BiometricsBinder(Settings board, Set<String> reading, SerialLines lines, Problems problems) {
        this.board = board;
        this.reading = reading;
        this.lines = lines;
        this.problems = problems;
    }

    Map<String, BodySensor> bind() {
        var sensors = new HashMap<String, BodySensor>();
        board.entries("biometrics")
                .forEach(
                        (name, sensor) -> {
                            var bound = sensor(sensor);
                            if (reading.contains(name)) {
                                problems.add(
                                        sensor.node(),
                                        sensor.path(),
                                        "duplicate_name",
                                        name,
                                        NAME_ANOTHER.with());
                            } else {
                                sensors.put(name, bound);
                            }
                        });
        return sensors;
    }

    private BodySensor sensor(Settings sensor) {
        var factor = Factor.ofWire(sensor.text("modality")).orElseThrow();
        var driver = new Driver(sensor, List.of("serial", "sim"), problems);
        driver.only("serial", "baud", "model", "level", "gives", "width", "height", "dpi");
        return new BodySensor(
                factor,
                driver.chosen().equals("serial") ? module(sensor, factor) : new Source.Sim(),
                sensor.find("calibration"));
    }

    private Source module(Settings sensor, Factor factor) {
        lines.claim(sensor);
        if (factor != Factor.FINGER) {
            problems.add(sensor, "serial", "without_effect", ONLY_WITH.with("modality: finger"));
        }
        return new Source.FingerModule(
                sensor.text("serial"),
                (int) sensor.whole("baud"),
                sensor.text("model"),
                (int) sensor.whole("level"),
                gives(sensor));
    }

    private Gives gives(Settings sensor) {
        boolean picture = sensor.is("gives", "picture");
        boolean complete = true;
        for (var key : PICTURE) {
            boolean given = sensor.at(key).isPresent();
            if (given && !picture) {
                problems.add(sensor, key, "without_effect", ONLY_WITH.with("gives: picture"));
            } else if (!given && picture) {
                problems.add(sensor, "gives", "required", "nothing", ONLY_WITH.with(key));
                complete = false;
            }
        }
        if (!picture || !complete) {
            return new Gives.Nothing();
        }
        if (sensor.whole("width") % 2 != 0) {
            problems.add(sensor, "width", "odd", WRITE_EVEN.with()); // two pixels a byte
        }
        return new Gives.Picture(
                (int) sensor.whole("width"),
                (int) sensor.whole("height"),
                (int) sensor.whole("dpi"));
    }
}
