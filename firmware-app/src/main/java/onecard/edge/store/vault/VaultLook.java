package onecard.edge.store.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.RegistryFile;
import onecard.hal.bio.Modality;

/// What a vault holds of somebody, for whoever only looks: without its key, beside a daemon or
/// alone.
public final class VaultLook {

    /// Of one part of their body.
    ///
    /// @param agreed absent where they never did
    /// @param templates how many
    /// @param slots of devices' own memories
    public record Held(
            Token person, Modality modality, Optional<Agreed> agreed, int templates, int slots) {}

    /// @param withdrawn when; absent while it holds
    public record Agreed(Consent consent, Optional<Instant> withdrawn) {

        /// Whether it holds at that time.
        public boolean holds(Instant at) {
            return withdrawn.isEmpty() && consent.until().isAfter(at);
        }
    }

    /// What a vault holds of everybody.
    ///
    /// @param people of whom anything is kept: see [Vault#NEARLY_FILING]
    /// @param agreed consents that hold
    /// @param owed records that the journal has not yet
    public record Count(long people, long agreed, long owed) {}

    /// What is kept of somebody who agrees, and can be compared with.
    public sealed interface Kept {

        Token person();

        Modality modality();

        /// Templates of one making.
        ///
        /// @param sensor its model; empty where an older vault did not note it
        record Made(Token person, Modality modality, Template.Made made, String sensor)
                implements Kept {}

        /// In the memory of a module.
        ///
        /// @param sensor where it was last, by its name
        /// @param reached whether that sensor asks for it: not where slots are of the sensor's name
        ///     and a module is there that bears a mark, whose slots are its own
        record InSlot(Token person, Modality modality, String sensor, boolean reached)
                implements Kept {}
    }

    private VaultLook() {}

    /// Empty where there is no vault, or one of other software, which a start brings up.
    public static Optional<Count> count(Path file, Instant now) throws IOException {
        return read(
                file,
                reader ->
                        new Count(
                                Database.number(reader, Vault.PEOPLE),
                                Database.number(
                                        reader,
                                        "SELECT count(*) FROM consent WHERE withdrawn IS NULL AND"
                                                + " until > "
                                                + now.toEpochMilli()),
                                Database.number(reader, "SELECT count(*) FROM owed")));
    }

    /// Of everybody, by person.
    public static List<Kept> kept(Path file) throws IOException {
        return read(file, VaultLook::kept).orElse(List.of());
    }

    private static List<Kept> kept(Connection reader) throws SQLException {
        var agreed =
                " JOIN consent c ON c.person = t.person AND c.modality = t.modality AND"
                        + " c.withdrawn IS NULL";
        var kept = new ArrayList<Kept>();
        kept.addAll(
                VaultRows.all(
                        reader,
                        "SELECT DISTINCT t.person, t.modality, t.format, t.extractor, t.version,"
                                + " t.model, t.sensor FROM template t"
                                + agreed
                                + " ORDER BY t.person",
                        row ->
                                new Kept.Made(
                                        VaultRows.token(row, 1),
                                        VaultRows.modality(row, 2),
                                        new Template.Made(
                                                row.getString(3),
                                                row.getString(4),
                                                row.getInt(5),
                                                row.getString(6)),
                                        row.getString(7))));
        kept.addAll(
                VaultRows.all(
                        reader,
                        "SELECT DISTINCT t.person, t.modality, coalesce(m.sensor, t.device),"
                                + " m.identity IS NOT NULL OR NOT EXISTS (SELECT 1 FROM module"
                                + " WHERE sensor = t.device) FROM slot t LEFT JOIN module m ON"
                                + " t.device = ? || m.identity"
                                + agreed
                                + " WHERE t.state = 'held' ORDER BY t.person",
                        row ->
                                new Kept.InSlot(
                                        VaultRows.token(row, 1),
                                        VaultRows.modality(row, 2),
                                        row.getString(3),
                                        row.getBoolean(4)),
                        VaultModules.MARKED));
        return List.copyOf(kept);
    }

    /// Whoever agrees and of whom there are templates of that modality, as they are looked for.
    ///
    /// @param file which need not be there
    public static List<Enrolled> enrolled(Path file, Modality modality) throws IOException {
        return read(
                        file,
                        reader ->
                                VaultRows.all(
                                        reader,
                                        "SELECT b.person, b.kind, b.card FROM bearer b JOIN"
                                                + " consent c ON c.person = b.person AND c.modality"
                                                + " = b.modality WHERE b.modality = ? AND"
                                                + " c.withdrawn IS NULL",
                                        VaultRows::enrolled,
                                        modality))
                .orElse(List.of());
    }

    /// Empty where there is none, or one of another layout.
    static <T> Optional<T> read(Path file, VaultFile.Work<T> work) throws IOException {
        return StoreFailed.of(
                () -> {
                    if (!Files.exists(file)) {
                        return Optional.empty();
                    }
                    try (var reader = Database.look(file)) {
                        return VaultFile.LAYOUT.isOf(reader)
                                ? Optional.of(work.run(reader))
                                : Optional.empty();
                    }
                });
    }

    /// By modality.
    ///
    /// @param file which need not be there
    /// @param token of a person, or of the card that stands for them
    public static List<Held> of(Path file, Token token) throws IOException {
        return read(file, reader -> held(reader, token)).orElse(List.of());
    }

    /// The same of whoever is known by several.
    public static List<Held> of(Path file, List<Token> names) throws IOException {
        var held = new ArrayList<Held>();
        for (var name : names) {
            held.addAll(of(file, name));
        }
        return List.copyOf(held);
    }

    private static List<Held> held(Connection reader, Token token) throws SQLException {
        var found = new ArrayList<Held>();
        for (var person : VaultErasure.people(reader, token)) {
            for (var modality : Modality.values()) {
                var agreed =
                        VaultRows.one(
                                reader,
                                "SELECT purpose, text, channel, guardian, may_move, granted, until,"
                                        + " withdrawn FROM consent WHERE person = ? AND modality ="
                                        + " ?",
                                row -> agreed(row, person, modality),
                                person,
                                modality);
                int templates = count(reader, "template", person, modality);
                int slots = count(reader, "slot", person, modality);
                if (agreed.isPresent() || templates + slots > 0) {
                    found.add(new Held(person, modality, agreed, templates, slots));
                }
            }
        }
        return List.copyOf(found);
    }

    private static int count(Connection reader, String table, Token person, Modality modality)
            throws SQLException {
        return VaultRows.one(
                        reader,
                        "SELECT count(*) FROM " + table + " WHERE person = ? AND modality = ?",
                        row -> row.getInt(1),
                        person,
                        modality)
                .orElse(0);
    }

    private static Agreed agreed(ResultSet row, Token person, Modality modality)
            throws SQLException {
        var labels = List.of(row.getString(1), row.getString(2), row.getString(3));
        if (!labels.stream().allMatch(Consent::isLabel) || row.getLong(7) <= row.getLong(6)) {
            throw new VaultRows.OddRow("a consent that is none");
        }
        var consent =
                new Consent(
                        person,
                        modality,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        Instant.ofEpochMilli(row.getLong(7)));
        return new Agreed(consent, RegistryFile.limit(row, 8));
    }
}
