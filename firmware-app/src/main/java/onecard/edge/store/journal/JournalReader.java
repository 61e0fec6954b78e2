package onecard.edge.store.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;

/// A journal read by the commands, while a daemon runs or not. It can change nothing.
public final class JournalReader implements AutoCloseable {

    private static final int AT_ONCE = 500;

    private final Connection connection;

    private JournalReader(Connection connection) {
        this.connection = connection;
    }

    /// Empty if there is no journal at that path.
    public static Optional<JournalReader> open(Path journal) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    return Files.exists(journal)
                            ? Optional.of(new JournalReader(Database.reader(journal)))
                            : Optional.empty();
                });
    }

    /// Every event after `after`, in order, as published but for transport facts; returns the
    /// last place seen, to go on from.
    ///
    /// Read some at a time: a reader that waits for a terminal in the middle of a query would keep
    /// the write-ahead log growing.
    public long each(long after, Consumer<String> event) throws StoreFailed {
        long last = after;
        for (var rows = some(last); !rows.isEmpty(); rows = some(last)) {
            rows.forEach(row -> event.accept(row.event()));
            last = rows.getLast().pos();
        }
        return last;
    }

    private List<Rows.Row> some(long after) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var rows = new ArrayList<Rows.Row>();
                    Rows.each(connection, after, row -> rows.add(row) && rows.size() < AT_ONCE);
                    return rows;
                });
    }

    /// What the records come to, from the last snapshot on: what a start would find.
    public void fold(Fold fold) throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () -> {
                            long from = restored(fold);
                            Rows.each(
                                    connection,
                                    from,
                                    row -> {
                                        JsonReader.object(row.event()).ifPresent(fold::apply);
                                        return true;
                                    });
                            return true;
                        });
    }

    /// @return the place of the snapshot; 0: there is none that can be read
    private long restored(Fold fold) throws SQLException {
        fold.restore(Json.Obj.EMPTY);
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT pos, body FROM snapshot ORDER BY pos DESC LIMIT 1")) {
            var kept =
                    row.next()
                            ? JsonReader.ownObject(row.getString(2))
                            : Optional.<Json.Obj>empty();
            if (kept.isEmpty()) {
                return 0;
            }
            fold.restore(kept.get());
            return row.getLong(1);
        }
    }

    /// The place before the newest `count` records.
    public long before(int count) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    return Database.number(
                            connection,
                            "SELECT coalesce(min(pos), 1) - 1 FROM (SELECT pos FROM record ORDER BY pos DESC"
                                    + " LIMIT "
                                    + count
                                    + ")");
                });
    }

    /// The newest record; empty if there is none.
    public Optional<String> last() throws StoreFailed {
        return StoreFailed.unless(() -> Rows.last(connection).map(Rows.Row::event));
    }

    public JournalVerify.Proof verify(JournalVerify.Wanted wanted) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    return JournalVerify.of(connection, wanted);
                });
    }

    /// The event of `device:epoch:seq` or `epoch:seq`.
    public Optional<String> find(String id) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var parts = id.split(":", -1);
                    if (parts.length < 2 || !parts[parts.length - 1].matches("[0-9]{1,12}")) {
                        return Optional.empty();
                    }
                    var epoch = parts[parts.length - 2];
                    long seq = Long.parseLong(parts[parts.length - 1]);
                    for (var known : Rows.epochs(connection).entrySet()) {
                        if (known.getValue().equals(epoch)) {
                            return Rows.at(connection, Pos.of(known.getKey(), seq))
                                    .map(Rows.Row::event);
                        }
                    }
                    return Optional.empty();
                });
    }

    @Override
    public void close() throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () -> {
                            connection.close();
                            return true;
                        });
    }
}
