package onecard.edge.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.words.Words;

/// A file that holds a secret, and the one way to read it: refused unless it belongs to whoever
/// runs this, or to root, and is nobody else's to read or write. Read anew each time, so it can be
/// replaced under a running daemon.
///
/// @param path links are followed
/// @param credential brought by systemd, which lets the service's user in by an access list; that
///     shows as bits of the file's group, so there they tell of nobody else
public record SecretFile(Path path, boolean credential) {

    /// Longer than any PEM of a single key; a name that leads to a device has no end at all.
    private static final int BYTES_MAX = 16_384;

    private static final int MODE_BITS = 0777;
    private static final int GROUP_AND_OTHERS = 0077;
    private static final int OTHERS = 0007;
    private static final int ROOT = 0;

    /// One that was made here, or put here by a person.
    public static SecretFile of(Path path) {
        return new SecretFile(path, false);
    }

    /// Why this secret is not used.
    ///
    /// @param next what to do
    public record Exposed(Words what, Words next) {}

    /// Empty if it is kept as a secret must be.
    ///
    /// @throws IOException if there is no such file, or it cannot be looked at
    public Optional<Exposed> exposed() throws IOException {
        int owner = (int) Files.getAttribute(path, "unix:uid");
        int mode = (int) Files.getAttribute(path, "unix:mode") & MODE_BITS;
        int ours = effectiveUser();
        if (owner != ours && owner != ROOT) {
            return Optional.of(
                    new Exposed(
                            Message.SECRET_OWNER.with(owner, ours),
                            Message.SECRET_OWNER_NEXT.with(ours, path)));
        }
        if ((mode & (credential ? OTHERS : GROUP_AND_OTHERS)) != 0) {
            return Optional.of(
                    new Exposed(
                            Message.SECRET_MODE.with("%04o".formatted(mode)),
                            Message.SECRET_MODE_NEXT.with(path)));
        }
        return Optional.empty();
    }

    /// The text; bytes that are not ASCII stay to be refused by whoever makes sense of it.
    ///
    /// @throws Failed if it is not kept as a secret must be
    /// @throws IOException if it cannot be read, or is too long to be one
    public String text() throws IOException {
        var exposed = exposed();
        if (exposed.isPresent()) {
            throw new Failed(
                    Message.SECRET_EXPOSED.with(path, exposed.get().what(), exposed.get().next()));
        }
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException(
                        path + ": a secret must have at most " + BYTES_MAX + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /// A password as it stands in the file, without the line's end.
    ///
    /// @throws UncheckedIOException as [#text] would throw
    public byte[] password() {
        try {
            return text().stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    /// As the kernel has it: `/proc/self` itself may belong to root.
    private static int effectiveUser() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    .map(line -> Integer.parseInt(line.split("\\s+")[2]))
                    .findFirst()
                    .orElseThrow(() -> new IOException("/proc/self/status names no user"));
        }
    }
}
