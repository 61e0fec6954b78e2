package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Schedules against a slow reference that paints whole days on one long strip, minute by minute
/// over two years (I51).
class SchedulesTest {

    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    private static final Set<DayOfWeek> WORKING =
            Set.of(
                    DayOfWeek.MONDAY,
                    DayOfWeek.TUESDAY,
                    DayOfWeek.WEDNESDAY,
                    DayOfWeek.THURSDAY,
                    DayOfWeek.FRIDAY);

    /// Office hours, a late shift over midnight, and a watch that ends when the next begins.
    private static final Schedule SCHEDULE =
            new Schedule(
                    "shifts",
                    List.of(
                            window(WORKING, "07:30", "19:00"),
                            window(Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), "22:00", "06:00"),
                            window(Set.of(DayOfWeek.SUNDAY), "12:00", "12:00")));

    /// As the State Council published them for 2025 and 2026.
    private static final Calendar CALENDAR =
            new Calendar(
                    "cn",
                    days(
                            """
                            2025-01-01..2025-01-01 2025-01-28..2025-02-04 2025-04-04..2025-04-06
                            2025-05-01..2025-05-05 2025-05-31..2025-06-02 2025-10-01..2025-10-08
                            2026-01-01..2026-01-03 2026-02-15..2026-02-23 2026-04-04..2026-04-06
                            2026-05-01..2026-05-05 2026-06-19..2026-06-21 2026-09-25..2026-09-27
                            2026-10-01..2026-10-07
                            """),
                    days(
                            """
                            2025-01-26..2025-01-26 2025-02-08..2025-02-08 2025-04-27..2025-04-27
                            2025-09-28..2025-09-28 2025-10-11..2025-10-11 2026-01-04..2026-01-04
                            2026-02-14..2026-02-14 2026-02-28..2026-02-28 2026-05-09..2026-05-09
                            2026-09-20..2026-09-20 2026-10-10..2026-10-10
                            """));

    /// Valid over a spring and an autumn change of clocks, from and until times nobody would paint.
    private static final Instant FROM = Instant.parse("2025-02-14T03:17:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-20T21:43:00Z");

    /// Walks through all times of the day within two weeks.
    private static final int SOME = 13;

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/New_York"})
    void twoYearsAreAsTheReferenceSays(String zone) {
        compare(ZoneId.of(zone), SOME);
        compareDecisions(ZoneId.of(zone), SOME);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/New_York"})
    void everyMinuteOfTwoYearsIsAsTheReferenceSays(String zone) {
        compare(ZoneId.of(zone), 1);
        compareDecisions(ZoneId.of(zone), 1);
    }

    private static void compare(ZoneId zone, int minutes) {
        var strip = new Strip();
        for (var at = BEGIN; at.isBefore(END); at = at.plus(minutes, ChronoUnit.MINUTES)) {
            int minute = strip.minute(LocalDateTime.ofInstant(at, zone));
            var expected = strip.answer(minute);
            if (expected != Schedules.at(SCHEDULE, Optional.of(CALENDAR), at, zone)) {
                assertEquals(
                        expected,
                        Schedules.at(SCHEDULE, Optional.of(CALENDAR), at, zone),
                        at.atZone(zone).toString());
            }
            var since = Schedules.openSince(SCHEDULE, Optional.of(CALENDAR), at, zone);
            if (!strip.since(minute, zone).equals(since)) {
                assertEquals(strip.since(minute, zone), since, at.atZone(zone).toString());
            }
        }
    }

    /// The whole decision over an entry that begins and ends.
    private static void compareDecisions(ZoneId zone, int minutes) {
        var strip = new Strip();
        var policy = policy(zone);
        var situation = new Situation("door-1", Direction.IN, Posture.NORMAL);
        var shown = shown();
        for (var at = BEGIN; at.isBefore(END); at = at.plus(minutes, ChronoUnit.MINUTES)) {
            var expected =
                    expected(at, strip.answer(strip.minute(LocalDateTime.ofInstant(at, zone))));
            var now = new Moment(new Mono(0), at, ClockTrust.SYNCED);
            var verdict = AccessRules.decide(policy, situation, shown, Memory.EMPTY, now);
            if (expected != why(verdict)) {
                assertEquals(expected, why(verdict), at.atZone(zone).toString());
            }
        }
    }

    private static Reason expected(Instant at, Schedules.Answer answer) {
        if (at.isBefore(FROM)) {
            return Reason.NOT_YET_VALID;
        }
        if (!at.isBefore(UNTIL)) {
            return Reason.EXPIRED;
        }
        return switch (answer) {
            case OPEN -> Reason.OK;
            case CLOSED -> Reason.SCHEDULE;
            case HOLIDAY -> Reason.HOLIDAY;
        };
    }

    private static Reason why(Verdict verdict) {
        return verdict instanceof Verdict.Refused(var why, _, _) ? why : Reason.OK;
    }

    private static Policy policy(ZoneId zone) {
        return new Policy(
                Set.of("staff"),
                Set.of(),
                Optional.of(SCHEDULE),
                Map.of(),
                Optional.of(CALENDAR),
                Assurance.A0,
                zone,
                Optional.empty(),
                Policy.Untimed.REFUSE,
                CardTerms.NONE,
                true);
    }

    private static Presentation shown() {
        var entry =
                new Entry(
                        new ListVersion("staff", 1, BEGIN, Optional.empty()),
                        new Token(1, 1),
                        Set.of(),
                        Optional.of(FROM),
                        Optional.of(UNTIL),
                        Optional.empty(),
                        false);
        return new Presentation.Known(
                Credential.of(CredentialKind.UID, new Token(2, 2), Assurance.A0),
                List.of(entry),
                List.of());
    }

    private static Schedule.Window window(Set<DayOfWeek> days, String from, String until) {
        return new Schedule.Window(days, LocalTime.parse(from), LocalTime.parse(until));
    }

    private static Set<LocalDate> days(String ranges) {
        return Arrays.stream(ranges.strip().split("\\s+"))
                .map(range -> range.split("\\.\\."))
                .flatMap(
                        range ->
                                LocalDate.parse(range[0])
                                        .datesUntil(LocalDate.parse(range[1]).plusDays(1)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// Local time as one strip of minutes, painted day by day; shares nothing with the real thing.
    private static final class Strip {

        private static final LocalDateTime FIRST = LocalDateTime.of(2024, 12, 29, 0, 0);
        private static final int LENGTH = (int) Duration.ofDays(737).toMinutes();
        private static final int NONE = Integer.MAX_VALUE;

        /// The minute at which the earliest window began that covers this one.
        private final int[] began = new int[LENGTH];

        /// Covered by a window that a holiday took away.
        private final boolean[] missed = new boolean[LENGTH];

        Strip() {
            Arrays.fill(began, NONE);
            for (int day = 0; day < LENGTH / 1_440; day++) {
                var date = FIRST.toLocalDate().plusDays(day);
                paint(day, 450, 1_140, weekday(date));
                paint(day, 1_320, 1_440 + 360, late(date));
                paint(day, 720, 1_440 + 720, sunday(date));
            }
        }

        private void paint(int day, int from, int until, boolean falls) {
            var date = FIRST.toLocalDate().plusDays(day);
            boolean works = CALENDAR.workdays().contains(date);
            boolean holiday = CALENDAR.holidays().contains(date) && !works;
            if (!falls) {
                return;
            }
            int start = day * 1_440 + from;
            for (int minute = start; minute < Math.min(LENGTH, day * 1_440 + until); minute++) {
                if (holiday) {
                    missed[minute] = true;
                } else {
                    began[minute] = Math.min(began[minute], start);
                }
            }
        }

        /// On a make-up workday whatever falls on working days does.
        private static boolean weekday(LocalDate date) {
            return date.getDayOfWeek().getValue() <= 5 || CALENDAR.workdays().contains(date);
        }

        private static boolean late(LocalDate date) {
            int day = date.getDayOfWeek().getValue();
            return day == 5 || day == 6 || CALENDAR.workdays().contains(date);
        }

        private static boolean sunday(LocalDate date) {
            return date.getDayOfWeek().getValue() == 7;
        }

        int minute(LocalDateTime local) {
            return (int) ChronoUnit.MINUTES.between(FIRST, local);
        }

        Schedules.Answer answer(int minute) {
            if (began[minute] != NONE) {
                return Schedules.Answer.OPEN;
            }
            return missed[minute] ? Schedules.Answer.HOLIDAY : Schedules.Answer.CLOSED;
        }

        Optional<Instant> since(int minute, ZoneId zone) {
            return began[minute] == NONE
                    ? Optional.empty()
                    : Optional.of(FIRST.plusMinutes(began[minute]).atZone(zone).toInstant());
        }
    }
}
