package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Schedules against a slow reference that paints whole days, minute by minute over two years.
class SchedulesTest {

    private static final Schedule SCHEDULE =
            new Schedule(
                    "shifts",
                    List.of(
                            new Schedule.Window(
                                    Set.of(
                                            DayOfWeek.MONDAY,
                                            DayOfWeek.TUESDAY,
                                            DayOfWeek.WEDNESDAY,
                                            DayOfWeek.THURSDAY,
                                            DayOfWeek.FRIDAY),
                                    LocalTime.of(7, 30),
                                    LocalTime.of(19, 0)),
                            new Schedule.Window(
                                    Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                                    LocalTime.of(22, 0),
                                    LocalTime.of(6, 0))));

    private static final Calendar CALENDAR =
            new Calendar(
                    "cn",
                    Set.of(
                            LocalDate.of(2026, 10, 1),
                            LocalDate.of(2026, 10, 2),
                            LocalDate.of(2027, 1, 1)),
                    Set.of(LocalDate.of(2026, 10, 10), LocalDate.of(2027, 2, 14)));

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/New_York"})
    void everyMinuteOfTwoYearsIsAsTheReferenceSays(String name) {
        var zone = ZoneId.of(name);
        var minute = Instant.parse("2026-01-01T00:00:00Z");
        var end = Instant.parse("2028-01-01T00:00:00Z");
        while (minute.isBefore(end)) {
            var expected = reference(minute.atZone(zone));
            var actual = Schedules.at(SCHEDULE, Optional.of(CALENDAR), minute, zone);
            var at = minute;
            assertEquals(
                    expected, actual == Schedules.Answer.OPEN, () -> at.atZone(zone).toString());
            minute = minute.plus(Duration.ofMinutes(1));
        }
    }

    /// By wall-clock minutes since the day a window began; nothing shared with the real thing.
    private static boolean reference(ZonedDateTime now) {
        int minutes = now.getHour() * 60 + now.getMinute();
        var today = now.toLocalDate();
        boolean office = works(today) && minutes >= 450 && minutes < 1_140;
        boolean lateToday = night(today) && minutes >= 1_320;
        boolean earlyAfter = night(today.minusDays(1)) && minutes < 360;
        return office || lateToday || earlyAfter;
    }

    private static boolean works(LocalDate date) {
        if (CALENDAR.workdays().contains(date)) {
            return true;
        }
        return date.getDayOfWeek().getValue() <= 5 && !CALENDAR.holidays().contains(date);
    }

    private static boolean night(LocalDate date) {
        if (CALENDAR.workdays().contains(date)) {
            return true;
        }
        int day = date.getDayOfWeek().getValue();
        return (day == 5 || day == 6) && !CALENDAR.holidays().contains(date);
    }
}
