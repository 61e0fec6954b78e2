package onecard.edge.store.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;

/// Whose a card is by the lists in force, for whoever only looks: beside a daemon or alone.
public final class CardHolders {

    private CardHolders() {}

    /// As a tap finds them; empty where no list knows the card.
    ///
    /// @param registry the file of the lists, which need not be there
    /// @param renamed what the card was known by before
    public static Optional<Token> of(
            Path registry, CredentialKind kind, Token card, Renamed renamed) throws IOException {
        return look(
                        registry,
                        lists ->
                                Entry.first(lists.find(kind, card, renamed).entries())
                                        .map(Entry::subject))
                .flatMap(subject -> subject);
    }

    /// How many of them these lists name by their card.
    ///
    /// @param registry the file of the lists, which need not be there
    public static long named(Path registry, Set<String> lists, List<Enrolled> people)
            throws IOException {
        return look(
                        registry,
                        held ->
                                people.stream()
                                        .filter(
                                                who ->
                                                        held.find(who.kind(), who.card())
                                                                .names(who, lists))
                                        .count())
                .orElse(0L);
    }

    /// Empty where there is no file, or one of another layout, which the next start brings up.
    private static <T> Optional<T> look(Path registry, Function<Lists, T> asks) throws IOException {
        return StoreFailed.of(
                () -> {
                    if (!Files.exists(registry)) {
                        return Optional.empty();
                    }
                    try (var reader = Database.look(registry)) {
                        return RegistryFile.isOfLayout(reader)
                                ? Optional.of(asks.apply(new RegistryView(reader)))
                                : Optional.empty();
                    } catch (UncheckedIOException failed) {
                        throw new SQLException(failed.getMessage(), failed);
                    }
                });
    }
}
