package onecard.edge.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Writes files that are there whole or not at all, over a power cut too; for their owner alone,
/// but where another mode is asked for.
public final class WholeFile {

    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");

    private WholeFile() {}

    /// Durable when this returns, though the thread be interrupted meanwhile or before; it still is
    /// then.
    public static void write(Path file, byte[] content) throws IOException {
        write(Map.of(file, content), OWNER);
    }

    /// Several, each as durable; none of them is there before all of them were written beside it.
    ///
    /// @param mode whose they are to read, less what the process's umask takes away
    public static void write(Map<Path, byte[]> files, Set<PosixFilePermission> mode)
            throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    attempt(files, mode);
                    return;
                } catch (ClosedByInterruptException _) {
                    // A channel closes for good when its thread is interrupted: once more.
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void attempt(Map<Path, byte[]> files, Set<PosixFilePermission> mode)
            throws IOException {
        try {
            for (var file : files.entrySet()) {
                draw(draft(file.getKey()), file.getValue(), mode);
            }
            for (var file : files.keySet()) {
                Files.move(draft(file), file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failed) {
            for (var file : files.keySet()) {
                remove(draft(file), failed);
            }
            throw failed;
        }
        var folders = new LinkedHashSet<Path>();
        files.keySet().forEach(file -> folders.add(file.toAbsolutePath().getParent()));
        for (var folder : folders) {
            try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /// New, so that it is written to no file that somebody has laid a link to.
    private static void draw(Path draft, byte[] content, Set<PosixFilePermission> mode)
            throws IOException {
        Files.deleteIfExists(draft);
        try (var channel =
                FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(mode))) {
            for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true); // a disk may only then find that it is full
        }
    }

    private static void remove(Path draft, IOException failed) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException stays) {
            failed.addSuppressed(stays);
        }
    }
}
