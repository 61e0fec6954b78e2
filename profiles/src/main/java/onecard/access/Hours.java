package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/// When a schedule is open, in one place: by its calendar, in its zone.
///
/// @param calendar absent: no day is a holiday
public record Hours(Schedule schedule, Optional<Calendar> calendar, ZoneId zone) {

    /// How far ahead a change is looked for: a week and a day see every window once.
    public static final Duration AHEAD = Duration.ofDays(8);

    public boolean open(Instant at) {
        return Schedules.at(schedule, calendar, at, zone) == Schedules.Answer.OPEN;
    }

    /// The day on which the window began that is open then; of several the one that stands first.
    /// Empty if none is.
    public Optional<LocalDate> beganOn(Instant at) {
        return Schedules.beganOn(schedule, calendar, at, zone);
    }

    /// The first instant after `now` at which it opens or shuts; where that is more than [#AHEAD]
    /// away, the instant to look again.
    public Instant next(Instant now) {
        boolean open = open(now);
        var horizon = now.plus(AHEAD);
        return Stream.concat(edges(now), leaps(now))
                .filter(at -> at.isAfter(now) && at.isBefore(horizon))
                .sorted()
                .filter(at -> open(at) != open)
                .findFirst()
                .orElse(horizon);
    }

    /// Whenever a clock on the wall there shows the beginning or the end of a window: twice where
    /// it is set back over it, not at all where it is set forward.
    private Stream<Instant> edges(Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        return today.minusDays(1)
                .datesUntil(today.plusDays(AHEAD.toDays() + 2))
                .flatMap(
                        date ->
                                schedule.windows().stream()
                                        .flatMap(window -> Stream.of(window.from(), window.until()))
                                        .distinct()
                                        .map(date::atTime))
                .flatMap(
                        shown ->
                                zone.getRules().getValidOffsets(shown).stream()
                                        .map(shown::toInstant));
    }

    /// Whenever the clock there is set forward or back.
    private Stream<Instant> leaps(Instant now) {
        var rules = zone.getRules();
        return Stream.iterate(
                        Optional.ofNullable(rules.nextTransition(now)),
                        Optional::isPresent,
                        leap -> leap.map(last -> rules.nextTransition(last.getInstant())))
                .flatMap(Optional::stream)
                .map(leap -> leap.getInstant())
                .takeWhile(at -> at.isBefore(now.plus(AHEAD)));
    }
}
