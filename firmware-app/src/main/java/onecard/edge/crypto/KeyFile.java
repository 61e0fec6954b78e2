package onecard.edge.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// Secrets on disk: readable by the owner alone, written whole or not at all.
public final class KeyFile {

    /// Longer than any PEM of a single key; a name that leads to a device has no end at all.
    private static final int FILE_BYTES_MAX = 16_384;

    private static final int SITE_KEY_BYTES = 32;

    private KeyFile() {}

    /// A secret of 32 bytes, the site key or the one of rolling codes: 64 hex digits in a file.
    ///
    /// @throws IOException if the file is missing, or holds anything else
    public static byte[] secret(Path file) throws IOException {
        var text = read(file).strip();
        if (!text.matches("[0-9a-fA-F]{64}")) {
            throw new Failed(Message.SECRET_WRONG.with(file));
        }
        return HexFormat.of().parseHex(text);
    }

    /// The site key of `file`, made at first use.
    public static byte[] siteKeyMadeAtFirstUse(Path file) throws IOException {
        if (!Files.exists(file)) {
            var key = new byte[SITE_KEY_BYTES];
            new SecureRandom().nextBytes(key);
            write(file, HexFormat.of().formatHex(key) + "\n");
        }
        return secret(file);
    }

    /// The text of a key file; bytes that are not ASCII stay to be refused by what reads them.
    static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new IOException(
                        file + ": a key file must have at most " + FILE_BYTES_MAX + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /// Writes `text` with mode 0600.
    static void write(Path file, String text) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
