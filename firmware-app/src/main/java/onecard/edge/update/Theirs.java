package onecard.edge.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Files in a folder of the daemon's, read by root: whatever is put in their place, and at whatever
/// moment, root neither waits nor follows it elsewhere.
final class Theirs {

    private Theirs() {}

    /// Empty if nothing is there, or a link, or anything but a file.
    static Optional<FileChannel> open(Path file) {
        try {
            // For writing, too, though nothing is written: a pipe that is opened to be read alone
            // makes whoever opens it wait until somebody writes.
            var channel =
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS));
            try {
                long _ = channel.position(); // a pipe has none
                return Optional.of(channel);
            } catch (IOException pipe) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// What a file says; empty if it is none, or longer.
    static Optional<byte[]> bytes(Path file, int bytesMax) throws IOException {
        var opened = open(file);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (var channel = opened.get()) {
            var buffer = ByteBuffer.allocate(bytesMax + 1);
            int read = 0;
            while (read >= 0 && buffer.hasRemaining()) {
                read = channel.read(buffer);
            }
            return buffer.hasRemaining()
                    ? Optional.of(Arrays.copyOf(buffer.array(), buffer.position()))
                    : Optional.empty();
        }
    }
}
