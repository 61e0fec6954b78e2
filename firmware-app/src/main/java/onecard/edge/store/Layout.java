package onecard.edge.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.tinylog.Logger;

/// How the tables of a file are laid out, which the file tells by a number (`user_version`), and
/// how a file gets there.
///
/// @param synchronous FULL where a commit must survive a power cut, NORMAL where it can be fetched
///     again
/// @param tables of a new file
/// @param upgrades from one layout to the next with all that it holds, in their order, the last to
///     this one: as many layouts before it are brought up to it
public record Layout(
        int number, SynchronousMode synchronous, List<String> tables, List<Upgrade> upgrades) {

    public Layout {
        tables = List.copyOf(tables);
        upgrades = List.copyOf(upgrades);
    }

    /// Within one transaction. Whatever it throws, the file is as it was.
    public interface Upgrade {
        void run(Connection connection) throws SQLException;
    }

    /// Why the file at rest is of no use; empty if it is, or has yet to be made. One of a layout
    /// before is brought up to this one: an update of the software loses no list.
    ///
    /// @throws SQLException if that cannot be told for a reason that is no fault of the file:
    ///     a full disk, a missing right
    public Optional<String> unfit(Path file) throws SQLException {
        var damage = Database.damageAtRest(file);
        if (damage.isPresent()) {
            Logger.error("{} is damaged: {}", file.getFileName(), damage.get());
            return Optional.of("damaged");
        }
        if (!Database.isMade(file)) {
            return Optional.empty();
        }
        long found = numberAtRest(file);
        if (found < number && found >= number - upgrades.size()) {
            return notBroughtUp(file, (int) found);
        }
        return found == number ? Optional.empty() : Optional.of("of another layout");
    }

    /// The writer's connection, without auto-commit. A new file gets its tables.
    ///
    /// @param file that is not [#unfit]
    public Connection writer(Path file) throws SQLException {
        var connection = Database.writer(file, synchronous);
        connection.setAutoCommit(false);
        if (!isOf(connection)) {
            run(connection, tables);
            number(connection);
        }
        connection.commit();
        return connection;
    }

    /// Why the file cannot be brought up; empty if it is. A start that failed of it would fail each
    /// time: a number says little of what a file holds.
    private Optional<String> notBroughtUp(Path file, int from) throws SQLException {
        try {
            bringUp(file, upgrades.subList(upgrades.size() - (number - from), upgrades.size()));
            return Optional.empty();
        } catch (SQLException failed) {
            if (Database.isPassing(failed)) {
                throw failed;
            }
            return notBroughtUp(file, failed);
        } catch (RuntimeException odd) {
            return notBroughtUp(file, odd); // lengths and offsets that do not fit each other
        }
    }

    private Optional<String> notBroughtUp(Path file, Exception why) {
        Logger.error(why, "{} cannot be brought up to layout {}", file.getFileName(), number);
        return Optional.of("not to be brought up to layout " + number);
    }

    private void bringUp(Path file, List<Upgrade> steps) throws SQLException {
        try (var connection = Database.writer(file, synchronous)) {
            connection.setAutoCommit(false);
            for (var step : steps) {
                step.run(connection);
            }
            number(connection);
            connection.commit();
        }
        Logger.info("{} is brought up to layout {}", file.getFileName(), number);
    }

    public static void run(Connection connection, List<String> commands) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    private void number(Connection connection) throws SQLException {
        run(connection, List.of("PRAGMA user_version = " + number));
    }

    /// Whether the file has this layout.
    public boolean isOf(Connection connection) throws SQLException {
        return found(connection) == number;
    }

    private static long numberAtRest(Path file) throws SQLException {
        try (var connection = Database.reader(file)) {
            return found(connection);
        }
    }

    private static long found(Connection connection) throws SQLException {
        return Database.number(connection, "PRAGMA user_version");
    }
}
