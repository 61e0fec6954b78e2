package onecard.edge.fleet;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.time.ClockTrust;

/// What somebody who hears of an event may still make of it, since a device that was offline tells
/// of it later.
public enum Lateness {
    /// As it happens: act on it.
    LIVE,
    /// By a quarter of an hour at most, as any network may be: act on it where its age is no harm.
    LATE,
    /// By three days at most: record it, and act only where that was meant for old events.
    OLD,
    /// Record it.
    HISTORY,
    /// The device's clock was not set: as history, until the record of its boot's first sync tells
    /// when it was.
    UNDATED;

    static final Duration LATE_UNTIL = Duration.ofMinutes(15);
    static final Duration OLD_UNTIL = Duration.ofHours(72);

    /// @param event as published
    /// @param now of the one who hears it
    public static Lateness of(Json.Obj event, Instant now) {
        if (!event.bool("replayed").orElse(true)) {
            return LIVE;
        }
        boolean dated =
                event.object("data")
                        .flatMap(data -> data.text("clock"))
                        .flatMap(ClockTrust::ofWire)
                        .flatMap(ClockTrust::uncertainty)
                        .isPresent();
        return event.text("time")
                .flatMap(Lateness::time)
                .filter(_ -> dated)
                .map(time -> after(Duration.between(time, now)))
                .orElse(UNDATED);
    }

    private static Lateness after(Duration age) {
        if (age.compareTo(LATE_UNTIL) <= 0) {
            return LATE;
        }
        return age.compareTo(OLD_UNTIL) <= 0 ? OLD : HISTORY;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
