package onecard.edge.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.tinylog.Logger;

/// Room kept back beside the journal for the moment the disk is full: a file that does nothing,
/// and goes first. What is already queued, the alarm and the signed checkpoint then still have a
/// place. Owned by the journal's thread.
final class Ballast {

    /// Some hundreds of commits: a write-ahead log of its usual size and the pages behind it.
    static final long BYTES = 4L << 20;

    /// It is made, and made again, only where so much stays free beside it; or it would fill the
    /// very disk it is there for.
    static final long ROOM_LEFT_BYTES = 2L << 20;

    private static final int CHUNK_BYTES = 65_536;

    private final Path file;

    private Ballast(Path file) {
        this.file = file;
    }

    /// `journal.ballast` beside `journal.db`.
    static Ballast of(Path journal) {
        var name = journal.getFileName().toString().replaceFirst("\\.db$", "");
        return new Ballast(journal.resolveSibling(name + ".ballast"));
    }

    boolean held() {
        return file.toFile().length() == BYTES;
    }

    /// Free bytes of its disk, as far as this process may have them.
    long diskFreeBytes() {
        var directory = file.toAbsolutePath().getParent();
        return directory == null ? 0 : directory.toFile().getUsableSpace();
    }

    /// Makes it if it is missing and there is room.
    void make() {
        if (held() || diskFreeBytes() < BYTES + ROOM_LEFT_BYTES) {
            return;
        }
        try {
            write();
        } catch (IOException noRoom) {
            Logger.warn("journal: no ballast: {}", noRoom.getMessage());
            boolean _ = release();
        }
    }

    /// Gives its room back; false if there was none to give.
    boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException stuck) {
            Logger.error("journal: the ballast cannot be deleted: {}", stuck.getMessage());
            return false;
        }
    }

    /// Every byte written: a sparse file keeps no room. Noise, because a file system that
    /// compresses would keep none for zeros.
    private void write() throws IOException {
        var noise = new SplittableRandom(BYTES);
        var chunk = new byte[CHUNK_BYTES];
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (long written = 0; written < BYTES; written += CHUNK_BYTES) {
                noise.nextBytes(chunk);
                var buffer = ByteBuffer.wrap(chunk);
                while (buffer.hasRemaining()) {
                    int _ = channel.write(buffer);
                }
            }
            channel.force(true);
        }
    }
}
