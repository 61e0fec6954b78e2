package onecard.edge.store.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Sm3;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;

/// Brings along what can still be read of a damaged journal. Row by row, by key, with a statement
/// made anew after every error: a scan, or a statement that failed once, gives up far too early.
///
/// Snapshots come along where their record vouches for them, and the named values (time floor,
/// session). The marks do not: a wrong one would take an unsent row for sent, and to send
/// everything once more harms nobody. Nor do the versions that lists and site files reached: a
/// wrong one would shut the next out for ever, and the registry and the slots have them, too.
final class JournalSalvage {

    /// After so many places in a row without a readable record it is asked where the next one is.
    private static final long MISSES_MAX = 10_000;

    /// Epochs looked for when the table that names them is gone.
    private static final int EPOCHS_MAX = 16;

    private final Connection source;
    private final Connection target;
    private long rows;
    private long lost;

    private JournalSalvage(Connection source, Connection target) {
        this.source = source;
        this.target = target;
    }

    /// @param rows came along, unchanged
    /// @param lost places between the first and last key that hold nothing readable
    record Salvaged(long rows, long lost) {
        static final Salvaged NOTHING = new Salvaged(0, 0);
    }

    /// Copies into `target`, whose transaction the caller ends.
    ///
    /// @throws SQLException if the new journal cannot be written; of the old one nothing is thrown
    static Salvaged copy(Path damaged, Connection target) throws SQLException {
        Connection source;
        try {
            source = Database.reader(damaged);
        } catch (SQLException _) {
            // Not even a database any more.
            return Salvaged.NOTHING;
        }
        try {
            var salvage = new JournalSalvage(source, target);
            salvage.everything();
            // What the verifier will miss counts too: an epoch's end has no key beyond it.
            return new Salvaged(
                    salvage.rows, Math.max(salvage.lost, JournalVerify.missing(target)));
        } finally {
            close(source);
        }
    }

    /// Counts what stays behind; never throws of the damaged file.
    static Salvaged leave(Path damaged) {
        try (var source = Database.reader(damaged)) {
            return new Salvaged(0, Database.number(source, "SELECT count(*) FROM record"));
        } catch (SQLException _) {
            return Salvaged.NOTHING;
        }
    }

    private void everything() throws SQLException {
        long purged = readable(() -> Optional.of(Rows.mark(source, "purge"))).orElse(0L);
        for (int epoch : epochs()) {
            records(epoch, purged);
        }
        for (var named : states()) {
            try (var insert =
                    target.prepareStatement(
                            "INSERT OR IGNORE INTO state(name, value) VALUES(?, ?)")) {
                insert.setString(1, named.name());
                insert.setString(2, named.value());
                insert.executeUpdate();
            }
        }
    }

    private TreeSet<Integer> epochs() {
        var found = new TreeSet<Integer>();
        readable(() -> Optional.of(Rows.epochs(source)))
                .ifPresent(named -> found.addAll(named.keySet()));
        for (int epoch = 1; found.isEmpty() && epoch <= EPOCHS_MAX; epoch++) {
            found.add(epoch);
        }
        return found;
    }

    private void records(int epoch, long purged) throws SQLException {
        long base = Pos.of(epoch, 0);
        long end = Pos.of(epoch + 1, 0);
        long first = Math.max(base, purged) + 1;
        var within = " FROM record WHERE pos >= " + first + " AND pos < " + end;
        var lowest = number("SELECT coalesce(min(pos), 0)" + within);
        var highest = number("SELECT coalesce(max(pos), 0)" + within);
        if (highest.filter(last -> last == 0).isPresent()) {
            return;
        }
        long from = lowest.filter(found -> found > 0).orElse(first);
        long last = highest.orElse(end - 1);
        long misses = 0;
        boolean named = false;
        try (var insert =
                target.prepareStatement("INSERT OR IGNORE INTO record(pos, event) VALUES(?, ?)")) {
            for (long pos = from; pos <= last; pos++) {
                var event = record(pos);
                if (event.isPresent()) {
                    named = named || name(epoch, event.get());
                    copy(insert, pos, event.get());
                    lost += misses;
                    misses = 0;
                } else if (++misses >= MISSES_MAX) {
                    var next = next(pos, end);
                    if (next.isEmpty()) {
                        return;
                    }
                    misses += next.get() - 1 - pos;
                    pos = next.get() - 1;
                }
            }
            lost += highest.isPresent() ? misses : 0;
        }
    }

