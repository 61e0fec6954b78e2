package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Schedule.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When hours change, to the nanosecond, over holidays and clocks that are set forward and back.
class HoursTest {

    private static final Set<DayOfWeek> WORKING = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    @Test
    void officeHoursOverAWeekendAndAHoliday() {
        var hours =
                new Hours(
                        new Schedule("office", List.of(window(WORKING, "07:30", "19:00"))),
                        Optional.of(
                                new Calendar(
                                        "cn",
                                        Set.of(LocalDate.parse("2026-10-01")),
                                        Set.of(LocalDate.parse("2026-10-10")))),
                        ZoneId.of("Asia/Shanghai"));

        assertEquals(
                List.of(
                        "2026-09-30T11:00:00Z", // Wednesday, until the holiday
                        "2026-10-01T23:30:00Z", // Friday
                        "2026-10-02T11:00:00Z",
                        "2026-10-04T23:30:00Z"), // Monday
                changes(hours, "2026-09-30T04:00:00Z", 4));
        assertEquals(
                List.of("2026-10-09T23:30:00Z", "2026-10-10T11:00:00Z"), // a Saturday made up
                changes(hours, "2026-10-09T12:00:00Z", 2));
    }

    /// Berlin sets its clocks from 02:00 to 03:00, and in October from 03:00 to 02:00.
    @Test
    void aWindowInTheHourThatIsSkippedOrComesTwice() {
        var berlin = ZoneId.of("Europe/Berlin");
        var early =
                new Hours(
                        new Schedule("early", List.of(window(DAILY, "02:30", "04:00"))),
                        Optional.empty(),
                        berlin);

        assertEquals(
                List.of("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"), // 03:00 to 04:00
                changes(early, "2026-03-28T12:00:00Z", 2));
        assertEquals(
                List.of(
                        "2026-10-25T00:30:00Z", // 02:30, before it is set back
                        "2026-10-25T01:00:00Z", // 02:00 again
                        "2026-10-25T01:30:00Z", // 02:30 again
                        "2026-10-25T03:00:00Z"),
                changes(early, "2026-10-24T12:00:00Z", 4));
    }

    @Test
    void whatNeverChangesIsLookedAtAgain() {
        var now = Instant.parse("2026-11-24T01:00:00Z");
        for (var windows : List.of(List.<Window>of(), List.of(window(DAILY, "00:00", "00:00")))) {
            var hours = new Hours(new Schedule("all", windows), Optional.empty(), ZoneId.of("UTC"));
            assertEquals(now.plus(Hours.AHEAD), hours.next(now));
        }
    }

    /// A slow reference looks every minute of two years.
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/Havana"})
    void theyChangeWhereALookEveryMinuteFindsThem(String zone) {
        long seed = 20_261_124;
        var random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            var hours = random(random, ZoneId.of(zone));
            var at = Instant.parse("2026-01-01T00:00:00Z");
            var end = Instant.parse("2028-01-01T00:00:00Z");
            var next = hours.next(at);
            boolean open = hours.open(at);
            while (at.isBefore(end)) {
                at = at.plusSeconds(60);
                if (at.equals(next)) {
                    open = hours.open(at);
                    next = hours.next(at);
                }
                var where = at;
                assertEquals(
                        open, hours.open(at), () -> "seed " + seed + ": " + where + " " + hours);
                assertTrue(next.isAfter(at), () -> "seed " + seed + ": " + where + " " + hours);
            }
        }
    }

    private static Hours random(Random random, ZoneId zone) {
        var windows =
                Stream.generate(
                                () ->
                                        new Window(
                                                EnumSet.of(
                                                        DayOfWeek.of(1 + random.nextInt(7)),
                                                        DayOfWeek.of(1 + random.nextInt(7))),
                                                time(random),
                                                time(random)))
                        .limit(1 + random.nextInt(4))
                        .toList();
        var first = LocalDate.parse("2026-01-01");
        var days = Stream.generate(() -> first.plusDays(random.nextInt(730)));
        var calendar =
                new Calendar(
                        "cn",
                        Set.copyOf(days.limit(20).toList()),
                        Set.of(first.plusDays(random.nextInt(730))));
        return new Hours(new Schedule("random", windows), Optional.of(calendar), zone);
    }

    private static LocalTime time(Random random) {
        return LocalTime.of(random.nextInt(24), 10 * random.nextInt(6));
    }

    private static List<String> changes(Hours hours, String from, int count) {
        return Stream.iterate(hours.next(Instant.parse(from)), hours::next)
                .limit(count)
                .map(Instant::toString)
                .toList();
    }

    private static Window window(Set<DayOfWeek> days, String from, String until) {
        return new Window(days, LocalTime.parse(from), LocalTime.parse(until));
    }

    @Test
    void aChangeIsWithinTheTimeLookedAhead() {
        var hours =
                new Hours(
                        new Schedule(
                                "weekly",
                                List.of(window(EnumSet.of(DayOfWeek.MONDAY), "08:00", "09:00"))),
                        Optional.empty(),
                        ZoneId.of("UTC"));
        var monday = Instant.parse("2026-11-23T09:00:00Z");
        assertEquals(
                Duration.ofDays(7).minusHours(1), Duration.between(monday, hours.next(monday)));
    }
}
