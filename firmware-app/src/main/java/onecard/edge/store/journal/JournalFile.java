package onecard.edge.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import onecard.edge.crypto.Json;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;
import onecard.time.Moment;
import org.sqlite.SQLiteErrorCode;

/// `journal.db` and the chain in it, without a thread: one [#commit] is one durable transaction.
/// Used by the thread that opened it until that [gives][#give] it to another, the journal's, and by
/// nobody else: whoever only reads ends a transaction, and records would go with it that are told
/// to be durable. Readers use connections of their own.
public final class JournalFile implements AutoCloseable {

    private final Path file;
    private final JournalLimits limits;
    private final JournalDatabase database;
    private final Chain chain;
    private final JournalMarks marks;
    private final PurgeRule purgeRule;
    private final Ballast ballast;
    private volatile Thread owner = Thread.currentThread();

    JournalFile(
            Path file,
            JournalLimits limits,
            JournalDatabase database,
            Chain chain,
            Ballast ballast) {
        this.file = file;
        this.limits = limits;
        this.database = database;
        this.chain = chain;
        this.ballast = ballast;
        marks = new JournalMarks(database.connection());
        purgeRule = new PurgeRule(database.connection());
    }

    /// Opens the journal, checks it, and continues its epoch, or begins one.
    ///
    /// A damaged file is set aside whole; what is readable of it comes along, and a new epoch
    /// says what was lost.
    public static JournalFile open(
            Path file, JournalIdentity who, JournalLimits limits, Fold fold, Moment now)
            throws IOException {
        return new JournalOpening(file, who, limits, fold, now).journal();
    }

    /// From now on it is that thread's, whether that runs yet or not.
    void give(Thread to) {
        owner = to;
    }

    private void mine() {
        var caller = Thread.currentThread();
        if (caller != owner) {
            throw new IllegalStateException(
                    "the journal is " + owner.getName() + "'s, not " + caller.getName() + "'s");
        }
    }

    private Chain chain() {
        mine();
        return chain;
    }

    private JournalDatabase database() {
        mine();
        return database;
    }

    private JournalMarks marks() {
        mine();
        return marks;
    }

    /// Makes these records durable in one transaction, in order, and says the seq of each.
    ///
    /// @throws SQLException if none of them is: the disk or the journal is full, or worse
    public List<Committed> commit(Iterable<Draft> drafts, Moment now) throws SQLException {
        return commit(drafts, now, _ -> {});
    }

    /// @param told of them as soon as they are durable, before anything else is done with them:
    ///     somebody stands there waiting
    List<Committed> commit(Iterable<Draft> drafts, Moment now, Consumer<List<Committed>> told)
            throws SQLException {
        return chain().durably(
                        () -> {
                            var done = new ArrayList<Committed>();
                            for (var draft : drafts) {
                                done.add(chain().append(draft));
                            }
                            if (chain().head().checkpointOverdue()) {
                                done.add(chain().checkpoint(now));
                            }
                            return done;
                        },
                        told);
    }