    /// The next key that is there; a garbled one may be as far away as it likes.
    private Optional<Long> next(long pos, long end) {
        return number(
                        "SELECT coalesce(min(pos), 0) FROM record WHERE pos > "
                                + pos
                                + " AND pos < "
                                + end)
                .filter(found -> found > 0);
    }

    private void copy(PreparedStatement insert, long pos, Found found) throws SQLException {
        insert.setLong(1, pos);
        insert.setString(2, found.text());
        insert.executeUpdate();
        rows++;
        var data = found.event().object("data").orElse(Json.Obj.EMPTY);
        if (data.text("what").orElse("").equals("snapshot")) {
            var body =
                    text("SELECT body FROM snapshot WHERE pos = " + pos)
                            .filter(read -> data.text("state").equals(Optional.of(Sm3.hex(read))));
            if (body.isPresent()) {
                try (var row =
                        target.prepareStatement(
                                "INSERT OR IGNORE INTO snapshot(pos, body) VALUES(?, ?)")) {
                    row.setLong(1, pos);
                    row.setString(2, body.get());
                    row.executeUpdate();
                }
            }
        }
    }

    /// The epoch's name as its records say it: the table of names may be what was damaged.
    private boolean name(int epoch, Found found) throws SQLException {
        var name = found.event().object("data").flatMap(data -> data.text("epoch"));
        try (var insert =
                target.prepareStatement("INSERT OR IGNORE INTO epoch(idx, id) VALUES(?, ?)")) {
            insert.setInt(1, epoch);
            insert.setString(2, name.orElse(""));
            insert.executeUpdate();
        }
        return true;
    }

    /// Only an event whose hash is right counts as readable.
    private Optional<Found> record(long pos) {
        return readable(() -> Rows.at(source, pos))
                .flatMap(
                        row ->
                                JsonReader.object(row.event())
                                        .filter(
                                                event ->
                                                        !row.hash().isEmpty()
                                                                && EventText.hash(event)
                                                                        .equals(row.hash()))
                                        .map(event -> new Found(row.event(), event)));
    }

    private List<Named> states() {
        return readable(
                        () -> {
                            var found = new ArrayList<Named>();
                            try (var statement = source.createStatement();
                                    var named =
                                            statement.executeQuery(
                                                    "SELECT name, value FROM state WHERE name NOT"
                                                            + " LIKE '"
                                                            + SqliteJournal.REACHED
                                                            + "%' AND name <> '"
                                                            + SqliteJournal.CONFIG_SEEN
                                                            + "'")) {
                                while (named.next()) {
                                    found.add(new Named(named.getString(1), named.getString(2)));
                                }
                            }
                            return Optional.of(List.copyOf(found));
                        })
                .orElse(List.of());
    }

    private Optional<Long> number(String sql) {
        return readable(() -> Optional.of(Database.number(source, sql)));
    }

    private Optional<String> text(String sql) {
        return readable(
                () -> {
                    try (var statement = source.createStatement();
                            var row = statement.executeQuery(sql)) {
                        return row.next()
                                ? Optional.ofNullable(row.getString(1))
                                : Optional.<String>empty();
                    }
                });
    }

    private static <T> Optional<T> readable(StoreFailed.Work<Optional<T>> read) {
        try {
            return read.run();
        } catch (SQLException _) {
            // Damage where it was expected; the next place is asked for with a new statement.
            return Optional.empty();
        }
    }

    private static void close(Connection source) {
        try {
            source.close();
        } catch (SQLException _) {
            // It was only read.
        }
    }

    private record Found(String text, Json.Obj event) {}

    private record Named(String name, String value) {}
}
