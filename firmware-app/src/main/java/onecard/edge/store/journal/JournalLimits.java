package onecard.edge.store.journal;

import java.time.Duration;

/// How large the journal may grow and how long it keeps what has been received.
///
/// @param maxBytes of the database file; beyond it records are refused, never overwritten
/// @param retention a received row stays at least so long
/// @param hostRequired only a host's signed ack counts as received; else a good PUBACK does
public record JournalLimits(long maxBytes, Duration retention, boolean hostRequired) {

    /// A signed checkpoint follows so many records, so that a verifier never walks far.
    static final int CHECKPOINT_RECORDS = 1_000;

    static final Duration CHECKPOINT_TIME = Duration.ofHours(1);

    /// Boot folds over at most so many records.
    static final int SNAPSHOT_RECORDS = 10_000;

    static final Duration SNAPSHOT_TIME = Duration.ofDays(1);

    /// What queues while a commit runs is the next batch; with so many records it takes no more.
    static final int BATCH_MAX = 64;

    /// Waiting for a commit, a record or what was handed over with it: a second of the densest
    /// traffic on the slowest card, then refuse.
    static final int QUEUE_MAX = 1_024;

    /// Taps whose seq is remembered for `cause_seq`: hours of passages after their taps.
    static final int CAUSES_MAX = 4_096;

    /// Rows purged in one transaction, so that a tap never waits behind a long one.
    static final int PURGE_MAX = 500;
}
