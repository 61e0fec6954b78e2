package onecard.hal.camera;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;

/// Takes the picture out of a file, and leaves nothing of it where it lay. Of one thread.
final class PictureFile {

    /// The largest that is one.
    static final long BYTES_MAX =
            PictureHead.BYTES_MAX + (long) Picture.PIXELS_MAX * Colour.RGB.bytes();

    /// What became of a file.
    sealed interface Taken {

        /// It is erased.
        record Whole(Picture picture) implements Taken {}

        /// It is erased.
        record Damaged(Damage damage) implements Taken {}

        /// Somebody still writes it: it lies there as it did.
        record Unfinished() implements Taken {}

        /// Somebody else took it away.
        record Gone() implements Taken {}
    }

    /// @param ours whether it may be written, too
    private record Lying(Path file, FileChannel channel, boolean ours) {}

    // On its way through the kernel a picture is in memory of our own, which is wiped: the JDK
    // keeps the buffers that it makes itself.
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(65_536);
    private final OptionalInt dpi;

    /// @param dpi of the pictures
    PictureFile(OptionalInt dpi) {
        this.dpi = dpi;
    }

    /// @param file a regular one; a link in its place is not followed
    /// @throws IOException also where it cannot be erased; no picture is handed out then
    Taken take(Path file) throws IOException {
        Lying lying;
        try {
            lying = open(file);
        } catch (NoSuchFileException _) {
            return new Taken.Gone();
        } catch (AccessDeniedException _) {
            Files.deleteIfExists(file);
            return new Taken.Damaged(Damage.DENIED);
        }
        try (var _ = lying.channel()) {
            return take(lying);
        } finally {
            wipe();
        }
    }

    private static Lying open(Path file) throws IOException {
        try {
            var both =
                    Set.of(
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
            return new Lying(file, FileChannel.open(file, both), true);
        } catch (AccessDeniedException _) {
            // Another user's, as an upload leaves it.
            var reading = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return new Lying(file, FileChannel.open(file, reading), false);
        }
    }

    private Taken take(Lying lying) throws IOException {
        long size = lying.channel().size();
        return switch (head(lying)) {
            case PictureHead.Unfinished() -> new Taken.Unfinished();
            case PictureHead.Broken(var damage) -> damaged(lying, damage);
            case PictureHead.Whole head when size < head.fileBytes() -> new Taken.Unfinished();
            case PictureHead.Whole head when size > head.fileBytes() ->
                    damaged(lying, Damage.TRAILING);
            case PictureHead.Whole head -> whole(lying, head);
        };
    }

    private PictureHead head(Lying lying) throws IOException {
        var first = new byte[PictureHead.BYTES_MAX];
        try {
            return PictureHead.of(first, read(lying, 0, first));
        } finally {
            Arrays.fill(first, (byte) 0); // pixels among them
        }
    }

    private Taken whole(Lying lying, PictureHead.Whole head) throws IOException {
        var pixels = new byte[head.pixelBytes()];
        boolean handedOut = false;
        try {
            if (read(lying, head.at(), pixels) < pixels.length) {
                return new Taken.Unfinished(); // begun anew at this moment
            }
            erase(lying);
            handedOut = true;
            return new Taken.Whole(
                    new Picture(head.colour(), head.width(), head.height(), pixels, dpi));
        } finally {
            if (!handedOut) {
                Arrays.fill(pixels, (byte) 0);
            }
        }
    }

    private Taken damaged(Lying lying, Damage damage) throws IOException {
        erase(lying);
        return new Taken.Damaged(damage);
    }

    /// From that byte on.
    ///
    /// @return how many there are, `into` filled at most
    private int read(Lying lying, long from, byte[] into) throws IOException {
        int at = 0;
        while (at < into.length) {
            chunk.clear().limit(Math.min(chunk.capacity(), into.length - at));
            int got = lying.channel().read(chunk, from + at);
            if (got < 0) {
                break;
            }
            chunk.flip().get(into, at, got);
            at += got;
        }
        return at;
    }

    /// Overwrites it where it may be written, and deletes it in any case.
    private void erase(Lying lying) throws IOException {
        try {
            if (lying.ours()) {
                overwrite(lying.channel());
            }
        } finally {
            Files.deleteIfExists(lying.file());
        }
    }

    private void overwrite(FileChannel channel) throws IOException {
        wipe();
        long size = Math.min(channel.size(), BYTES_MAX);
        long at = 0;
        while (at < size) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), size - at));
            at += channel.write(chunk, at);
        }
        channel.force(false); // what is deleted before it was written never is
    }

    private void wipe() {
        chunk.clear();
        while (chunk.hasRemaining()) {
            chunk.putLong(0);
        }
    }
}
