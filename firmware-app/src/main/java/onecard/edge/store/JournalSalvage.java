package onecard.edge.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import onecard.edge.crypto.JsonReader;

/// Brings along what can still be read of a damaged journal. Row by row, by key, with a statement
/// made anew after every error: a scan, or a statement that failed once, gives up far too early.
final class JournalSalvage {

    private JournalSalvage() {}

    /// @param rows came along, unchanged
    /// @param lost places between the first and last key that hold nothing readable
    record Salvaged(long rows, long lost) {}

    /// Copies into `target`, whose transaction the caller ends.
    static Salvaged copy(Path damaged, Connection target) throws SQLException {
        long rows = 0;
        long lost = 0;
        try (var source = Database.reader(damaged);
                var insert =
                        target.prepareStatement(
                                "INSERT OR IGNORE INTO record(pos, event) VALUES(?, ?)")) {
            copyEpochs(source, target);
            for (int epoch = 1; ; epoch++) {
                long first = (long) epoch << JournalFile.SEQ_BITS;
                long lastKey = lastKey(source, first, (long) (epoch + 1) << JournalFile.SEQ_BITS);
                if (lastKey < 0) {
                    break;
                }
                for (long pos = Math.max(first + 1, firstKey(source, first));
                        pos <= lastKey;
                        pos++) {
                    var event = read(source, pos);
                    if (event.isPresent()) {
                        insert.setLong(1, pos);
                        insert.setString(2, event.get());
                        insert.executeUpdate();
                        rows++;
                    } else {
                        lost++;
                    }
                }
            }
        } catch (SQLException _) {
            // Not even the table can be found: what came so far is all there is.
        }
        return new Salvaged(rows, lost);
    }

    private static void copyEpochs(Connection source, Connection target) throws SQLException {
        try (var insert =
                target.prepareStatement("INSERT OR IGNORE INTO epoch(idx, id) VALUES(?, ?)")) {
            for (var epoch : Rows.epochs(source).entrySet()) {
                insert.setInt(1, epoch.getKey());
                insert.setString(2, epoch.getValue());
                insert.executeUpdate();
            }
        }
    }

    /// Only an event whose hash is right counts as readable.
    private static Optional<String> read(Connection source, long pos) {
        try {
            return Rows.at(source, pos)
                    .filter(
                            row ->
                                    JsonReader.object(row.event())
                                            .filter(
                                                    event ->
                                                            EventText.hash(event)
                                                                    .equals(row.hash()))
                                            .isPresent())
                    .map(Rows.Row::event);
        } catch (SQLException _) {
            return Optional.empty();
        }
    }

    private static long firstKey(Connection source, long first) {
        try {
            return Rows.number(source, "SELECT min(pos) FROM record WHERE pos > " + first);
        } catch (SQLException _) {
            return first + 1;
        }
    }

    private static long lastKey(Connection source, long first, long limit) {
        try {
            return Rows.number(
                    source,
                    "SELECT coalesce(max(pos), -1) FROM record WHERE pos > "
                            + first
                            + " AND pos < "
                            + limit);
        } catch (SQLException _) {
            return -1;
        }
    }
}
