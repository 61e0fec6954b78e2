package onecard.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.edge.crypto.KeyFile;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.Secret;

/// Where secrets lie on this machine.
final class Secrets {

    private Secrets() {}

    /// The file of a secret that is not made here.
    ///
    /// @throws IOException if it is a systemd credential and none were given to this process
    static Path file(Secret secret, StateDir state) throws IOException {
        return file(secret, state.path());
    }

    /// @param state the state directory, which need not be held
    static Path file(Secret secret, Path state) throws IOException {
        return switch (secret) {
            case Secret.File(var path) -> Path.of(path);
            case Secret.Generate() -> state.resolve("site.key");
            case Secret.Credential(var name) -> {
                var directory = System.getenv("CREDENTIALS_DIRECTORY");
                if (directory == null) {
                    throw new Failed(Message.CREDENTIAL_MISSING.with(name));
                }
                yield Path.of(directory, name);
            }
        };
    }

    static byte[] siteKey(Secret secret, StateDir state) throws IOException {
        var file = file(secret, state);
        return secret instanceof Secret.Generate
                ? KeyFile.siteKeyMadeAtFirstUse(file)
                : KeyFile.secret(file);
    }

    /// A password as it stands in its file, without the line's end; read anew each time.
    static byte[] bytes(Path file) {
        try {
            return Files.readString(file).stripTrailing().getBytes(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
