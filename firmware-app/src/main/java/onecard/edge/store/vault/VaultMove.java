package onecard.edge.store.vault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import onecard.access.Token;
import onecard.edge.crypto.SealingKey;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;

/// Brings what a vault keeps of people to other tokens of theirs, within one transaction. Tokens
/// stand in what everything is sealed with, so that keys and templates are sealed anew.
final class VaultMove {

    private final Connection connection;
    private final VaultSeal seal;

    VaultMove(Connection connection, VaultSeal seal) {
        this.connection = connection;
        this.seal = seal;
    }

    /// A wrapped key, and whose.
    private record Bearer(Enrolled who, Modality modality, byte[] key) {
        static Bearer of(ResultSet row) throws SQLException {
            return new Bearer(VaultRows.enrolled(row), VaultRows.modality(row, 4), row.getBytes(5));
        }

        Enrolled as(Map<Token, Token> tokens) {
            return new Enrolled(
                    tokens.getOrDefault(who.person(), who.person()),
                    who.kind(),
                    tokens.getOrDefault(who.card(), who.card()));
        }
    }

    VaultChange.Made all(Map<Token, Token> tokens) throws SQLException {
        // All that was agreed to first: what follows goes where nobody agrees.
        for (var each : tokens.entrySet()) {
            consents(each.getKey(), each.getValue());
        }
        int templates = 0;
        int slots = 0;
        for (var each : tokens.entrySet()) {
            if (!each.getKey().equals(each.getValue())) {
                templates += bearers(each.getKey(), tokens);
                slots += slots(each.getKey(), each.getValue());
            }
        }
        return new VaultChange.Made(templates, slots);
    }

    /// What stands under the new token was noted later.
    private void consents(Token was, Token now) throws SQLException {
        if (was.equals(now)) {
            return;
        }
        VaultRows.run(
                connection, "UPDATE OR IGNORE consent SET person = ?2 WHERE person = ?1", was, now);
        VaultRows.run(connection, "DELETE FROM consent WHERE person = ?", was);
        VaultRows.run(connection, "UPDATE consent SET card = ?2 WHERE card = ?1", was, now);
    }

    private int bearers(Token was, Map<Token, Token> tokens) throws SQLException {
        int templates = 0;
        for (var bearer :
                VaultRows.all(
                        connection,
                        "SELECT person, kind, card, modality, key FROM bearer WHERE person = ?1 OR"
                                + " card = ?1",
                        Bearer::of,
                        was)) {
            templates += bearer(bearer, bearer.as(tokens));
        }
        return templates;
    }

    private int bearer(Bearer bearer, Enrolled now) throws SQLException {
        var was = bearer.who().person();
        var modality = bearer.modality();
        boolean isAnother = !now.person().equals(was);
        var key = seal.unwrap(bearer.key(), bearer.who(), modality);
        VaultRows.run(
                connection, "DELETE FROM bearer WHERE person = ? AND modality = ?", was, modality);
        if (key.isEmpty() || (isAnother && !isFree(now.person(), modality))) {
            // Later templates are there, or nobody agrees any more, or these open no more.
            int gone =
                    VaultRows.run(
                            connection,
                            "DELETE FROM template WHERE person = ? AND modality = ?",
                            was,
                            modality);
            Logger.info("{} templates are not moved to another token, and gone", gone);
            return 0;
        }
        VaultRows.run(
                connection,
                "INSERT INTO bearer VALUES(?, ?, ?, ?, ?)",
                now.person(),
                modality,
                now.kind(),
                now.card(),
                seal.wrap(key.get(), now, modality));
        return isAnother ? templates(was, now.person(), modality, key.get()) : 0;
    }

    /// Whether they agree, and nothing is kept of theirs.
    private boolean isFree(Token person, Modality modality) throws SQLException {
        return VaultRows.any(
                        connection,
                        "SELECT 1 FROM consent WHERE person = ? AND modality = ? AND withdrawn IS"
                                + " NULL",
                        person,
                        modality)
                && !VaultRows.any(
                        connection,
                        "SELECT 1 FROM bearer WHERE person = ? AND modality = ?",
                        person,
                        modality);
    }

    private record Sealed(VaultSeal.Columns columns, byte[] bytes) {}

    private int templates(Token was, Token now, Modality modality, SealingKey key)
            throws SQLException {
        int moved = 0;
        for (var template :
                VaultRows.all(
                        connection,
                        "SELECT id, modality, position, format, extractor, version, model, sealed"
                                + " FROM template WHERE person = ? AND modality = ?",
                        row -> new Sealed(VaultRows.columns(row), row.getBytes(8)),
                        was,
                        modality)) {
            var again = seal.reseal(template.bytes(), template.columns(), was, now, key);
            if (again.isPresent()) {
                moved +=
                        VaultRows.run(
                                connection,
                                "UPDATE template SET person = ?, sealed = ? WHERE id = ?",
                                now,
                                again.get(),
                                template.columns().id());
            } else {
                Logger.error("template {} of the vault does not open", template.columns().id());
            }
        }
        VaultRows.run(
                connection,
                "DELETE FROM template WHERE person = ? AND modality = ?", // opens under no token
                was,
                modality);
        return moved;
    }

    /// Slots are of a device, and sealed by nobody.
    private int slots(Token was, Token now) throws SQLException {
        VaultRows.run(connection, "UPDATE slot SET card = ?2 WHERE card = ?1", was, now);
        int moved =
                VaultRows.run(
                        connection,
                        "UPDATE slot SET person = ?2 WHERE person = ?1 AND EXISTS(SELECT 1 FROM"
                                + " consent c WHERE c.person = ?2 AND c.modality = slot.modality AND"
                                + " c.withdrawn IS NULL) AND NOT EXISTS(SELECT 1 FROM slot o WHERE"
                                + " o.person = ?2 AND o.device = slot.device)",
                        was,
                        now);
        VaultRows.run(connection, VaultSlots.TO_EMPTY + "person = ?", was);
        return moved;
    }
}
