package onecard.edge.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.tinylog.Logger;

/// Opening SQLite files with settings that are said aloud, checking them, and setting a damaged
/// one aside whole.
public final class Database {

    public static final int PAGE_BYTES = 4_096;

    private static final int CACHE_KIB = 4_096;

    private Database() {}

    /// A writer's connection.
    ///
    /// @param synchronous FULL where a commit must survive a power cut, NORMAL where it can be
    ///     fetched again
    public static Connection writer(Path file, SQLiteConfig.SynchronousMode synchronous)
            throws SQLException {
        var config = common();
        config.setPageSize(PAGE_BYTES);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalSizeLimit(4 * 1024 * 1024);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "1000");
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    /// A reader's connection: it can change nothing.
    public static Connection reader(Path file) throws SQLException {
        var config = common();
        config.setReadOnly(true);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    /// A connection of somebody who only looks, and leaves nothing behind: a reader of a file that
    /// nobody has open would make a log for it.
    public static Connection look(Path file) throws SQLException {
        if (Files.exists(Path.of(file + "-wal"))) {
            return reader(file);
        }
        var config = common();
        config.setReadOnly(true);
        return DriverManager.getConnection(
                "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?immutable=1",
                config.toProperties());
    }

    public static void close(Connection connection) throws StoreFailed {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new StoreFailed(failed);
        }
    }

    private static SQLiteConfig common() {
        var config = new SQLiteConfig();
        config.setBusyTimeout(5_000);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-CACHE_KIB);
        // An I/O error on a mapped page would be a SIGBUS in the JVM.
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, "0");
        return config;
    }

    /// SQLite ends a transaction by itself when the disk is full, which the driver does not know:
    /// from then on it would begin none, commit each row alone, and fail at every commit.
    public static void rollback(Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException _) {
            beginAgain(connection);
        }
    }

    private static void beginAgain(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException _) {
            // It wants to commit what is not there; the mode is changed all the same.
        }
        connection.setAutoCommit(false);
    }

    /// Whether the file at rest has tables: it may be there, and a power cut came before them.
    public static boolean isMade(Path file) throws SQLException {
        if (!Files.exists(file)) {
            return false;
        }
        try (var connection = reader(file)) {
            return number(connection, "SELECT count(*) FROM sqlite_schema") > 0;
        }
    }

    /// What is wrong with the file at rest. Looked at without a writer: one that closes would move
    /// the write-ahead log into the file, and a damaged one is set aside as it was found.
    ///
    /// @throws SQLException if it cannot be looked at for a reason that is no damage: a full disk,
    ///     a missing right
    public static Optional<String> damageAtRest(Path file) throws SQLException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.exists(halfAside(file))) {
            // Its log has gone ahead already: what was durable in it is not here.
            return Optional.of("set aside by half");
        }
        try {
            takeBack(file);
            try (var connection = reader(file)) {
                return damage(connection);
            }
        } catch (SQLException unreadable) {
            return Optional.of(damageOrThrow(unreadable));
        }
    }

    /// Takes back what a start has begun that ended while it made the file. Only then there is a
    /// rollback journal, for a file that is made has a write-ahead log; and no reader could so much
    /// as look at the file before, at this start and at every one after it.
    private static void takeBack(Path file) throws SQLException {
        if (Files.notExists(sibling(file, "-journal"))) {
            return;
        }
        try (var connection =
                DriverManager.getConnection("jdbc:sqlite:" + file, common().toProperties())) {
            long tables = number(connection, "SELECT count(*) FROM sqlite_schema");
            Logger.warn("{}: its making was cut short, {} tables are left", file, tables);
        }
    }

    /// What `quick_check` finds; it answers in rows and, on worse damage, by throwing.
    private static Optional<String> damage(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            var found = rows.next() ? rows.getString(1) : "no answer";
            return found.equals("ok") ? Optional.empty() : Optional.of(found);
        } catch (SQLException thrown) {
            return Optional.of(damageOrThrow(thrown));
        }
    }

    /// The message of an error that means damage; every other one goes on.
    public static String damageOrThrow(SQLException error) throws SQLException {
        // Damage to the schema comes as a plain error with a text.
        if (!isDamage(error) && error.getErrorCode() != SQLiteErrorCode.SQLITE_ERROR.code) {
            throw error;
        }
        return String.valueOf(error.getMessage());
    }

    private static boolean isDamage(SQLException error) {
        return error instanceof SQLiteException sqlite
                && switch (sqlite.getResultCode()) {
                    case SQLITE_CORRUPT,
                            SQLITE_CORRUPT_INDEX,
                            SQLITE_CORRUPT_SEQUENCE,
                            SQLITE_CORRUPT_VTAB,
                            SQLITE_NOTADB,
                            SQLITE_FORMAT,
                            SQLITE_IOERR_READ,
                            SQLITE_IOERR_SHORT_READ,
                            SQLITE_IOERR_DATA,
                            SQLITE_IOERR_CORRUPTFS ->
                            true;
                    default -> false; // the driver's codes are an open list
                };
    }

    /// Whether an error comes of what is around a file, which may be otherwise at the next try, and
    /// not of what the file holds.
    static boolean isPassing(SQLException error) {
        // The exception's own code is without what SQLite adds to say more.
        return !isDamage(error)
                && switch (SQLiteErrorCode.getErrorCode(error.getErrorCode())) {
                    case SQLITE_FULL,
                            SQLITE_BUSY,
                            SQLITE_LOCKED,
                            SQLITE_PROTOCOL,
                            SQLITE_CANTOPEN,
                            SQLITE_READONLY,
                            SQLITE_PERM,
                            SQLITE_AUTH,
                            SQLITE_NOMEM,
                            SQLITE_INTERRUPT,
                            SQLITE_IOERR ->
                            true;
                    default -> false; // the driver's codes are an open list
                };
    }

    /// Renames the database with its `-wal` and `-shm`, together; returns the new name. The file
    /// itself goes last, so that a setting aside that is cut short is seen and finished.
    public static Path setAside(Path file) throws java.io.IOException {
        var aside = nextAside(file);
        for (var suffix : new String[] {"-wal", "-shm", ""}) {
            var part = sibling(file, suffix);
            if (Files.exists(part)) {
                Files.move(part, sibling(aside, suffix));
            }
        }
        return aside;
    }

    /// The newest one set aside.
    public static Optional<Path> newestAside(Path file) {
        int number = nextNumber(file) - 1;
        return number == 0 ? Optional.empty() : Optional.of(sibling(file, ".damaged-" + number));
    }

    private static Path nextAside(Path file) {
        return sibling(file, ".damaged-" + nextNumber(file));
    }

    private static int nextNumber(Path file) {
        int number = 1;
        while (Files.exists(sibling(file, ".damaged-" + number))) {
            number++;
        }
        return number;
    }

    private static Path halfAside(Path file) {
        return sibling(nextAside(file), "-wal");
    }

    public static Path wal(Path file) {
        return sibling(file, "-wal");
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /// The first column of the first row; 0 where there is none.
    public static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
