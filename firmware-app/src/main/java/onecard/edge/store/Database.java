package onecard.edge.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/// Opening SQLite files with settings that are said aloud, checking them, and setting a damaged
/// one aside whole.
final class Database {

    static final int PAGE_BYTES = 4_096;

    private static final int CACHE_KIB = 4_096;

    private Database() {}

    /// A writer's connection.
    ///
    /// @param synchronous FULL where a commit must survive a power cut, NORMAL where it can be
    ///     fetched again
    static Connection writer(Path file, SQLiteConfig.SynchronousMode synchronous)
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
    static Connection reader(Path file) throws SQLException {
        var config = common();
        config.setReadOnly(true);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
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

    /// What `quick_check` finds; it answers in rows and, on worse damage, by throwing.
    static Optional<String> damage(Connection connection) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            var found = rows.next() ? rows.getString(1) : "no answer";
            return found.equals("ok") ? Optional.empty() : Optional.of(found);
        } catch (SQLException thrown) {
            return Optional.of(String.valueOf(thrown.getMessage()));
        }
    }

    /// Renames the database with its `-wal` and `-shm`, together; returns the new name.
    static Path setAside(Path file) throws java.io.IOException {
        int number = 1;
        while (Files.exists(sibling(file, ".damaged-" + number))) {
            number++;
        }
        var aside = sibling(file, ".damaged-" + number);
        for (var suffix : new String[] {"-wal", "-shm", ""}) {
            var part = sibling(file, suffix);
            if (Files.exists(part)) {
                Files.move(part, sibling(aside, suffix));
            }
        }
        return aside;
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
