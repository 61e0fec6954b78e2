package onecard.edge.store.vault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.SealingKey;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;

/// The templates of a vault, on any connection. Immutable.
final class VaultTemplates {

    /// Up to a condition on `b`.
    private static final String BEARERS =
            "SELECT b.person, b.kind, b.card, b.key, b.modality FROM bearer b WHERE ";

    /// None of somebody who does not agree, whatever is there.
    private static final String AGREED =
            " AND EXISTS(SELECT 1 FROM consent c WHERE c.person = b.person AND c.modality ="
                    + " b.modality AND c.withdrawn IS NULL AND c.purpose GLOB ?)";

    private final VaultSeal seal;
    private final String purpose;

    VaultTemplates(VaultSeal seal, String purpose) {
        this.seal = seal;
        this.purpose = purpose;
    }

    /// Whose templates of one modality a key opens.
    private record Bearer(Enrolled who, byte[] key, Modality modality) {
        static Bearer of(ResultSet row) throws SQLException {
            return new Bearer(VaultRows.enrolled(row), row.getBytes(4), VaultRows.modality(row, 5));
        }
    }

    List<Template> of(Connection connection, Token person, Modality modality) throws SQLException {
        var which = BEARERS + "b.person = ? AND b.modality = ?" + AGREED;
        var found = new ArrayList<Template>();
        for (var bearer : VaultRows.all(connection, which, Bearer::of, person, modality, purpose)) {
            found.addAll(templates(connection, bearer));
        }
        return List.copyOf(found);
    }

    List<Enrolled> everyone(Connection connection, Modality modality) throws SQLException {
        return VaultRows.all(
                connection,
                BEARERS + "b.modality = ?" + AGREED,
                VaultRows::enrolled,
                modality,
                purpose);
    }

    private List<Template> templates(Connection connection, Bearer bearer) throws SQLException {
        var who = bearer.who();
        var key = seal.unwrap(bearer.key(), who, bearer.modality());
        if (key.isEmpty()) {
            Logger.error("a key of the vault does not open: whoever it is of is not known");
            return List.of();
        }
        return VaultRows.all(
                        connection,
                        "SELECT id, modality, position, format, extractor, version, model, sealed"
                                + " FROM template WHERE person = ? AND modality = ? ORDER BY id",
                        row -> seal.open(row.getBytes(8), VaultRows.columns(row), who, key.get()),
                        who.person(),
                        bearer.modality())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// Whoever brings people's rows to other tokens.
    VaultMove mover(Connection connection) {
        return new VaultMove(connection, seal);
    }

    /// In place of those of the same finger.
    void put(Connection connection, Enrolled who, Modality modality, List<Template> templates)
            throws SQLException {
        var key = keyOf(connection, who, modality);
        for (var template : templates) {
            VaultRows.run(
                    connection,
                    "DELETE FROM template WHERE person = ? AND modality = ? AND position = ?",
                    who.person(),
                    modality,
                    template.position());
        }
        for (var template : templates) {
            var made = template.made();
            VaultRows.run(
                    connection,
                    "INSERT INTO template(person, modality, position, format, extractor, version,"
                            + " model, sensor, sealed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    who.person(),
                    modality,
                    template.position(),
                    made.format(),
                    made.extractor(),
                    made.version(),
                    made.model(),
                    template.sensor(),
                    seal.seal(template, who, key));
        }
    }

    /// A card stands for one person: it was given to somebody else, and nothing is asked by it any
    /// more of whoever bore it before. No card stands for them until they are enrolled by another
    /// one: in its place is what stands for themselves.
    void takeFromOthers(Connection connection, Enrolled who) throws SQLException {
        var others =
                VaultRows.all(
                        connection,
                        BEARERS + "b.card = ? AND b.person <> ?",
                        Bearer::of,
                        who.card(),
                        who.person());
        for (var other : others) {
            var was = other.who();
            var now = new Enrolled(was.person(), was.kind(), was.person());
            var key = seal.unwrap(other.key(), was, other.modality());
            VaultRows.run(
                    connection,
                    "UPDATE bearer SET card = person, key = ? WHERE person = ? AND modality = ?",
                    key.map(it -> seal.wrap(it, now, other.modality())).orElse(other.key()),
                    was.person(),
                    other.modality());
        }
        VaultRows.run(
                connection,
                "UPDATE slot SET card = person WHERE card = ? AND person <> ?",
                who.card(),
                who.person());
        VaultRows.run(
                connection,
                "UPDATE consent SET card = NULL WHERE card = ? AND person <> ?",
                who.card(),
                who.person());
    }

    private SealingKey keyOf(Connection connection, Enrolled who, Modality modality)
            throws SQLException {
        takeFromOthers(connection, who);
        var known =
                VaultRows.one(
                                connection,
                                BEARERS + "b.person = ? AND b.modality = ?",
                                Bearer::of,
                                who.person(),
                                modality)
                        .flatMap(it -> seal.unwrap(it.key(), it.who(), modality));
        if (known.isEmpty()) {
            // What was sealed under a key that opens no more must not be in the way.
            VaultRows.run(
                    connection,
                    "DELETE FROM template WHERE person = ? AND modality = ?",
                    who.person(),
                    modality);
        }
        var key = known.orElseGet(SealingKey::drawn);
        VaultRows.run(
                connection,
                "INSERT OR REPLACE INTO bearer VALUES(?, ?, ?, ?, ?)",
                who.person(),
                modality,
                who.kind(),
                who.card(),
                seal.wrap(key, who, modality));
        return key;
    }
}
