package onecard.edge.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/// A moment as people write it in lists and on the command line: `YYYY-MM-DD`, or with time and
/// offset.
public final class WrittenTime {

    /// As far as RFC 3339 goes; the milliseconds of a later year may not fit their column.
    private static final int YEAR_MAX = 9_999;

    private WrittenTime() {}

    /// A date alone means that whole day in site time; as an end, to 24:00.
    ///
    /// @return empty for any other text
    public static Optional<Instant> of(String text, ZoneId zone, boolean end) {
        try {
            if (text.length() == 10) {
                var day = LocalDate.parse(text);
                return Optional.of((end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant());
            }
            var moment = OffsetDateTime.parse(text);
            return Optional.of(moment)
                    .filter(at -> at.getYear() >= 0 && at.getYear() <= YEAR_MAX)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
