package onecard.edge.store.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import onecard.edge.crypto.Sm3;
import onecard.time.Moment;
import onecard.time.Mono;

/// Where the chain ends: its newest record, and how far behind it the last checkpoint and the last
/// snapshot lie. A value: to take back what a failed transaction appended is to keep the head from
/// before it.
///
/// @param epochIndex 0 before the first epoch
/// @param hash of the newest record, whichever epoch that is in: the next one's `prev`
record ChainHead(
        int epochIndex, String epoch, long seq, String hash, Since checkpoint, Since snapshot) {

    /// Of a journal that holds nothing.
    static final ChainHead NONE = none(Since.START);

    private static ChainHead none(Since snapshot) {
        return new ChainHead(0, "", 0, Sm3.ZERO, Since.START, snapshot);
    }

    /// The head of the records there are.
    static ChainHead read(Connection connection, Since snapshot) throws SQLException {
        var newest = Rows.last(connection);
        if (newest.isEmpty()) {
            return none(snapshot);
        }
        var row = newest.get();
        var epoch = Rows.epochs(connection).getOrDefault(row.epochIndex(), "");
        return new ChainHead(row.epochIndex(), epoch, row.seq(), row.hash(), Since.START, snapshot);
    }

    long pos() {
        return Pos.of(epochIndex, seq);
    }

    Outbox.Position position() {
        return new Outbox.Position(epoch, seq);
    }

    /// After one more record.
    ChainHead next(String hash) {
        return new ChainHead(
                epochIndex, epoch, seq + 1, hash, checkpoint.oneMore(), snapshot.oneMore());
    }

    /// Before an epoch's first record, which is signed and stands for a checkpoint.
    ChainHead begin(int index, String name, Moment now) {
        var signed = new Since(checkpoint.records(), Optional.of(now.mono()));
        // A journal that never had a snapshot counts the day to its first from here.
        var kept = new Since(snapshot.records(), snapshot.last().or(() -> Optional.of(now.mono())));
        return new ChainHead(index, name, 0, hash, signed, kept);
    }

    ChainHead checkpointed(Moment now) {
        return new ChainHead(epochIndex, epoch, seq, hash, Since.of(now), snapshot);
    }

    ChainHead snapshotted(Moment now) {
        return new ChainHead(epochIndex, epoch, seq, hash, checkpoint, Since.of(now));
    }

    /// So many records that the transaction which appended the last of them signs them too.
    boolean checkpointOverdue() {
        return checkpoint.records() >= JournalLimits.CHECKPOINT_RECORDS;
    }

    /// Hourly, and at stop, unless there is nothing new to sign.
    boolean checkpointDue(Moment now, boolean stopping) {
        boolean due =
                stopping
                        || checkpoint.last().isEmpty()
                        || checkpoint.older(JournalLimits.CHECKPOINT_TIME, now);
        return due && checkpoint.records() > 0;
    }

    /// Daily, and before boot would have to fold over more than 10,000 records.
    boolean snapshotDue(Moment now) {
        boolean many =
                snapshot.records() + JournalLimits.BATCH_MAX >= JournalLimits.SNAPSHOT_RECORDS;
        boolean old = snapshot.older(JournalLimits.SNAPSHOT_TIME, now);
        return many || old && snapshot.records() > 0;
    }

    /// How far back something lies.
    ///
    /// @param records appended since
    /// @param last when it was; empty if not since this start
    record Since(int records, Optional<Mono> last) {

        static final Since START = new Since(0, Optional.empty());

        static Since of(Moment now) {
            return new Since(0, Optional.of(now.mono()));
        }

        Since oneMore() {
            return new Since(records + 1, last);
        }

        boolean older(Duration age, Moment now) {
            return last.filter(then -> now.reached(then.plus(age))).isPresent();
        }
    }
}
