package onecard.access;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/// Whether a schedule is open at an instant, in site time.
///
/// A window belongs to the day it begins on: a night shift that begins before a holiday runs to
/// its end, and one that would begin on a holiday does not. On a make-up workday (调休) a weekend
/// day takes the windows of the weekday whose work it makes up for; which one is never published,
/// so the windows of every Monday to Friday apply.
final class Schedules {

    private Schedules() {}

    /// What a schedule says now.
    enum Answer {
        OPEN,
        CLOSED,
        /// It would be open, were today no holiday.
        HOLIDAY
    }

    static Answer at(Schedule schedule, Optional<Calendar> calendar, Instant now, ZoneId zone) {
        var local = LocalDateTime.ofInstant(now, zone);
        var today = local.toLocalDate();
        boolean holiday = false;
        for (var window : schedule.windows()) {
            boolean overnight = !window.until().isAfter(window.from());
            if (!local.toLocalTime().isBefore(window.from())
                    && (overnight || local.toLocalTime().isBefore(window.until()))) {
                switch (begins(window, today, calendar)) {
                    case OPEN -> {
                        return Answer.OPEN;
                    }
                    case HOLIDAY -> holiday = true;
                    case CLOSED -> {}
                }
            }
            if (overnight && local.toLocalTime().isBefore(window.until())) {
                switch (begins(window, today.minusDays(1), calendar)) {
                    case OPEN -> {
                        return Answer.OPEN;
                    }
                    case HOLIDAY -> holiday = true;
                    case CLOSED -> {}
                }
            }
        }
        return holiday ? Answer.HOLIDAY : Answer.CLOSED;
    }

    /// When the window opened that is open now; of several the one that opened first. Empty if none
    /// is.
    static Optional<Instant> openSince(
            Schedule schedule, Optional<Calendar> calendar, Instant now, ZoneId zone) {
        var local = LocalDateTime.ofInstant(now, zone);
        Optional<Instant> first = Optional.empty();
        for (var window : schedule.windows()) {
            var began = beganOn(window, local, calendar).map(day -> day.atTime(window.from()));
            var at = began.map(time -> time.atZone(zone).toInstant());
            if (at.isPresent() && first.filter(other -> !at.get().isBefore(other)).isEmpty()) {
                first = at;
            }
        }
        return first;
    }

    /// The day on which the window began that is open now; of several the one that stands first.
    static Optional<LocalDate> beganOn(
            Schedule schedule, Optional<Calendar> calendar, Instant now, ZoneId zone) {
        var local = LocalDateTime.ofInstant(now, zone);
        return schedule.windows().stream()
                .flatMap(window -> beganOn(window, local, calendar).stream())
                .findFirst();
    }

    /// The day on which the window began that is open now.
    private static Optional<LocalDate> beganOn(
            Schedule.Window window, LocalDateTime now, Optional<Calendar> calendar) {
        var today = now.toLocalDate();
        var time = now.toLocalTime();
        boolean overnight = !window.until().isAfter(window.from());
        boolean beforeEnd = time.isBefore(window.until());
        if (overnight && beforeEnd && begins(window, today.minusDays(1), calendar) == Answer.OPEN) {
            return Optional.of(today.minusDays(1));
        }
        boolean begun = !time.isBefore(window.from()) && (overnight || beforeEnd);
        return begun && begins(window, today, calendar) == Answer.OPEN
                ? Optional.of(today)
                : Optional.empty();
    }

    /// Whether the window begins on that date.
    private static Answer begins(
            Schedule.Window window, LocalDate date, Optional<Calendar> calendar) {
        var day = date.getDayOfWeek();
        if (calendar.filter(days -> days.workdays().contains(date)).isPresent()) {
            boolean workday =
                    window.days().contains(day)
                            || window.days().stream()
                                    .anyMatch(named -> named.compareTo(DayOfWeek.FRIDAY) <= 0);
            return workday ? Answer.OPEN : Answer.CLOSED;
        }
        if (!window.days().contains(day)) {
            return Answer.CLOSED;
        }
        return calendar.filter(days -> days.holidays().contains(date)).isPresent()
                ? Answer.HOLIDAY
                : Answer.OPEN;
    }
}
