package onecard.edge.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.Keys;
import onecard.site.Secret;

/// Where secrets lie on this machine.
public final class Secrets {

    /// The name of the file in the state directory of a site key that was made there.
    public static final String MADE_HERE = "site.key";

    private Secrets() {}

    /// The file of a secret that is not made here.
    ///
    /// @param state the state directory, which need not be held
    /// @throws IOException if it is a systemd credential and none were given to this process
    public static SecretFile file(Secret secret, Path state) throws IOException {
        return switch (secret) {
            case Secret.File(var path) -> SecretFile.of(Path.of(path));
            case Secret.Generate() -> SecretFile.of(state.resolve(MADE_HERE));
            case Secret.Credential(var name) -> {
                var directory = System.getenv("CREDENTIALS_DIRECTORY");
                if (directory == null) {
                    throw new Failed(Message.CREDENTIAL_MISSING.with(name));
                }
                yield new SecretFile(Path.of(directory, name), true);
            }
        };
    }

    /// Numbers into tokens by the keys of a site: its own, and the one of before while it is
    /// rolled.
    ///
    /// @param state the state directory
    /// @throws IOException if one of them cannot be read, or both are the same
    public static Tokens tokens(Keys keys, Path state) throws IOException {
        var key = siteKey(keys.site(), state);
        if (keys.formerSite().isEmpty()) {
            return new Tokens(key);
        }
        var former = siteKey(keys.formerSite().get(), state);
        if (Arrays.equals(key, former)) {
            throw new Failed(Message.SITE_KEY_TWICE.with());
        }
        return new Tokens(key, Optional.of(new Tokens(former)));
    }

    /// The site's key, made at its first use if the site file says so.
    ///
    /// @param state the state directory
    public static byte[] siteKey(Secret secret, Path state) throws IOException {
        var file = file(secret, state);
        return secret instanceof Secret.Generate
                ? KeyFile.secretMadeAtFirstUse(file.path())
                : KeyFile.secret(file);
    }
}
