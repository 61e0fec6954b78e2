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
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// The state directory, held by one process at a time through `DIR/lock`. The lock goes with the
/// process, however it ends.
public final class StateDir implements AutoCloseable {

    /// The name of the file of the device's own key.
    public static final String DEVICE_KEY = "device.pem";

    /// The name of the file that a process holds while the directory is its own.
    public static final String LOCK = "lock";

    /// The name of a file that is there from the beginning of an erasing to its end: what is left
    /// meanwhile is no state to run by.
    public static final String ERASING = "erasing";

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
    /// process holds it. A state that was about to be put in force is, once this returns.
    ///
    /// @throws Failed if its erasing was cut short
    public static Optional<StateDir> hold(Path path) throws IOException {
        var held = holdAsItIs(path);
        if (held.isPresent()) {
            try {
                StagedState.finish(path);
                if (Files.exists(path.resolve(ERASING))) {
                    throw new Failed(Message.STATE_HALF_ERASED.with(path));
                }
            } catch (IOException failed) {
                held.get().close();
                throw failed;
            }
        }
        return held;
    }

    /// The same, in whatever condition it is; for whoever erases it.
    public static Optional<StateDir> holdAsItIs(Path path) throws IOException {
        var parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        var channel =
                FileChannel.open(
                        path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
        return journal(path);
    }

    /// The file of the journal, in a state directory that somebody else may hold.
    public static Path journal(Path state) {
        return state.resolve("journal.db");
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

    /// Where simulated lines and devices are files.
    public Path simulated() {
        return path.resolve("sim");
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
