package onecard.edge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tinylog.Logger;

/// From one power-up of the machine to the next.
public final class Boot {

    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /// What the kernel calls this one; empty where it does not say.
    public static String id() {
        try {
            return Files.readString(ID).strip();
        } catch (IOException unreadable) {
            Logger.warn("one boot is not told from another: {}", unreadable.toString());
            return "";
        }
    }
}
