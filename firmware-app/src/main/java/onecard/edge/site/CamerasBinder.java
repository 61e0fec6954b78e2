package onecard.edge.site;

import static onecard.edge.words.Message.LINE_TAKEN;
import static onecard.edge.words.Message.PLATES_OPEN;
import static onecard.edge.words.Message.WRITE_PORT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.site.PlateCamera;
import onecard.site.PlateCamera.Source;
import onecard.site.Uplink;

/// Binds the cameras of a board that read plates.
final class CamerasBinder {

    private final Settings board;
    private final Set<String> reading;
    private final SerialLines lines;
    private final Problems problems;

    /// The path of what listens at each address.
    private final Map<String, String> listening = new HashMap<>();

    /// @param reading names of everything else that reads: in events all are readers
    CamerasBinder(Settings board, Set<String> reading, SerialLines lines, Problems problems) {
        this.board = board;
        this.reading = reading;
        this.lines = lines;
        this.problems = problems;
    }

    Map<String, PlateCamera> bind() {
        var cameras = new HashMap<String, PlateCamera>();
        board.entries("plates")
                .forEach(
                        (name, camera) -> {
                            var bound = camera(camera);
                            if (reading.contains(name)) {
                                problems.nameTaken(camera, name);
                            } else {
                                cameras.put(name, bound);
                            }
                        });
        return cameras;
    }

    private PlateCamera camera(Settings camera) {
        return new PlateCamera(
                source(camera),
                Duration.ofSeconds(camera.whole("silent_after_s")),
                Duration.ofMillis(camera.whole("same_plate_ms")));
    }

    private Source source(Settings camera) {
        var driver = new Driver(camera, List.of("listen", "serial", "sim"), problems);
        driver.only("listen", "path", "secret", "plate_key", "confidence_key");
        driver.only("serial", "baud");
        return switch (driver.chosen()) {
            case "listen" -> http(camera);
            case "serial" -> {
                lines.claim(camera);
                yield new Source.Serial(camera.text("serial"), (int) camera.whole("baud"));
            }
            default -> new Source.Sim();
        };
    }

    private Source.Http http(Settings camera) {
        var http =
                new Source.Http(
                        camera.text("listen"),
                        camera.text("path"),
                        new SecretBinder(camera, problems).bind("secret"),
                        camera.text("plate_key"),
                        camera.text("confidence_key"));
        var port = http.listen().substring(http.listen().lastIndexOf(':') + 1);
        if (Integer.parseInt(port) < 1 || Integer.parseInt(port) > Uplink.PORT_MAX) {
            problems.add(camera, "listen", "port", WRITE_PORT.with(Uplink.PORT_MAX));
        }
        // The same port of another address may be the same, too.
        var other = listening.putIfAbsent(port, camera.path());
        if (other != null) {
            problems.add(camera, "listen", "line_used_twice", LINE_TAKEN.with(other));
        }
        if (!http.isLoopback() && camera.at("secret").isEmpty()) {
            problems.add(camera, "secret", "unsafe", "nothing", PLATES_OPEN.with());
        }
        return http;
    }
}
