package onecard.edge.store.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.hal.bio.Modality;

/// How what is kept of somebody goes, within a transaction of the vault.
final class VaultErasure {

    /// Who notes what goes by its date.
    private static final String DEVICE = "device";

    /// In each table that has a person and a modality.
    private static final String NOBODY_AGREED =
            "(person, modality) NOT IN (SELECT person, modality FROM consent WHERE withdrawn IS"
                    + " NULL)";

    private VaultErasure() {}

    /// A consent that is over.
    private record Over(Token person, Modality modality) {}

    /// The key and with it all that it opens; slots are nobody's from then on.
    static VaultChange.Made of(Connection connection, Token person, Modality modality)
            throws SQLException {
        VaultRows.run(
                connection,
                "DELETE FROM bearer WHERE person = ? AND modality = ?",
                person,
                modality);
        int templates =
                VaultRows.run(
                        connection,
                        "DELETE FROM template WHERE person = ? AND modality = ?",
                        person,
                        modality);
        int slots =
                VaultRows.run(
                        connection,
                        VaultSlots.TO_EMPTY + "person = ? AND modality = ?",
                        person,
                        modality);
        return new VaultChange.Made(templates, slots);
    }

    /// Whoever that is a token of, or whose card.
    static VaultChange.Made forget(Connection connection, Token token, Instant at, String by)
            throws SQLException {
        int templates = 0;
        int slots = 0;
        for (var person : people(connection, token)) {
            for (var modality : Modality.values()) {
                int consents =
                        VaultRows.run(
                                connection,
                                "DELETE FROM consent WHERE person = ? AND modality = ?",
                                person,
                                modality);
                var gone = of(connection, person, modality);
                templates += gone.templates();
                slots += gone.slots();
                if (consents + gone.templates() + gone.slots() > 0) {
                    VaultOwed.purged(connection, person, modality, gone, "forgotten", at, by);
                }
            }
            rest(connection, person);
        }
        return new VaultChange.Made(templates, slots);
    }

    /// Of a part of the body that only later software knows.
    private static void rest(Connection connection, Token person) throws SQLException {
        for (var table : List.of("consent", "bearer", "template")) {
            VaultRows.run(connection, "DELETE FROM " + table + " WHERE person = ?", person);
        }
        VaultRows.run(connection, VaultSlots.TO_EMPTY + "person = ?", person);
    }

    /// Whoever that is a token of, or whose card: of one that stands for somebody now it says
    /// nothing that it once stood for another.
    static Set<Token> people(Connection connection, Token token) throws SQLException {
        var people = new LinkedHashSet<Token>();
        people.add(token);
        var now =
                VaultRows.all(
                        connection,
                        "SELECT person FROM bearer WHERE card = ?1 UNION SELECT person FROM slot"
                                + " WHERE card = ?1",
                        row -> VaultRows.token(row, 1),
                        token);
        people.addAll(now);
        if (now.isEmpty()) {
            people.addAll(
                    VaultRows.all(
                            connection,
                            "SELECT DISTINCT person FROM consent WHERE card = ?",
                            row -> VaultRows.token(row, 1),
                            token));
        }
        return people;
    }

    /// They agree no more, whoever that is a token of, or whose card.
    static VaultChange withdrawn(
            Connection connection, Token token, Modality modality, Instant at, String by)
            throws SQLException {
        boolean any = false;
        int templates = 0;
        int slots = 0;
        for (var person : people(connection, token)) {
            int withdrawn =
                    VaultRows.run(
                            connection,
                            "UPDATE consent SET withdrawn = ?3, card = coalesce((SELECT card FROM"
                                    + " bearer WHERE person = ?1 AND modality = ?2), (SELECT card"
                                    + " FROM slot WHERE person = ?1 AND modality = ?2), card) WHERE"
                                    + " person = ?1 AND modality = ?2 AND withdrawn IS NULL",
                            person,
                            modality,
                            at.toEpochMilli());
            if (withdrawn > 0) {
                var gone = of(connection, person, modality);
                VaultOwed.withdrawn(connection, person, modality, at, by);
                VaultOwed.purged(connection, person, modality, gone, "withdrawn", at, by);
                any = true;
                templates += gone.templates();
                slots += gone.slots();
            }
        }
        return any
                ? new VaultChange.Made(templates, slots)
                : new VaultChange.Not(Reason.NO_CONSENT);
    }

    /// How many consents were over.
    static int over(Connection connection, Instant now) throws SQLException {
        long millis = now.toEpochMilli();
        var over =
                VaultRows.all(
                        connection,
                        "SELECT person, modality FROM consent WHERE until <= ? AND withdrawn IS"
                                + " NULL",
                        row -> new Over(VaultRows.token(row, 1), VaultRows.modality(row, 2)),
                        millis);
        for (var consent : over) {
            var gone = of(connection, consent.person(), consent.modality());
            VaultOwed.purged(
                    connection, consent.person(), consent.modality(), gone, "over", now, DEVICE);
        }
        if (VaultRows.run(connection, "DELETE FROM consent WHERE until <= ?", millis) > 0) {
            withoutConsent(connection);
        }
        return over.size();
    }

    /// Of a part of the body that only later software knows: nothing is kept that nobody agreed to.
    private static void withoutConsent(Connection connection) throws SQLException {
        for (var table : List.of("bearer", "template")) {
            VaultRows.run(connection, "DELETE FROM " + table + " WHERE " + NOBODY_AGREED);
        }
        VaultRows.run(connection, VaultSlots.TO_EMPTY + "person IS NOT NULL AND " + NOBODY_AGREED);
    }
}
