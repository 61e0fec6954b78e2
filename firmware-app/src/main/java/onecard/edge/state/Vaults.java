package onecard.edge.state;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import onecard.edge.clock.BoardClock;
import onecard.edge.crypto.VaultKey;
import onecard.edge.loop.Events;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.registry.Registry.Loss;
import onecard.edge.store.vault.Vault;
import onecard.site.BodyTerms;
import onecard.site.SiteProfile;
import org.tinylog.Logger;

/// The vault of a site file that has a key for one. Whoever cannot open it goes on without: cards
/// still open doors, nobody is known by their body, and an alarm says why.
final class Vaults {

    /// As much as an alarm says.
    private static final int DETAIL_MAX = 200;

    private Vaults() {}

    static Optional<Vault> open(
            SiteProfile site, StateDir state, JournalFile file, BoardClock clock) {
        var secret = site.keys().vault();
        if (secret.isEmpty()) {
            if (Files.exists(state.vault())) {
                // Else what is kept there would outlive every consent, and nobody would notice.
                tell("vault_closed", "vault.db is there, and no keys.vault", file, clock);
            }
            return Optional.empty();
        }
        try {
            var key = VaultKey.of(secret.get(), state.path(), site.site());
            var vault = Vault.open(state.vault(), key, site.bodies().map(BodyTerms::purpose));
            vault.loss()
                    .map(Loss::text)
                    .ifPresent(
                            loss ->
                                    tell(
                                            "vault_damaged",
                                            "nobody is enrolled. " + loss,
                                            file,
                                            clock));
            return Optional.of(vault);
        } catch (IOException failed) {
            tell("vault_closed", String.valueOf(failed.getMessage()), file, clock);
            return Optional.empty();
        }
    }

    private static void tell(String alarm, String detail, JournalFile file, BoardClock clock) {
        Logger.error("{}: {}", alarm, detail);
        var now = clock.get();
        var text = detail.substring(0, Math.min(DETAIL_MAX, detail.length()));
        if (!file.recorded(Events.deviceAlarm(alarm, true, text, now), now)) {
            Logger.error("the journal has no room to say so");
        }
    }
}
