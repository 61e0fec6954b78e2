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

    private static final int SITE_KEY_BYTES = 32;

    private KeyFile() {}

    /// A secret of 32 bytes, the site key or the one of rolling codes: 64 hex digits in a file.
    ///
    /// @throws IOException if the file is missing, lies open, or holds anything else
    public static byte[] secret(SecretFile file) throws IOException {
        var text = file.text().strip();
        if (!text.matches("[0-9a-fA-F]{64}")) {
            throw new Failed(Message.SECRET_WRONG.with(file.path()));
        }
        return HexFormat.of().parseHex(text);
    }

    /// The secret of `file`, such as a site key, made at first use.
    public static byte[] secretMadeAtFirstUse(Path file) throws IOException {
        if (!Files.exists(file)) {
            var key = new byte[SITE_KEY_BYTES];
            new SecureRandom().nextBytes(key);
            write(file, HexFormat.of().formatHex(key) + "\n");
        }
        return secret(SecretFile.of(file));
    }

    /// Writes `text` with mode 0600.
    static void write(Path file, String text) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
