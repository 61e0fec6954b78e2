package onecard.edge.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;

/// What the build says of itself, in `build.properties` beside this class. Its time is that of the
/// source (`project.build.outputTimestamp`), so the same source still gives the same bytes.
public final class Build {

    private Build() {}

    /// No clock of a board can be right and show less.
    public static Instant time() {
        var properties = new Properties();
        try (var file = Build.class.getResourceAsStream("build.properties")) {
            if (file == null) {
                throw new IllegalStateException("build.properties is not in the package");
            }
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Instant.parse(properties.getProperty("time", ""));
    }
}
