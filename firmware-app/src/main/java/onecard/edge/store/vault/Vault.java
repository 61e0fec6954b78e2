package onecard.edge.store.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.VaultKey;
import onecard.edge.match.Template;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.Registry;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.hal.bio.Modality;

/// `vault.db`: what people agreed to, their templates, and which slot of which device holds whom.
/// Templates are sealed (AES-256-GCM) under a key of their person and modality, which is wrapped
/// by the vault's: without that a copy of the file tells no template, and once the wrapped key is
/// deleted nothing does. People are tokens.
///
/// Every change is one transaction, and durable when it returns. It leaves the record that the
/// journal is owed in the file itself, so that a power cut between the two loses neither; whoever
/// has written that says so by [#told]. Thread-safe.
public final class Vault implements AutoCloseable {

    /// From so many people on, whoever keeps their bodies' data tells the authority of it, within
    /// 30 working days.
    public static final int FILING = 100_000;

    private static final String KEPT_UNDER =
            "SELECT 1 FROM consent WHERE person = ?1 OR card = ?1 UNION ALL SELECT 1 FROM bearer"
                    + " WHERE person = ?1 OR card = ?1 UNION ALL SELECT 1 FROM slot WHERE person ="
                    + " ?1 OR card = ?1";

    /// From here on it is said.
    public static final int NEARLY_FILING = FILING / 10 * 8;

    /// A pattern that every purpose fits; else a label, which fits itself alone.
    private static final String ANY_PURPOSE = "*";

    /// How many there are of whom anything is kept.
    static final String PEOPLE =
            "SELECT count(*) FROM (SELECT person FROM bearer UNION SELECT person FROM slot WHERE"
                    + " person IS NOT NULL)";

    private final VaultFile file;
    private final String purpose;
    private final VaultTemplates templates;
    private final VaultSlots slots;
    private final VaultModules modules;
    private final Optional<Registry.Loss> loss;

    private Vault(VaultFile file, String purpose, VaultSeal seal, Optional<Registry.Loss> loss) {
        this.file = file;
        this.purpose = purpose;
        this.templates = new VaultTemplates(seal, purpose);
        this.loss = loss;
        slots = new VaultSlots(file, purpose, templates);
        modules = new VaultModules(file);
    }

    /// A record that the journal is owed.
    ///
    /// @param what of the `system` event
    public record Owed(long id, String what, Json.Obj data) {}

    /// A modality as events, requests and commands name it.
    public static String wire(Modality modality) {
        return VaultRows.wire(modality);
    }

    /// By that name; empty for any other.
    public static Optional<Modality> modality(String wire) {
        return VaultRows.modality(wire);
    }

    /// Opens or makes it. A damaged one is set aside whole.
    ///
    /// @param purpose a consent for anything else is none; absent: all count
    /// @throws Failed if it was made with another key, or for another site
    /// @throws StoreFailed if it cannot be opened for a reason that is no fault of the file
    public static Vault open(Path path, VaultKey key, Optional<String> purpose) throws IOException {
        return StoreFailed.of(() -> opened(path, new VaultSeal(key), purpose.orElse(ANY_PURPOSE)));
    }

