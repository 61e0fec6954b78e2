package onecard.edge.store.vault;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.hal.bio.Modality;

/// The records of what is done with people's bodies' data, as the law asks for them: who, which
/// part, and what came of it as a class; never a template or a score. Written in the transaction
/// of the change, and deleted once the journal has them.
///
/// A power cut between the two lets the journal have one twice: `change` tells that they are one.
final class VaultOwed {

    private static final SecureRandom RANDOM = new SecureRandom();

    private VaultOwed() {}

    static List<Vault.Owed> all(Connection connection) throws SQLException {
        return VaultRows.all(
                connection,
                "SELECT id, what, data FROM owed ORDER BY id",
                row ->
                        new Vault.Owed(
                                row.getLong(1),
                                row.getString(2),
                                JsonReader.object(row.getString(3)).orElse(Json.Obj.EMPTY)));
    }

    static Consent consent(Connection connection, Consent consent, String by) throws SQLException {
        var data =
                data(consent.person(), consent.modality(), "given", consent.granted(), by)
                        .with("purpose", consent.purpose())
                        .with("text", consent.text())
                        .with("channel", consent.channel())
                        .with("guardian", consent.guardian())
                        .with("may_move", consent.mayMove())
                        .with("until", seconds(consent.until()));
        add(connection, "consent", data);
        return consent;
    }

    static void withdrawn(
            Connection connection, Token person, Modality modality, Instant at, String by)
            throws SQLException {
        add(connection, "consent", data(person, modality, "withdrawn", at, by));
    }

    static void enrol(
            Connection connection,
            Token person,
            Modality modality,
            int templates,
            Instant at,
            String by)
            throws SQLException {
        var data = data(person, modality, "enrolled", at, by);
        add(connection, "enrol", data.with("templates", templates));
    }

    /// In a slot of a device.
    ///
    /// @param device the sensor, by its name
    static void enrolAt(
            Connection connection,
            Token person,
            Modality modality,
            String device,
            Instant at,
            String by)
            throws SQLException {
        add(
                connection,
                "enrol",
                data(person, modality, "enrolled", at, by).with("at_device", device));
    }

    static void purged(
            Connection connection,
            Token person,
            Modality modality,
            VaultChange.Made gone,
            String result,
            Instant at,
            String by)
            throws SQLException {
        var data =
                data(person, modality, result, at, by)
                        .with("templates", gone.templates())
                        .with("slots", gone.slots());
        add(connection, "purge", data);
    }

    private static Json.Obj data(
            Token person, Modality modality, String result, Instant at, String by) {
        return Json.Obj.EMPTY
                .with("token", person.toString())
                .with("modality", VaultRows.wire(modality))
                .with("result", result)
                .with("at", seconds(at))
                .with("by", by)
                .with("change", drawn());
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String drawn() {
        var bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void add(Connection connection, String what, Json.Obj data) throws SQLException {
        VaultRows.run(
                connection,
                "INSERT INTO owed(what, data) VALUES(?, ?)",
                what,
                Canonical.text(data));
    }
}
