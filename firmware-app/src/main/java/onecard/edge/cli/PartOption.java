package onecard.edge.cli;

import java.util.Optional;
import onecard.edge.store.vault.Vault;
import onecard.edge.words.Message;
import onecard.hal.bio.Modality;
import picocli.CommandLine.Option;

/// Which part of somebody's body a command is of.
final class PartOption {

    @Option(
            names = "--for",
            required = true,
            paramLabel = "finger|face|vein",
            descriptionKey = "onecard.consent.for")
    private String name = "";

    /// Or what is wrong is told.
    Optional<Modality> modality(Console console) {
        return modality(name, console);
    }

    /// The modality of that name, or what is wrong is told.
    static Optional<Modality> modality(String name, Console console) {
        var modality = Vault.modality(name);
        if (modality.isEmpty()) {
            console.complain(Message.CONSENT_MODALITY, name);
        }
        return modality;
    }
}
