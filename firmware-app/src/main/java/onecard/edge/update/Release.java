package onecard.edge.update;

import java.nio.file.Path;
import java.util.Optional;

/// The release that this process was started of, as its launcher says.
public final class Release {

    private Release() {}

    /// Empty where it was not installed by a package: then nobody updates it either.
    public static Optional<Version> current() {
        return Version.of(System.getProperty("onecard.release", ""));
    }

    /// Root's folder of updates: for everybody to read, and nobody else's to write.
    public static Path folder() {
        return Path.of("/var/lib/onecard-update");
    }
}
