package onecard.edge.crypto;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.Secret;

/// What a vault is opened by: its wrapping key, and the site whose it is, without which it opens
/// nothing either. The key is never made here and does not lie where the vault lies: whoever
/// copies the one has not the other.
public record VaultKey(SealingKey wrapping, String site) {

    /// The key that a site file names: 64 hex digits in a file, or in a systemd credential.
    ///
    /// @param state the state directory
    /// @throws IOException if there is none, or it is not kept as a secret must be
    public static VaultKey of(Secret secret, Path state, String site) throws IOException {
        var file = Secrets.file(secret, state);
        byte[] key;
        try {
            key = KeyFile.secret(file);
        } catch (NoSuchFileException _) {
            throw new Failed(Message.FILE_MISSING.with(file.path()));
        }
        var vaultKey = new VaultKey(SealingKey.of(key), site);
        Arrays.fill(key, (byte) 0);
        return vaultKey;
    }
}
