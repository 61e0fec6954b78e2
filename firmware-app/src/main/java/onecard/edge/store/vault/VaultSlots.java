package onecard.edge.store.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;

/// Which slot of which device holds whom, for devices that keep templates themselves. A device is a
/// module by its mark ([VaultModules#device]), and where it bears none a sensor's name. A slot is
/// somebody's before the device fills it, and nobody's before the device empties it: whatever
/// stops in between, no slot is full that is not known here. Thread-safe.
public final class VaultSlots {

    /// Nobody's from here on, wherever what follows holds.
    static final String TO_EMPTY =
            "UPDATE slot SET state = 'empty', person = NULL, modality = NULL, kind = NULL, card ="
                    + " NULL WHERE ";

    private final VaultFile file;
    private final String purpose;
    private final VaultTemplates templates;

    VaultSlots(VaultFile file, String purpose, VaultTemplates templates) {
        this.file = file;
        this.purpose = purpose;
        this.templates = templates;
    }

    /// At a start nothing is being filled: what was promised may hold somebody or not.
    void giveUpPromises() throws StoreFailed {
        file.erase(connection -> VaultRows.run(connection, TO_EMPTY + "state = 'promised'"));
    }

    Optional<Enrolled> holder(String device, int slot) throws StoreFailed {
        return file.read(
                connection ->
                        VaultRows.one(
                                connection,
                                "SELECT s.person, s.kind, s.card FROM slot s JOIN consent c ON"
                                        + " c.person = s.person AND c.modality = s.modality WHERE"
                                        + " s.device = ? AND s.slot = ? AND s.state = 'held' AND"
                                        + " c.withdrawn IS NULL AND c.purpose GLOB ?",
                                VaultRows::enrolled,
                                device,
                                slot,
                                purpose));
    }

    Optional<Integer> of(String device, Token person) throws StoreFailed {
        return file.read(
                connection ->
                        VaultRows.one(
                                connection,
                                "SELECT s.slot FROM slot s JOIN consent c ON c.person = s.person"
                                        + " AND c.modality = s.modality WHERE s.device = ? AND"
                                        + " s.person = ? AND s.state = 'held' AND c.withdrawn IS"
                                        + " NULL AND c.purpose GLOB ?",
                                row -> row.getInt(1),
                                device,
                                person,
                                purpose));
    }

    /// The first slot that is nobody's and empty.
    ///
    /// @param capacity slots of that device, from 0
    public Optional<Integer> free(String device, int capacity) throws StoreFailed {
        var taken =
                file.read(
                        connection ->
                                VaultRows.all(
                                        connection,
                                        "SELECT slot FROM slot WHERE device = ?",
                                        row -> row.getInt(1),
                                        device));
        for (int slot = 0; slot < capacity; slot++) {
            if (!taken.contains(slot)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /// Before the device fills it. The card is theirs from then on, and nobody else's.
    ///
    /// @return `NO_CONSENT` if none holds at that time; `OCCUPIED` if the slot is not free
    public VaultChange promise(String device, int slot, Enrolled who, Modality modality, Instant at)
            throws StoreFailed {
        return file.write(
                connection -> {
                    if (!Vault.holds(connection, who.person(), modality, purpose, at)) {
                        return new VaultChange.Not(Reason.NO_CONSENT);
                    }
                    int made =
                            VaultRows.run(
                                    connection,
                                    "INSERT OR IGNORE INTO slot VALUES(?, ?, 'promised', ?, ?, ?,"
                                            + " ?)",
                                    device,
                                    slot,
                                    who.person(),
                                    modality,
                                    who.kind(),
                                    who.card());
                    if (made == 0) {
                        return new VaultChange.Not(Reason.OCCUPIED);
                    }
                    templates.takeFromOthers(connection, who);
                    return new VaultChange.Made(0, 1);
                });
    }

    /// The device has filled it: it stands for them from now on, and a slot that held them before
    /// is to be emptied.
    ///
    /// @return `NO_CONSENT` if they withdrew meanwhile: the slot is to be emptied
    public VaultChange held(String device, int slot, Instant at, String by) throws StoreFailed {
        return file.enrolled(file.write(connection -> nowHeld(connection, device, slot, at, by)));
    }

    private static VaultChange nowHeld(
            Connection connection, String device, int slot, Instant at, String by)
            throws SQLException {
        var whose =
                VaultRows.one(
                        connection,
                        "SELECT person, modality FROM slot WHERE device = ? AND slot ="
                                + " ? AND state = 'promised'",
                        row -> new Promised(VaultRows.token(row, 1), VaultRows.modality(row, 2)),
                        device,
                        slot);
        if (whose.isEmpty()) {
            return new VaultChange.Not(Reason.NO_CONSENT);
        }
        var person = whose.get().person();
        VaultRows.run(
                connection,
                TO_EMPTY + "device = ? AND person = ? AND state = 'held'",
                device,
                person);
        VaultRows.run(
                connection,
                "UPDATE slot SET state = 'held' WHERE device = ? AND slot = ?",
                device,
                slot);
        VaultOwed.enrolAt(
                connection,
                person,
                whose.get().modality(),
                VaultModules.sensor(connection, device),
                at,
                by);
        return new VaultChange.Made(0, 1);
    }

    private record Promised(Token person, Modality modality) {}

    /// The device could not fill it, or may have: it is to be emptied.
    public void notHeld(String device, int slot) throws StoreFailed {
        int _ =
                file.write(
                        connection ->
                                VaultRows.run(
                                        connection,
                                        TO_EMPTY + "device = ? AND slot = ? AND state = 'promised'",
                                        device,
                                        slot));
    }

    /// What that device has still to empty.
    public List<Integer> toEmpty(String device) throws StoreFailed {
        return file.read(
                connection ->
                        VaultRows.all(
                                connection,
                                "SELECT slot FROM slot WHERE device = ? AND state = 'empty' ORDER"
                                        + " BY slot",
                                row -> row.getInt(1),
                                device));
    }

    /// The device has emptied it.
    public void emptied(String device, int slot) throws StoreFailed {
        int _ =
                file.write(
                        connection ->
                                VaultRows.run(
                                        connection,
                                        "DELETE FROM slot WHERE device = ? AND slot = ? AND state ="
                                                + " 'empty'",
                                        device,
                                        slot));
    }
}