    /// Everything of a commit but the commit: what was appended is taken back, and nothing of it
    /// was ever there. For code that is to have run before it matters.
    public void rehearse(Iterable<Draft> drafts) throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () -> {
                            chain().rehearse(drafts);
                            return true;
                        });
    }

    /// One record outside of the journal's thread, before it runs; false if it is not durable.
    public boolean recorded(Draft draft, Moment now) {
        try {
            return !commit(List.of(draft), now).isEmpty();
        } catch (SQLException _) {
            // No room: the caller knows what else there is to say it with.
            return false;
        }
    }

    /// A new epoch from here on, durably: it names the last record there is, and says why. It may
    /// take the last pages.
    ///
    /// @param why beside what every first record says
    public void beginEpoch(Json.Obj why, Moment now) throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () -> {
                            try {
                                database().grantLastPages();
                                chain().begin(why, List.of(), now);
                                return true;
                            } finally {
                                database().withholdLastPages();
                                database().endRead();
                            }
                        });
    }

    /// Work of our own in one transaction; it may take the last pages.
    private <T> T upkeep(StoreFailed.Work<T> work) throws SQLException {
        try {
            return chain().durably(
                            () -> {
                                database().grantLastPages();
                                return work.run();
                            });
        } finally {
            database().withholdLastPages();
            database().endRead();
        }
    }

    /// Hourly, and at stop, even when nothing happens.
    public List<Committed> checkpointIfDue(Moment now, boolean stopping) throws SQLException {
        return chain().head().checkpointDue(now, stopping)
                ? upkeep(() -> List.of(chain().checkpoint(now)))
                : List.of();
    }

    /// Daily, and before boot would have to fold over too many records.
    public List<Committed> snapshotIfDue(Moment now) throws SQLException {
        return chain().head().snapshotDue(now)
                ? upkeep(() -> List.of(chain().snapshot(now)))
                : List.of();
    }

    /// Marks rows as sent: a good PUBACK came for each.
    void markSent(List<Long> positions) throws SQLException {
        boolean _ =
                upkeep(
                        () -> {
                            marks().sent(positions);
                            return true;
                        });
    }

    /// The host holds everything to here; false if that row is not ours with that hash.
    boolean acked(long position, String hash) throws SQLException {
        return upkeep(() -> marks().acked(position, hash));
    }

    /// The host holds everything to here, as far as this site takes its word; empty if it holds
    /// nothing of what is known. The fold hears of it, too.
    Optional<Outbox.Position> received() throws SQLException {
        try {
            long pos = marks().received(limits.hostRequired());
            var epochs = new TreeMap<>(Rows.epochs(database().connection()));
            var received =
                    Optional.ofNullable(epochs.get(Pos.epochIndex(pos)))
                            .map(name -> new Outbox.Position(name, Pos.seq(pos)))
                            .filter(at -> at.seq() > 0);
            received.ifPresent(upTo -> chain.held(upTo, List.copyOf(epochs.values())));
            return received;
        } finally {
            database().endRead();
        }
    }

    /// Removes the oldest rows that were received and are older than the retention, a few at a
    /// time; returns how many.
    public int purge(Moment now) throws SQLException {
        var times = PurgeRule.Times.of(now, limits.retention());
        mine();
        if (!purgeRule.mayBeDue(times)) {
            return 0;
        }
        var due = purgeRule.due(marks.received(limits.hostRequired()), times);
        database().endRead();
        if (due.rows() == 0) {
            return 0;
        }
        return upkeep(
                () -> {
                    // What the purged rows built up must stand in a snapshot that stays.
                    var kept = "SELECT count(*) FROM snapshot WHERE pos > " + due.last();
                    if (Database.number(database().connection(), kept) == 0) {
                        chain().snapshot(now);
                    }
                    marks.purgeTo(due.last());
                    return due.rows();
                });
    }

    /// What may go when a commit found no room, decided in advance: at the configured size, rows
    /// that the purge rule lets go anyway; on a full disk, the ballast. Nothing else, and unsent
    /// rows never: then records are refused.
    ///
    /// @return whether it is worth trying once more
    public boolean makeRoom(SQLException failed, Moment now) {
        boolean noRoom =
                failed.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code
                        || failed.getErrorCode() == SQLiteErrorCode.SQLITE_IOERR.code;
        try {
            return noRoom && (database().atLimit() ? purge(now) > 0 : ballast.release());
        } catch (SQLException again) {
            failed.addSuppressed(again);
            return false;
        }
    }

    /// The ballast again, once there is room; when nothing else is to do.
    void makeBallast() {
        ballast.make();
    }

    /// A small value that must survive with the records: time floor, session number.
    public Optional<String> state(String name) throws StoreFailed {
        return StoreFailed.unless(() -> database().state(name));
    }

    /// All whose names begin so.
    public Map<String, String> states(String beginning) throws StoreFailed {
        return StoreFailed.unless(() -> database().states(beginning));
    }

    public void keep(String name, String value) throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () ->
                                upkeep(
                                        () -> {
                                            database().keep(name, value);
                                            return true;
                                        }));
    }

    /// What is used and what is left.
    public JournalRoom room() throws SQLException {
        return new JournalRoom(database().usedBytes(), limits.maxBytes(), ballast.diskFreeBytes());
    }

    public Path file() {
        return file;
    }

    /// The newest record's place.
    public Outbox.Position position() {
        return chain().head().position();
    }

    /// The epochs of which it has anything, in their order.
    public List<String> epochs() throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    try {
                        return List.copyOf(
                                new TreeMap<>(Rows.epochs(database().connection())).values());
                    } finally {
                        database().endRead();
                    }
                });
    }

    public String headHash() {
        return chain().head().hash();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
