package onecard.edge.update;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The right to write to the folder of updates, which one process has at a time: what one has
/// looked at, another would put something else in the place of. It goes with the process, however
/// that ends.
final class Turn implements AutoCloseable {

    /// The file that is held; it stays.
    static final String FILE = "lock";

    private final FileChannel channel;

    private Turn(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits until nobody else has it.
    ///
    /// @param folder made if need be
    static Turn await(Path folder) throws IOException {
        var channel = open(folder);
        try {
            FileLock _ = channel.lock();
            return new Turn(channel);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /// Empty if somebody else has it.
    ///
    /// @param folder made if need be
    static Optional<Turn> now(Path folder) throws IOException {
        var channel = open(folder);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new Turn(channel));
            }
        } catch (OverlappingFileLockException _) {
            // By this very process: for the caller the same answer.
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return Optional.empty();
    }

    /// For its owner alone: who may read a file may hold it, too.
    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(
                folder.resolve(FILE),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
