package onecard.edge.store.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.store.StoreFailed;
import onecard.hal.bio.Modality;

/// The modules that this vault has marked, and what stands in their slots. A module is recorded
/// here before it bears its mark: one that says a mark that is not here was marked for others, or
/// for a vault that is lost, and nothing is known of whom it holds. Thread-safe.
public final class VaultModules {

    /// No name of the site file begins so.
    static final String MARKED = "module:";

    private final VaultFile file;

    VaultModules(VaultFile file) {
        this.file = file;
    }

    /// One of them, or what is at a sensor whose module bears no mark.
    ///
    /// @param identity absent where its slots are those of the sensor's name
    /// @param sensor where it was last
    /// @param people whom its slots hold
    /// @param toEmpty slots that it has still to empty
    public record Module(Optional<String> identity, String sensor, int people, int toEmpty) {}

    /// What slots of the module with that mark are kept under.
    public static String device(String identity) {
        return MARKED + identity;
    }

    /// Before it bears that mark. What was marked there and holds nobody is forgotten.
    ///
    /// @param sensor where it is, by its name
    public void marked(String identity, String sensor) throws StoreFailed {
        int _ =
                file.write(
                        connection -> {
                            VaultRows.run(
                                    connection,
                                    "DELETE FROM module WHERE sensor = ? AND NOT EXISTS (SELECT 1"
                                            + " FROM slot WHERE device = ? || identity)",
                                    sensor,
                                    MARKED);
                            return VaultRows.run(
                                    connection,
                                    "INSERT INTO module VALUES(?, ?)",
                                    identity,
                                    sensor);
                        });
    }

    /// Whether it is one of ours.
    public boolean isKnown(String identity) throws StoreFailed {
        return file.read(
                connection ->
                        VaultRows.any(
                                connection, "SELECT 1 FROM module WHERE identity = ?", identity));
    }

    /// The same; where it is, it is at that sensor from now on.
    public boolean isKnownAt(String identity, String sensor) throws StoreFailed {
        boolean there =
                file.read(
                        connection ->
                                VaultRows.any(
                                        connection,
                                        "SELECT 1 FROM module WHERE identity = ? AND sensor = ?",
                                        identity,
                                        sensor));
        return there
                || file.write(
                        connection ->
                                VaultRows.run(
                                                connection,
                                                "UPDATE module SET sensor = ? WHERE identity = ?",
                                                sensor,
                                                identity)
                                        > 0);
    }

    /// The sensor that a device of slots is at, by its name.
    static String sensor(Connection connection, String device) throws SQLException {
        return VaultRows.one(
                        connection,
                        "SELECT sensor FROM module WHERE ? || identity = ?",
                        row -> row.getString(1),
                        MARKED,
                        device)
                .orElse(device);
    }

    /// All of them, by where they are.
    public List<Module> all() throws StoreFailed {
        return file.read(
                connection ->
                        VaultRows.all(
                                connection,
                                "SELECT m.identity, coalesce(m.sensor, s.device) AS place,"
                                        + " count(CASE s.state WHEN 'held' THEN 1 END),"
                                        + " count(CASE s.state WHEN 'empty' THEN 1 END) FROM module"
                                        + " m FULL JOIN slot s ON s.device = ? || m.identity GROUP"
                                        + " BY m.identity, place ORDER BY place, m.identity",
                                row ->
                                        new Module(
                                                Optional.ofNullable(row.getString(1)),
                                                row.getString(2),
                                                row.getInt(3),
                                                row.getInt(4)),
                                MARKED));
    }

    /// It never comes back: it is none of ours any more, and its slots are nobody's.
    ///
    /// @param which a mark; or a sensor's name, where slots are of that
    /// @return empty where nothing is known of it
    public Optional<VaultChange.Made> forget(String which, Instant at, String by)
            throws StoreFailed {
        return file.erase(
                connection -> {
                    int modules =
                            VaultRows.run(
                                    connection, "DELETE FROM module WHERE identity = ?", which);
                    int slots = gone(connection, modules > 0 ? device(which) : which, at, by);
                    return modules + slots > 0
                            ? Optional.of(new VaultChange.Made(0, slots))
                            : Optional.empty();
                });
    }

    /// Before the module at a sensor is emptied, whoever is in it, and bears another mark: it is
    /// none of ours any more, and its slots are nobody's. So are those of the sensor's name, which
    /// nothing asks for where a module bears a mark.
    ///
    /// @param identity the mark that it bears; absent where it bears none yet
    /// @return with how many slots
    public VaultChange.Made forgetAt(
            Optional<String> identity, String sensor, Instant at, String by) throws StoreFailed {
        return file.erase(
                connection -> {
                    int slots = gone(connection, sensor, at, by);
                    if (identity.isPresent()) {
                        VaultRows.run(
                                connection,
                                "DELETE FROM module WHERE identity = ?",
                                identity.get());
                        slots += gone(connection, device(identity.get()), at, by);
                    }
                    return new VaultChange.Made(0, slots);
                });
    }

    private static int gone(Connection connection, String device, Instant at, String by)
            throws SQLException {
        purged(connection, device, at, by);
        return VaultRows.run(connection, "DELETE FROM slot WHERE device = ?", device);
    }

    /// Every slot of a device is to be emptied, whoever it held.
    ///
    /// @param device a sensor whose module bears no mark, by its name
    public void giveUp(String device, Instant at, String by) throws StoreFailed {
        int _ =
                file.erase(
                        connection -> {
                            purged(connection, device, at, by);
                            return VaultRows.run(
                                    connection, VaultSlots.TO_EMPTY + "device = ?", device);
                        });
    }

    private record Held(Token person, Modality modality, int slots) {}

    /// Recorded as given up: whether the module empties them is seen later, or never.
    private static void purged(Connection connection, String device, Instant at, String by)
            throws SQLException {
        var held =
                VaultRows.all(
                        connection,
                        "SELECT person, modality, count(*) FROM slot WHERE device = ? AND person IS"
                                + " NOT NULL GROUP BY person, modality",
                        row ->
                                new Held(
                                        VaultRows.token(row, 1),
                                        VaultRows.modality(row, 2),
                                        row.getInt(3)),
                        device);
        for (var each : held) {
            var gone = new VaultChange.Made(0, each.slots());
            VaultOwed.purged(connection, each.person(), each.modality(), gone, "given_up", at, by);
        }
    }
}
