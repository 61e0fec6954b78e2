package onecard.edge.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The state directory, held by one process at a time through `DIR/lock`. The lock goes with the
/// process, however it ends.
public final class StateDir implements AutoCloseable {

    /// The name of the file of the device's own key.
    public static final String DEVICE_KEY = "device.pem";

    /// Whoever reaches the control socket may open doors.
    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel channel;

    private StateDir(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Makes the directory if need be, for its owner alone, and takes its lock; empty if another
    /// process holds it.
    public static Optional<StateDir> hold(Path path) throws IOException {
        var parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        var channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new StateDir(path, channel));
            }
        } catch (OverlappingFileLockException _) {
            // Held by this very process: for the caller the same answer.
        }
        channel.close();
        return Optional.empty();
    }

    /// The directory itself.
    public Path path() {
        return path;
    }

    /// The file of the journal.
    public Path journal() {
        return path.resolve("journal.db");
    }

    /// The file of the vault.
    public Path vault() {
        return vault(path);
    }

    /// The file of the vault, in a state directory that somebody else may hold.
    public static Path vault(Path state) {
        return state.resolve("vault.db");
    }

    Path registry() {
        return registry(path);
    }

    /// The file of the lists, in a state directory that somebody else may hold.
    public static Path registry(Path state) {
        return state.resolve("registry.db");
    }

    /// Where the process that holds it listens.
    public Path controlSocket() {
        return controlSocket(path);
    }

    /// Where whoever holds that state directory listens.
    public static Path controlSocket(Path state) {
        return state.resolve("control.sock");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
