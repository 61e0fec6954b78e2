package onecard.edge.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Token;

/// Whose a card is by the lists in force, for whoever only looks: beside a daemon or alone.
public final class CardHolders {

    private CardHolders() {}

    /// As a tap finds them; empty where no list knows the card.
    ///
    /// @param registry the file of the lists, which need not be there
    public static Optional<Token> of(Path registry, CredentialKind kind, Token card)
            throws IOException {
        return StoreFailed.of(
                () -> {
                    if (!Files.exists(registry)) {
                        return Optional.empty();
                    }
                    try (var reader = Database.look(registry)) {
                        return RegistryFile.isOfLayout(reader)
                                ? subject(new RegistryView(reader), kind, card)
                                : Optional.empty(); // the next start brings it up
                    }
                });
    }

    private static Optional<Token> subject(RegistryView lists, CredentialKind kind, Token card)
            throws SQLException {
        try {
            return Entry.first(lists.find(kind, card).entries()).map(Entry::subject);
        } catch (UncheckedIOException failed) {
            throw new SQLException(failed.getMessage(), failed);
        }
    }
}
