package onecard.money;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/// How long what was put into a wallet is good for. A subsidy is one month's or one quarter's; what
/// a person paid in stays theirs.
public enum Term {
    NONE,
    MONTH,
    QUARTER;

    /// The last day on which what stood there on that date may be spent; empty if there is none.
    public Optional<LocalDate> lastDay(LocalDate stated) {
        return switch (this) {
            case NONE -> Optional.empty();
            case MONTH -> Optional.of(stated.with(TemporalAdjusters.lastDayOfMonth()));
            case QUARTER ->
                    Optional.of(
                            stated.with(IsoFields.DAY_OF_QUARTER, 1)
                                    .plusMonths(2)
                                    .with(TemporalAdjusters.lastDayOfMonth()));
        };
    }

    /// Whether what stood there on `stated` may be spent on that business date.
    public boolean covers(LocalDate stated, LocalDate businessDate) {
        return lastDay(stated).filter(businessDate::isAfter).isEmpty();
    }
}