    private static Vault opened(Path path, VaultSeal seal, String purpose)
            throws IOException, SQLException {
        var unfit = VaultFile.unfit(path);
        var loss =
                unfit.isPresent()
                        ? Optional.of(Registry.Loss.of(path, unfit.get()))
                        : Optional.<Registry.Loss>empty();
        var file = VaultFile.open(path);
        try {
            if (!file.write(connection -> proved(connection, seal))) {
                throw new Failed(Message.VAULT_KEY_OTHER.with(path));
            }
            var vault = new Vault(file, purpose, seal, loss);
            vault.slots.giveUpPromises();
            return vault;
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    /// A new file is proved from here on.
    private static boolean proved(Connection connection, VaultSeal seal) throws SQLException {
        var proof = VaultRows.one(connection, "SELECT sealed FROM proof", row -> row.getBytes(1));
        if (proof.isEmpty()) {
            VaultRows.run(connection, "INSERT INTO proof VALUES(1, ?)", (Object) seal.proof());
            return true;
        }
        return seal.proves(proof.get());
    }

    /// Whether it was made with that key, for whoever only looks; a file that is of no use is not.
    ///
    /// @param path of a file that is there
    public static boolean isOf(Path path, VaultKey key) throws IOException {
        return VaultLook.read(
                        path,
                        reader ->
                                VaultRows.one(
                                                reader,
                                                "SELECT sealed FROM proof",
                                                row -> row.getBytes(1))
                                        .filter(new VaultSeal(key)::proves))
                .flatMap(proved -> proved)
                .isPresent();
    }

    /// What could not be gone on with at this start.
    public Optional<Registry.Loss> loss() {
        return loss;
    }

    // --- what is asked at a tap ---

    /// To compare somebody with; empty where there is nothing, or no consent holds. Payloads are
    /// the caller's to wipe.
    public List<Template> references(Token person, Modality modality) throws StoreFailed {
        return file.read(it -> templates.of(it, person, modality));
    }

    /// Whether they agree to be compared. What ends by its date ends with the [#purge] after it.
    public boolean consented(Token person, Modality modality) throws StoreFailed {
        return file.read(
                connection ->
                        VaultRows.any(
                                connection,
                                "SELECT 1 FROM consent WHERE person = ? AND modality = ? AND"
                                        + " withdrawn IS NULL AND purpose GLOB ?",
                                person,
                                modality,
                                purpose));
    }

    /// Since when they do; empty where they do not.
    public Optional<Instant> agreed(Token person, Modality modality) throws StoreFailed {
        return file.read(
                connection ->
                        VaultRows.one(
                                connection,
                                "SELECT granted FROM consent WHERE person = ? AND modality = ? AND"
                                        + " withdrawn IS NULL AND purpose GLOB ?",
                                row -> Instant.ofEpochMilli(row.getLong(1)),
                                person,
                                modality,
                                purpose));
    }

    /// Everybody who agreed and of whom there are templates, to be looked for without a card. No
    /// template is opened.
    public List<Enrolled> everyone(Modality modality) throws StoreFailed {
        return file.readAlone(it -> templates.everyone(it, modality));
    }

    /// Another number after each change, whoever made it.
    public long version() throws StoreFailed {
        return file.read(it -> Database.number(it, "PRAGMA data_version"));
    }

    /// Another number after each enrolment, here or in a device, and after nothing else.
    public long enrolments() {
        return file.enrolments();
    }

    /// Whom a device means by that slot; empty for nobody, and for whoever agrees no more.
    public Optional<Enrolled> slot(String device, int slot) throws StoreFailed {
        return slots.holder(device, slot);
    }

    /// Where that device holds them.
    public Optional<Integer> slotOf(String device, Token person) throws StoreFailed {
        return slots.of(device, person);
    }

    /// The slots of devices, and what is to be done at them.
    public VaultSlots slots() {
        return slots;
    }

    /// The modules whose slots they are.
    public VaultModules modules() {
        return modules;
    }

    /// People of whom anything is kept: see [#NEARLY_FILING].
    public int people() throws StoreFailed {
        return file.read(connection -> (int) Database.number(connection, PEOPLE));
    }

    // --- changes ---

    /// They agree from now on; what they said of that modality before is replaced by it.
    ///
    /// @param by who notes it
    public void consent(Consent consent, String by) throws StoreFailed {
        file.write(
                connection -> {
                    VaultRows.run(
                            connection,
                            "INSERT INTO consent(person, modality, purpose, text, channel,"
                                    + " guardian, may_move, granted, until) VALUES(?, ?, ?, ?, ?,"
                                    + " ?, ?, ?, ?) ON CONFLICT DO UPDATE SET purpose ="
                                    + " excluded.purpose, text = excluded.text, channel ="
                                    + " excluded.channel, guardian = excluded.guardian, may_move ="
                                    + " excluded.may_move, granted = excluded.granted, until ="
                                    + " excluded.until, withdrawn = NULL",
                            consent.person(),
                            consent.modality(),
                            consent.purpose(),
                            consent.text(),
                            consent.channel(),
                            consent.guardian(),
                            consent.mayMove(),
                            consent.granted().toEpochMilli(),
                            consent.until().toEpochMilli());
                    return VaultOwed.consent(connection, consent, by);
                });
    }

    /// Keeps these of them, in place of those of the same finger. With another card than before,
    /// that one stands for them from now on, and for nobody else.
    ///
    /// @param enrolled all of one modality, at least one; the caller's to wipe
    /// @return `NO_CONSENT` if none holds at that time
    public VaultChange enrol(Enrolled who, List<Template> enrolled, Instant at, String by)
            throws StoreFailed {
        var modality = enrolled.getFirst().modality();
        if (enrolled.stream().anyMatch(template -> template.modality() != modality)) {
            throw new IllegalArgumentException("templates of several modalities");
        }
        var change =
                file.<VaultChange>erase(
                        connection -> {
                            if (!holds(connection, who.person(), modality, purpose, at)) {
                                return new VaultChange.Not(Reason.NO_CONSENT);
                            }
                            templates.put(connection, who, modality, enrolled);
                            VaultOwed.enrol(
                                    connection, who.person(), modality, enrolled.size(), at, by);
                            return new VaultChange.Made(enrolled.size(), 0);
                        });
        return file.enrolled(change);
    }

    /// Whether they agree at that time.
    static boolean holds(
            Connection connection, Token person, Modality modality, String purpose, Instant at)
            throws SQLException {
        return VaultRows.any(
                connection,
                "SELECT 1 FROM consent WHERE person = ? AND modality = ? AND withdrawn IS NULL AND"
                        + " purpose GLOB ? AND until > ?",
                person,
                modality,
                purpose,
                at.toEpochMilli());
    }

    /// They agree no more: all that is kept of that modality is gone when this returns, but for
    /// what devices hold, which is nobody's from then on and waits to be emptied.
    ///
    /// @param token theirs, or of the card that stands for them
    /// @return `NO_CONSENT` if none held
    public VaultChange withdraw(Token token, Modality modality, Instant at, String by)
            throws StoreFailed {
        return file.erase(
                connection -> VaultErasure.withdrawn(connection, token, modality, at, by));
    }

    /// Nothing is known of them here any more, nor what they agreed to.
    ///
    /// @param token theirs, or of the card that stands for them, or did when they withdrew
    public VaultChange.Made forget(Token token, Instant at, String by) throws StoreFailed {
        return file.erase(connection -> VaultErasure.forget(connection, token, at, by));
    }

    /// The same of a vault that nobody has open, for lack of its key: to forget takes none. What
    /// the journal is owed waits until it opens.
    ///
    /// @param path of a file that is there
    public static VaultChange.Made forget(Path path, Token token, Instant at, String by)
            throws IOException {
        return alone(path, it -> VaultErasure.forget(it, token, at, by));
    }

    /// As [#withdraw(Token, Modality, Instant, String)], of a vault that nobody has open.
    ///
    /// @param path of a file that is there
    public static VaultChange withdraw(
            Path path, Token token, Modality modality, Instant at, String by) throws IOException {
        return alone(path, it -> VaultErasure.withdrawn(it, token, modality, at, by));
    }

    private static <T> T alone(Path path, VaultFile.Work<T> erases) throws IOException {
        return StoreFailed.of(
                () -> {
                    var unfit = VaultFile.unfit(path);
                    if (unfit.isPresent()) {
                        throw new SQLException("the vault is " + unfit.get());
                    }
                    try (var file = VaultFile.open(path)) {
                        return file.erase(erases);
                    }
                });
    }

    /// Whether anything is kept under one of these, people's or cards'.
    public boolean keepsAny(Set<Token> tokens) throws StoreFailed {
        return file.read(
                connection -> {
                    for (var token : tokens) {
                        if (VaultRows.any(connection, KEPT_UNDER, token)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    /// Their tokens are others from now on, as when the site's key is rolled: all that is kept of
    /// them is theirs under the new ones, and opens under no other. What was noted under a new one
    /// before is later, and holds.
    ///
    /// @param tokens of people and of cards, from what they were to what they are
    /// @return how many templates and slots were moved
    public VaultChange.Made moved(Map<Token, Token> tokens) throws StoreFailed {
        return file.erase(connection -> templates.mover(connection).all(tokens));
    }

    /// What ends, ends: consents that are over, and all that was kept under them. What was deleted
    /// before while somebody read the file is overwritten at the latest now.
    ///
    /// @param now by a clock that is trusted: what is gone does not come back
    /// @return how many consents were over
    public int purge(Instant now) throws StoreFailed {
        file.endHeldLog();
        boolean any =
                file.read(
                        connection ->
                                VaultRows.any(
                                        connection,
                                        "SELECT 1 FROM consent WHERE until <= ?",
                                        now.toEpochMilli()));
        return any ? file.erase(connection -> VaultErasure.over(connection, now)) : 0;
    }

    // --- what the journal is owed ---

    /// Oldest first; each is a `system` record.
    public List<Owed> owed() throws StoreFailed {
        return file.read(VaultOwed::all);
    }

    /// The journal has it.
    public void told(long id) throws StoreFailed {
        int _ = file.write(it -> VaultRows.run(it, "DELETE FROM owed WHERE id = ?", id));
    }

    @Override
    public void close() throws StoreFailed {
        file.close();
    }
}
