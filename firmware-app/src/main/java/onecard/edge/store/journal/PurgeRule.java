package onecard.edge.store.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import onecard.edge.crypto.JsonReader;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Which of the oldest rows may go: those received and older than the retention. Remembers the
/// oldest row, so that asking four times a second reads nothing until that row's time has come.
/// Owned by the journal's thread.
final class PurgeRule {

    private final Connection connection;
    private Optional<Oldest> oldest = Optional.empty();

    PurgeRule(Connection connection) {
        this.connection = connection;
    }

    /// When it is.
    ///
    /// @param horizon nothing recorded since then goes
    /// @param latest a row of a later time was recorded by a clock that ran ahead, and has no time
    record Times(Instant horizon, Instant latest) {

        static Times of(Moment now, Duration retention) {
            return new Times(
                    now.wall().minus(retention),
                    now.trust() == ClockTrust.SYNCED ? now.wall() : Instant.MAX);
        }

        /// A row without a time goes with its neighbours: kept, it would stay the oldest and keep
        /// every row after it.
        private boolean isOver(Instant recorded) {
            return recorded.isBefore(horizon) || recorded.isAfter(latest);
        }
    }

    /// Whether the oldest row's age can have come at all; reads nothing.
    boolean mayBeDue(Times times) {
        return oldest.filter(row -> !times.isOver(row.recorded())).isEmpty();
    }

    /// The rows to go now, a few at a time.
    ///
    /// @param received nothing beyond it goes
    Due due(long received, Times times) throws SQLException {
        if (oldest.filter(row -> row.pos() > received).isPresent()) {
            return Due.NOTHING;
        }
        long[] last = {0};
        int[] count = {0};
        oldest = Optional.empty();
        Rows.each(
                connection,
                0,
                row -> {
                    var at = recorded(row);
                    boolean goes =
                            row.pos() <= received
                                    && times.isOver(at)
                                    && count[0] < JournalLimits.PURGE_MAX;
                    if (goes) {
                        last[0] = row.pos();
                        count[0]++;
                    } else if (count[0] == 0) {
                        // Only what stays for sure is remembered: a purge may yet fail.
                        oldest = Optional.of(new Oldest(row.pos(), at));
                    }
                    return goes;
                });
        return new Due(last[0], count[0]);
    }

    /// Of one without a readable time the earliest there is.
    static Instant recorded(Rows.Row row) {
        return JsonReader.object(row.event())
                .flatMap(event -> event.text("time"))
                .flatMap(PurgeRule::instant)
                .orElse(Instant.MIN);
    }

    private static Optional<Instant> instant(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// @param last the newest that goes
    record Due(long last, int rows) {
        static final Due NOTHING = new Due(0, 0);
    }

    private record Oldest(long pos, Instant recorded) {}
}
