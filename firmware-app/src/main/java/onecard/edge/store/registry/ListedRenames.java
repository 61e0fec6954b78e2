package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.JsonReader;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.Packed;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;

/// What lists say that tokens were before the site's key was rolled, for whoever only looks:
/// passes, orders and rosters that were made by both keys. Beside a daemon or alone.
public final class ListedRenames {

    private ListedRenames() {}

    /// @param registry the file of the lists, which need not be there
    /// @return of entries that bear one of these, of whatever else they name, too
    public static Renamed of(Path registry, List<Token> names) throws IOException {
        return StoreFailed.of(
                () -> {
                    if (!Files.exists(registry)) {
                        return Renamed.NOTHING;
                    }
                    try (var reader = Database.look(registry)) {
                        return RegistryFile.isOfLayout(reader)
                                ? read(reader, names.stream().map(Token::toString).toList())
                                : Renamed.NOTHING;
                    }
                });
    }

    private static Renamed read(Connection reader, List<String> names) throws SQLException {
        var present = new HashMap<Token, Token>();
        try (var statement = reader.createStatement();
                var parts =
                        statement.executeQuery(
                                "SELECT content FROM part WHERE content IS NOT NULL")) {
            while (parts.next()) {
                Packed.open(parts.getBytes(1), ListBucket.BYTES_MAX)
                        .filter(plain -> bears(plain, names))
                        .ifPresent(plain -> read(plain, names, present));
            }
        }
        return new Renamed(present);
    }

    private static boolean bears(byte[] part, List<String> names) {
        var text = new String(part, StandardCharsets.UTF_8);
        return names.stream().anyMatch(text::contains);
    }

    private static void read(byte[] part, List<String> names, Map<Token, Token> present) {
        JsonReader.array(part).stream()
                .flatMap(entries -> entries.items().stream())
                .filter(entry -> names.stream().anyMatch(entry.toString()::contains))
                .flatMap(entry -> ListEntry.read(entry).stream())
                .forEach(entry -> present.putAll(entry.renamed("pass", "host", "order").present()));
    }
}
