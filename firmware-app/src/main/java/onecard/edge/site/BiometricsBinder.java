package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.WRITE_EVEN;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.Factor;
import onecard.site.BodySensor;
import onecard.site.BodySensor.Gives;
import onecard.site.BodySensor.Source;

/// Binds `board.biometrics`: each sensor has one driver, and a name that nothing else has that
/// reads.
final class BiometricsBinder {

    /// As modules leave their factories.
    private static final int FINGER_BAUD = 57_600;

    private static final int VEIN_BAUD = 115_200;

    /// That a vein module takes, where nothing else is said.
    private static final int USERS = 100;

    private static final List<String> PICTURE = List.of("width", "height", "dpi");

    /// The path of what is looked for in each.
    private final Map<Path, String> directories = new HashMap<>();

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
                            int before = problems.count();
                            var bound = sensor(sensor);
                            if (reading.contains(name)) {
                                problems.nameTaken(sensor, name);
                            } else if (problems.count() > before) {
                                problems.lost(sensor, name); // nobody knows what it can do
                            } else {
                                sensors.put(name, bound);
                            }
                        });
        return sensors;
    }

    private BodySensor sensor(Settings sensor) {
        var factor = Factor.ofWire(sensor.text("modality")).orElseThrow();
        var driver = new Driver(sensor, List.of("serial", "directory", "sim"), problems);
        driver.only(
                "serial", "baud", "level", "gives", "width", "height", "users", "detects_attacks");
        return new BodySensor(
                factor,
                switch (driver.chosen()) {
                    case "serial" -> module(sensor, factor);
                    case "directory" -> directory(sensor, factor);
                    default -> sim(sensor);
                },
                sensor.find("calibration"));
    }

    private Source sim(Settings sensor) {
        boolean only = sensor.flag("sim") && !isAt(sensor, "serial") && !isAt(sensor, "directory");
        for (var key : List.of("model", "dpi")) {
            if (only && isAt(sensor, key)) {
                problems.add(sensor, key, "without_effect", ONLY_WITH.with("serial, directory"));
            }
        }
        return new Source.Sim();
    }

    private static boolean isAt(Settings sensor, String key) {
        return sensor.at(key).isPresent();
    }

    /// Without its scale nothing can be made of a finger; a camera's pictures have none.
    private Source directory(Settings sensor, Factor factor) {
        var path = sensor.text("directory");
        var other = directories.putIfAbsent(Path.of(path).normalize(), sensor.path());
        if (other != null) {
            problems.add(sensor, "directory", "directory_used_twice", DEVICE_TAKEN.with(other));
        }
        boolean scaled = sensor.at("dpi").isPresent();
        if (factor == Factor.FINGER && !scaled) {
            problems.add(sensor, "directory", "required", "nothing", ONLY_WITH.with("dpi"));
        } else if (factor != Factor.FINGER && scaled) {
            problems.add(sensor, "dpi", "without_effect", ONLY_WITH.with("modality: finger"));
        }
        return new Source.Directory(
                path,
                sensor.find("model").orElse("camera"),
                scaled ? OptionalInt.of((int) sensor.whole("dpi")) : OptionalInt.empty());
    }

    private Source module(Settings sensor, Factor factor) {
        lines.claim(sensor);
        if (factor == Factor.FACE) {
            var known = ONLY_WITH.with("modality: finger, vein");
            problems.add(sensor, "serial", "without_effect", known);
        }
        return factor == Factor.VEIN ? veinModule(sensor) : fingerModule(sensor);
    }

    private static int baud(Settings sensor, int usual) {
        return sensor.at("baud").isPresent() ? (int) sensor.whole("baud") : usual;
    }

    /// Its model it has no word for: whoever is enrolled at one is compared at no other.
    private Source veinModule(Settings sensor) {
        withoutEffect(sensor, "finger", "level", "gives", "width", "height", "dpi");
        if (sensor.at("model").isEmpty()) {
            problems.add(sensor, "serial", "required", "nothing", ONLY_WITH.with("model"));
        }
        return new Source.VeinModule(
                sensor.text("serial"),
                baud(sensor, VEIN_BAUD),
                sensor.text("model"),
                sensor.at("users").isPresent() ? (int) sensor.whole("users") : USERS,
                sensor.flag("detects_attacks"));
    }

    private void withoutEffect(Settings sensor, String modality, String... keys) {
        for (var key : keys) {
            if (sensor.at(key).isPresent()) {
                problems.add(
                        sensor, key, "without_effect", ONLY_WITH.with("modality: " + modality));
            }
        }
    }

    private Source fingerModule(Settings sensor) {
        withoutEffect(sensor, "vein", "users", "detects_attacks");
        return new Source.FingerModule(
                sensor.text("serial"),
                baud(sensor, FINGER_BAUD),
                sensor.find("model").orElse("AS608"),
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
