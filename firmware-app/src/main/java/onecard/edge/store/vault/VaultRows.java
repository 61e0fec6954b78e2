package onecard.edge.store.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;

/// Reading and writing a vault's rows on any connection.
final class VaultRows {

    private VaultRows() {}

    /// A row of a question.
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// What a row says makes no sense: somebody wrote into the file, or later software did.
    static final class OddRow extends SQLException {
        private static final long serialVersionUID = 1L;

        OddRow(String what) {
            super(what);
        }
    }

    /// Odd rows are passed over, so that one keeps nobody else out.
    ///
    /// @param values tokens, modalities, kinds, texts, numbers or bytes
    static <T> List<T> all(Connection connection, String sql, Row<T> read, Object... values)
            throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            set(query, values);
            var found = new ArrayList<T>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    add(found, read, rows);
                }
            }
            return List.copyOf(found);
        }
    }

    private static <T> void add(List<T> found, Row<T> read, ResultSet row) throws SQLException {
        try {
            found.add(read.of(row));
        } catch (OddRow odd) {
            Logger.error("a row of the vault is passed over: {}", odd.getMessage());
        }
    }

    static <T> Optional<T> one(Connection connection, String sql, Row<T> read, Object... values)
            throws SQLException {
        return all(connection, sql, read, values).stream().findFirst();
    }

    static boolean any(Connection connection, String sql, Object... values) throws SQLException {
        return one(connection, sql, _ -> true, values).isPresent();
    }

    /// How many rows it changed.
    static int run(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Token token -> statement.setBytes(i + 1, token.bytes());
                case Modality modality -> statement.setString(i + 1, wire(modality));
                case CredentialKind kind -> statement.setString(i + 1, kind.wire());
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Object other -> statement.setObject(i + 1, other);
            }
        }
    }

    // --- what stands in them ---

    /// From three columns: person, kind, card.
    static Enrolled enrolled(ResultSet row) throws SQLException {
        return new Enrolled(
                token(row, 1),
                CredentialKind.ofWire(row.getString(2))
                        .orElseThrow(() -> new OddRow("a kind of card that is not known")),
                token(row, 3));
    }

    static Token token(ResultSet row, int column) throws SQLException {
        var bytes = row.getBytes(column);
        if (bytes == null || bytes.length != 16) {
            throw new OddRow("a token that is none");
        }
        return Token.of(bytes);
    }

    /// From seven columns: id, modality, position, format, extractor, version, model.
    static VaultSeal.Columns columns(ResultSet row) throws SQLException {
        return new VaultSeal.Columns(
                row.getLong(1),
                modality(row, 2),
                row.getInt(3),
                new Template.Made(
                        row.getString(4), row.getString(5), row.getInt(6), row.getString(7)));
    }

    static Modality modality(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        return modality(text)
                .orElseThrow(() -> new OddRow("a modality that is not known: " + text));
    }

    /// As the file and events have it.
    static String wire(Modality modality) {
        return switch (modality) {
            case FINGER -> "finger";
            case FACE -> "face";
            case VEIN -> "vein";
        };
    }

    static Optional<Modality> modality(String wire) {
        for (var modality : Modality.values()) {
            if (wire(modality).equals(wire)) {
                return Optional.of(modality);
            }
        }
        return Optional.empty();
    }
}
