package onecard.edge.store.vault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import onecard.edge.store.Database;
import onecard.edge.store.Layout;
import onecard.edge.store.StoreFailed;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.tinylog.Logger;

/// The file of a vault: its tables, its one writer, and its one reader beside that. What is
/// deleted is overwritten in the file, and the log beside it is emptied. Thread-safe.
final class VaultFile implements AutoCloseable {

    private static final String MODULES =
            "CREATE TABLE module(identity TEXT PRIMARY KEY, sensor TEXT NOT NULL) WITHOUT ROWID";

    /// `bearer` holds the key that opens all templates of one modality of a person, wrapped.
    /// `consent` keeps the card that stood for whoever withdrew, for as long as it says that they
    /// did: who asks by that card is found. `module`: what this vault has marked. `slot` of a
    /// device's own memory, of a module by its mark: `promised` before it is filled, `held` after,
    /// `empty` where it is still to be emptied, and then it is nobody's. `owed` to the journal.
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE proof(id INTEGER PRIMARY KEY CHECK(id = 1), sealed BLOB NOT"
                            + " NULL)",
                    "CREATE TABLE consent(person BLOB NOT NULL, modality TEXT NOT NULL, purpose"
                            + " TEXT NOT NULL, text TEXT NOT NULL, channel TEXT NOT NULL, guardian"
                            + " INTEGER NOT NULL, may_move INTEGER NOT NULL, granted INTEGER NOT"
                            + " NULL, until INTEGER NOT NULL, withdrawn INTEGER, card BLOB,"
                            + " PRIMARY KEY(person, modality)) WITHOUT ROWID",
                    "CREATE TABLE bearer(person BLOB NOT NULL, modality TEXT NOT NULL, kind TEXT"
                            + " NOT NULL, card BLOB NOT NULL, key BLOB NOT NULL, PRIMARY"
                            + " KEY(person, modality)) WITHOUT ROWID",
                    "CREATE TABLE template(id INTEGER PRIMARY KEY, person BLOB NOT NULL, modality"
                            + " TEXT NOT NULL, position INTEGER NOT NULL, format TEXT NOT NULL,"
                            + " extractor TEXT NOT NULL, version INTEGER NOT NULL, model TEXT NOT"
                            + " NULL, sensor TEXT NOT NULL DEFAULT '', sealed BLOB NOT NULL)",
                    "CREATE INDEX template_of ON template(person, modality)",
                    "CREATE TABLE slot(device TEXT NOT NULL, slot INTEGER NOT NULL, state TEXT NOT"
                            + " NULL, person BLOB, modality TEXT, kind TEXT, card BLOB, PRIMARY"
                            + " KEY(device, slot)) WITHOUT ROWID",
                    "CREATE TABLE owed(id INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL,"
                            + " data TEXT NOT NULL)",
                    MODULES);

    /// In the first layout nobody could tell of which sensor a template is, nor whose card had
    /// stood for somebody who withdrew, and slots were those of a sensor's name, as they still are
    /// where a module bears no mark; whom another one holds is enrolled anew.
    private static final Layout.Upgrade SECOND =
            connection ->
                    Layout.run(
                            connection,
                            List.of(
                                    "ALTER TABLE consent ADD COLUMN card BLOB",
                                    "ALTER TABLE template ADD COLUMN sensor TEXT NOT NULL DEFAULT"
                                            + " ''",
                                    MODULES));

    static final Layout LAYOUT = new Layout(2, SynchronousMode.FULL, TABLES, List.of(SECOND));

    private final Path path;
    private final Connection writer;
    private final Connection reader;

    /// What was deleted may stand in the log, and in the file where the log has not gone yet.
    private boolean logHeld;

    private final AtomicLong enrolments = new AtomicLong();

    private VaultFile(Path path, Connection writer, Connection reader) {
        this.path = path;
        this.writer = writer;
        this.reader = reader;
    }

    /// Opens or makes it; one that was cut short after a deletion ends the log that still has it.
    static VaultFile open(Path path) throws SQLException {
        var writer = LAYOUT.writer(path);
        try {
            Layout.run(writer, List.of("PRAGMA secure_delete = ON"));
            writer.commit();
            var file = new VaultFile(path, writer, Database.reader(path));
            file.endLog();
            return file;
        } catch (SQLException failed) {
            writer.close();
            throw failed;
        }
    }

    /// Why the file at rest is of no use; empty if it is, or has yet to be made.
    static Optional<String> unfit(Path path) throws SQLException {
        return LAYOUT.unfit(path);
    }

    /// Work on a connection.
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /// One transaction: on the device when this returns, or not at all.
    synchronized <T> T write(Work<T> work) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    boolean done = false;
                    try {
                        var result = work.run(writer);
                        writer.commit();
                        done = true;
                        return result;
                    } finally {
                        if (!done) {
                            Database.rollback(writer);
                        }
                    }
                });
    }

    /// The same for what deletes: nothing of it stays in the log either.
    synchronized <T> T erase(Work<T> work) throws StoreFailed {
        var result = write(work);
        StoreFailed.unless(
                () -> {
                    endLog();
                    return result;
                });
        return result;
    }

    /// Counts what has enrolled somebody, once it is on the device.
    VaultChange enrolled(VaultChange change) {
        if (change instanceof VaultChange.Made) {
            enrolments.incrementAndGet();
        }
        return change;
    }

    /// So many since it was opened.
    long enrolments() {
        return enrolments.get();
    }

    /// What is committed, beside a transaction that may run; all that is read is of one moment.
    <T> T read(Work<T> work) throws StoreFailed {
        synchronized (reader) {
            return StoreFailed.unless(() -> ofOneMoment(reader, work));
        }
    }

    private static <T> T ofOneMoment(Connection reader, Work<T> work) throws SQLException {
        reader.setAutoCommit(false);
        try {
            return work.run(reader);
        } finally {
            reader.setAutoCommit(true); // a moment that is held on to holds up the log
        }
    }

    /// The same on a connection of its own: what takes long keeps no tap waiting.
    <T> T readAlone(Work<T> work) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    try (var alone = Database.reader(path)) {
                        return ofOneMoment(alone, work);
                    }
                });
    }

    /// Ends the log where a reader held it up when that was due.
    synchronized void endHeldLog() throws StoreFailed {
        if (logHeld) {
            boolean _ =
                    StoreFailed.unless(
                            () -> {
                                endLog();
                                return logHeld;
                            });
        }
    }

    /// A reader may hold it up, of another process, too; what is deleted is out of reach of every
    /// reader all the same, and the next erasure or start, or [#endHeldLog], ends the log.
    private void endLog() throws SQLException {
        logHeld = true;
        writer.setAutoCommit(true);
        try (var statement = writer.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            logHeld = row.next() && row.getInt(1) != 0;
            if (logHeld) {
                Logger.warn("the log of the vault is held by a reader, and ended later");
            }
        } catch (SQLException later) {
            Logger.warn("the log of the vault is ended later: {}", later.getMessage());
        } finally {
            writer.setAutoCommit(false);
        }
    }

    @Override
    public void close() throws StoreFailed {
        synchronized (reader) {
            Database.close(reader);
        }
        synchronized (this) {
            Database.close(writer);
        }
    }
}
