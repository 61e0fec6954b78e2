package onecard.edge.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/// A folder beside a backup in which it is made, for its owner alone. A lock in it ends with its
/// process, a power cut included: so one that was left behind is told from one in use, and goes
/// when the next backup is made there.
final class Scratch implements AutoCloseable {

    private static final String PREFIX = ".onecard-backup-";

    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private Scratch(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// A new one; what earlier ones left is gone.
    static Scratch beside(Path folder) throws IOException {
        var scratch = in(folder);
        try {
            scratch.sweep(folder);
        } catch (IOException _) {
            // It stays for another time. A backup that is not made for that would be worse.
        }
        return scratch;
    }

    private static Scratch in(Path folder) throws IOException {
        while (true) {
            var path = Files.createTempDirectory(folder, PREFIX);
            try {
                return new Scratch(path, locked(path));
            } catch (NoSuchFileException _) {
                // Another one, made just now, has swept it while it was empty.
            }
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        var lock =
                FileChannel.open(
                        path.resolve(LOCK),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        FileLock _ = lock.lock();
        return lock;
    }

    Path path() {
        return path;
    }

    /// Never follows a link, nor touches what another user made: whoever may write there might have
    /// put it there.
    private void sweep(Path folder) throws IOException {
        var ours = Files.getAttribute(path, "unix:uid");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (var other : all) {
                boolean made =
                        Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                                && Files.getAttribute(other, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                                        .equals(ours);
                if (made && !other.equals(path)) {
                    left(other);
                }
            }
        }
    }

    /// Removes one that is not in use. One without its lock is not ours, or empty.
    private static void left(Path other) throws IOException {
        try (var lock = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (Optional.ofNullable(lock.tryLock()).isPresent()) {
                remove(other);
            }
        } catch (NoSuchFileException _) {
            try (var inside = Files.list(other)) {
                if (inside.findAny().isEmpty()) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (OverlappingFileLockException _) {
            // In use, by this process.
        }
    }

    /// The lock goes after all that it tells of.
    private static void remove(Path folder) throws IOException {
        var lock = folder.resolve(LOCK);
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(lock) && !file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(lock);
        Files.delete(folder);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            remove(path);
        }
    }
}
