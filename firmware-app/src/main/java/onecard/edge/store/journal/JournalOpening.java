package onecard.edge.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;
import onecard.time.Moment;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/// How a journal is opened: checked, set aside and salvaged if it is damaged, and its epoch
/// continued or a new one begun.
final class JournalOpening {

    private final Path file;
    private final JournalIdentity who;
    private final JournalLimits limits;
    private final Fold fold;
    private final Moment now;
    private final Ballast ballast;

    JournalOpening(Path file, JournalIdentity who, JournalLimits limits, Fold fold, Moment now) {
        this.file = file;
        this.who = who;
        this.limits = limits;
        this.fold = fold;
        this.now = now;
        ballast = Ballast.of(file);
    }

    /// On a full disk the ballast goes, and it is tried once more.
    JournalFile journal() throws IOException {
        try {
            return opened();
        } catch (SQLException failed) {
            if (!ballast.release()) {
                throw new StoreFailed(failed);
            }
            return StoreFailed.of(this::opened);
        }
    }

    private JournalFile opened() throws IOException, SQLException {
        var damage = damage();
        if (damage.isPresent()) {
            Database.setAside(file);
        }
        var connection = Database.writer(file, SQLiteConfig.SynchronousMode.FULL);
        try {
            var database = new JournalDatabase(connection, limits.maxBytes());
            var chain = new Chain(database, who, fold);
            var aside = Database.newestAside(file);
            if (Rows.last(connection).isPresent()) {
                chain.takeUp(now);
                database.endRead();
            } else if (aside.isPresent()) {
                // Also after a start that ended between setting aside and salvage.
                salvage(database, chain, aside.get(), damage.orElse("not salvaged yet"));
            } else {
                chain.begin(Json.Obj.EMPTY, List.of(), now);
            }
            ballast.make();
            return new JournalFile(file, limits, database, chain, ballast);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private Optional<String> damage() throws IOException, SQLException {
        var log =
                Files.exists(file) ? WalCheck.damage(Database.wal(file)) : Optional.<String>empty();
        var damage = log.isPresent() ? log : Database.damageAtRest(file);
        if (damage.isPresent() || !Files.exists(file)) {
            return damage;
        }
        try (var connection = Database.reader(file)) {
            var tail = JournalVerify.tailDamage(connection);
            return tail.isPresent() ? tail : JournalVerify.snapshotDamage(connection);
        }
    }

    /// What is readable comes along, and a new epoch says what was lost.
    private void salvage(JournalDatabase database, Chain chain, Path aside, String damage)
            throws SQLException {
        var salvaged = salvaged(database, aside);
        chain.takeUp(now);
        var name = aside.getFileName().toString();
        chain.begin(
                Json.Obj.EMPTY
                        .with("damage", damage.length() > 200 ? damage.substring(0, 200) : damage)
                        .with("set_aside", name)
                        .with("salvaged", salvaged.rows())
                        .with("lost", salvaged.lost()),
                List.of(alarm("set aside as " + name + ", " + salvaged.lost() + " records lost")),
                now);
    }

    /// Where there is no room for two, the damaged file stays aside whole and nothing comes along:
    /// a door that taps goes before a history that somebody can still read elsewhere.
    private JournalSalvage.Salvaged salvaged(JournalDatabase database, Path aside)
            throws SQLException {
        try {
            return JournalSalvage.copy(aside, database.connection());
        } catch (SQLException failed) {
            if (failed.getErrorCode() != SQLiteErrorCode.SQLITE_FULL.code || ballast.held()) {
                throw failed;
            }
            database.rollback();
            return JournalSalvage.leave(aside);
        }
    }

    private Draft alarm(String detail) {
        return Draft.ofDevice(
                EventKind.ALARM,
                now,
                Json.Obj.EMPTY
                        .with("alarm", "journal_damaged")
                        .with("active", true)
                        .with("detail", detail));
    }
}
