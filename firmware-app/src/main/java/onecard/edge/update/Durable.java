package onecard.edge.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// Files and links that are there whole or not at all, over a power cut too.
final class Durable {

    private static final int BUFFER_BYTES = 1 << 16;

    /// What must be left for the journal, which a package is not worth.
    private static final long SPARE_BYTES = 64L << 20;

    private Durable() {}

    /// Whether a folder has no room for that much more.
    static boolean isShort(Path folder, long bytes) throws IOException {
        return Files.getFileStore(folder).getUsableSpace() < bytes + SPARE_BYTES;
    }

    /// A copy for its owner alone, if it has the bytes that were signed.
    ///
    /// For one process at a time, or one would put in place what another is writing.
    ///
    /// @param from may be somebody else's, and change while it is read
    /// @return empty if it is not what was signed
    static Optional<Path> copy(FileChannel from, Path to, String sha256, long bytesMax)
            throws IOException {
        var draft = draft(to);
        Files.deleteIfExists(draft);
        try {
            if (!copied(from, draft, bytesMax).equals(sha256)) {
                return Optional.empty();
            }
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft); // of what a full disk cut short as well
        }
        force(parent(to));
        return Optional.of(to);
    }

    /// What a power cut left of a copy goes, or it takes the room of the next one.
    static void forgetDraft(Path to) throws IOException {
        delete(draft(to));
    }

    private static Path draft(Path to) {
        return to.resolveSibling(to.getFileName() + ".new");
    }

    private static String copied(FileChannel from, Path draft, long bytesMax) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out =
                FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            var hash = copied(from, out, bytesMax);
            out.force(true);
            return hash;
        }
    }

    /// @return the hash; empty if there are more bytes
    private static String copied(FileChannel in, FileChannel out, long bytesMax)
            throws IOException {
        var digest = sha256();
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long rest = bytesMax;
        while (in.read(buffer.clear()) >= 0) {
            buffer.flip();
            rest -= buffer.remaining();
            if (rest < 0) {
                return "";
            }
            digest.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Of a file, in small hex digits.
    static String sha256(Path file) throws IOException {
        var digest = sha256();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A symbolic link, in the place of one that may be there.
    static void link(Path link, Path target) throws IOException {
        var draft = link.resolveSibling("." + link.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createSymbolicLink(draft, target);
        Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
        force(parent(link));
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            force(parent(file));
        }
    }

    /// What is in the folder is there after a power cut as well.
    static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
