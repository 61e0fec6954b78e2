package onecard.edge.doctor;

import static onecard.edge.words.Message.KEY_AT_START;
import static onecard.edge.words.Message.KEY_CREDENTIAL;
import static onecard.edge.words.Message.KEY_CREDENTIAL_NEXT;
import static onecard.edge.words.Message.KEY_KEPT;
import static onecard.edge.words.Message.KEY_MISSING;
import static onecard.edge.words.Message.KEY_MISSING_NEXT;
import static onecard.edge.words.Message.KEY_UNSEEN;
import static onecard.edge.words.Message.KEY_UNSEEN_NEXT;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import onecard.edge.crypto.SecretFile;
import onecard.edge.crypto.Secrets;
import onecard.edge.state.StateDir;
import onecard.edge.words.Failed;
import onecard.site.Board.ModuleSource;
import onecard.site.Secret;
import onecard.site.SiteProfile;

/// Every secret that the daemon reads: whether it is there, and nobody else's. Reads none of them.
public final class KeysCheck {

    private final Path state;
    private final List<Finding> findings = new ArrayList<>();

    /// @param state the state directory, which need not be there yet
    public KeysCheck(Path state) {
        this.state = state;
    }

    /// One finding a secret, in the order of the site file, the device's own key last.
    public List<Finding> check(SiteProfile site) {
        new TreeMap<>(site.board().modules())
                .forEach(
                        (name, module) -> {
                            if (module.source() instanceof ModuleSource.Hsm(_, _, var key)) {
                                named("board.modules." + name + ".key", key);
                            }
                        });
        for (var code : site.codes()) {
            code.token().ifPresent(token -> named("codes." + code.name() + ".token", token));
        }
        site.uplink().key().ifPresent(key -> named("uplink.key", key));
        site.uplink().password().ifPresent(password -> named("uplink.password", password));
        named("keys.site", site.keys().site());
        site.keys().formerSite().ifPresent(key -> named("keys.site.former", key));
        site.keys().rolling().ifPresent(key -> named("keys.rolling", key));
        site.keys().vault().ifPresent(key -> named("keys.vault", key));
        kept(StateDir.DEVICE_KEY, SecretFile.of(state.resolve(StateDir.DEVICE_KEY)), true);
        return List.copyOf(findings);
    }

    private void named(String part, Secret secret) {
        try {
            kept(part, Secrets.file(secret, state), secret instanceof Secret.Generate);
        } catch (Failed _) {
            // Only the service is given credentials, and this is not it.
            findings.add(new Finding.Warn(part, KEY_CREDENTIAL.with(), KEY_CREDENTIAL_NEXT.with()));
        } catch (IOException failed) {
            unseen(part, failed);
        }
    }

    private void kept(String part, SecretFile file, boolean madeAtStart) {
        try {
            findings.add(
                    file.exposed()
                            .<Finding>map(it -> new Finding.Fail(part, it.what(), it.next()))
                            .orElseGet(() -> new Finding.Ok(part, KEY_KEPT.with(file.path()))));
        } catch (NoSuchFileException _) {
            findings.add(
                    madeAtStart
                            ? new Finding.Ok(part, KEY_AT_START.with(file.path()))
                            : new Finding.Fail(
                                    part,
                                    KEY_MISSING.with(file.path()),
                                    KEY_MISSING_NEXT.with(file.path())));
        } catch (IOException failed) {
            unseen(part, failed);
        }
    }

    private void unseen(String part, IOException failed) {
        findings.add(
                new Finding.Fail(
                        part,
                        KEY_UNSEEN.with(String.valueOf(failed.getMessage())),
                        KEY_UNSEEN_NEXT.with()));
    }
}
