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
import java.util.TreeMap;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.Packed;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;

/// Where lists name a token, by whatever they name it: for whoever asks what is held about them. A
/// look through everything, seconds on the largest list; beside a daemon or alone.
public final class Mentions {

    /// In one list.
    ///
    /// @param as `credential`, `person`, `wallet`, `denied`; `entry` of a list that is kept whole
    public record Mention(String list, long version, String as, long entries) {}

    /// @param id of the list in the tables
    private record Held(String name, long version) {}

    private final Token token;
    private final Map<Long, Held> lists = new HashMap<>();
    private final Map<String, Mention> found = new TreeMap<>();

    private Mentions(Token token) {
        this.token = token;
    }

    /// In every list in force, and in what is denied.
    ///
    /// @param registry the file of the lists, which need not be there
    public static List<Mention> in(Path registry, Token token) throws IOException {
        return StoreFailed.of(
                () -> {
                    var mentions = new Mentions(token);
                    if (Files.exists(registry)) {
                        try (var reader = Database.look(registry)) {
                            mentions.lookAt(reader);
                        }
                    }
                    mentions.deny(registry.resolveSibling("deny.db"));
                    return List.copyOf(mentions.found.values());
                });
    }

    private void lookAt(Connection reader) throws SQLException {
        if (!RegistryFile.isOfLayout(reader)) {
            return; // the next start brings it up, or begins it anew
        }
        try (var statement = reader.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT id, name, version FROM list WHERE version > 0")) {
            while (rows.next()) {
                lists.put(rows.getLong(1), new Held(rows.getString(2), rows.getLong(3)));
            }
        }
        each(reader, "SELECT id, entries FROM bucket", this::bucket);
        each(reader, "SELECT id, entries FROM wallet", this::wallets);
        each(reader, "SELECT id, content FROM part WHERE content IS NOT NULL", this::part);
    }

    private interface Look {
        void at(Held list, byte[] row);
    }

    private void each(Connection reader, String sql, Look look) throws SQLException {
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var list = lists.get(rows.getLong(1) / Bucket.KEYS);
                if (list != null) {
                    look.at(list, rows.getBytes(2));
                }
            }
        }
    }

    private void bucket(Held list, byte[] bucket) {
        for (int at = 0; at + Bucket.ENTRY_BYTES <= bucket.length; at += Bucket.ENTRY_BYTES) {
            if (Bucket.holds(bucket, at, token)) {
                count(list, "credential", 1);
            }
            if (Bucket.subject(bucket, at).equals(token)) {
                count(list, "person", 1);
            }
        }
    }

    private void wallets(Held list, byte[] row) {
        count(list, "wallet", WalletRow.find(row, token).map(List::size).orElse(0));
    }

    /// As text, since each type has members of its own.
    private void part(Held list, byte[] wire) {
        var text =
                Packed.open(wire, ListBucket.BYTES_MAX)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElse("");
        var name = token.toString();
        long entries = 0;
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length())) {
            entries++;
        }
        count(list, "entry", entries);
    }

    private void deny(Path file) throws SQLException {
        if (!Files.exists(file)) {
            return;
        }
        var denied = DeniedEntries.all(file);
        var nothing = new Lists.Found(List.of(), List.of());
        for (var held : denied.held().stream().toList()) {
            var list = new Held(held.list().name(), held.list().version());
            for (var kind : CredentialKind.values()) {
                count(list, "denied", denied.before(nothing, kind, token).entries().size());
            }
        }
    }

    private void count(Held list, String as, long entries) {
        if (entries > 0) {
            found.merge(
                    list.name() + " " + as,
                    new Mention(list.name(), list.version(), as, entries),
                    (one, other) ->
                            new Mention(
                                    one.list(),
                                    one.version(),
                                    one.as(),
                                    one.entries() + other.entries()));
        }
    }
}
