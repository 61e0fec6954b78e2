package onecard.edge.bio.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.match.CalibrationRecord;
import onecard.site.SiteProfile;

/// What the site file says of what scores mean at one sensor.
public sealed interface Calibration {

    /// A table has at most some thousand points.
    int BYTES_MAX = 1 << 20;

    /// Nothing: the word of the engine's author holds, where there is one.
    record Unsaid() implements Calibration {}

    record Said(CalibrationRecord record) implements Calibration {}

    /// A record that is not believed: nothing is compared by it, and by no other in its place.
    ///
    /// @param why for people
    record Unfit(String why) implements Calibration {}

    /// What the site file says of each sensor, by its name.
    static Map<String, Calibration> all(SiteProfile site) {
        var keys = new TrustedKeys(site.keys().calibrations());
        var all = new HashMap<String, Calibration>();
        site.board()
                .biometrics()
                .forEach((name, sensor) -> all.put(name, read(sensor.calibration(), keys)));
        return Map.copyOf(all);
    }

    /// @param file absent: the site file names none
    /// @param keys who may sign one
    static Calibration read(Optional<String> file, TrustedKeys keys) {
        if (file.isEmpty()) {
            return new Unsaid();
        }
        var path = Path.of(file.get());
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                return new Unfit("it is no file"); // a pipe would keep the daemon waiting
            }
            try (var in = Files.newInputStream(path)) {
                var bytes = in.readNBytes(BYTES_MAX + 1);
                return bytes.length > BYTES_MAX
                        ? new Unfit("it is larger than a record")
                        : read(bytes, keys);
            }
        } catch (NoSuchFileException _) {
            return new Unfit("it is not there");
        } catch (IOException failed) {
            return new Unfit("it cannot be read: " + failed.getMessage());
        }
    }

    private static Calibration read(byte[] bytes, TrustedKeys keys) {
        var signed = keys.verified(bytes);
        if (signed.isEmpty()) {
            return new Unfit("nobody of keys.calibrations signed it");
        }
        return CalibrationRecord.read(signed.get())
                .<Calibration>map(Said::new)
                .orElseGet(() -> new Unfit("it is no calibration record"));
    }
}
