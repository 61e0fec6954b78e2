package onecard.money;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.Calendar;
import onecard.access.Schedule;
import onecard.access.Schedule.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MealsTest {

    private static final Set<DayOfWeek> WEEK = EnumSet.range(MONDAY, FRIDAY);
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Calendar CN =
            new Calendar(
                    "cn",
                    Set.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 5, 1)),
                    Set.of(LocalDate.of(2026, 10, 10), LocalDate.of(2026, 2, 15)));
    private static final List<Meal> FIVE =
            List.of(
                    meal("breakfast", window(WEEK, "06:30", "08:30")),
                    meal("lunch", window(ALL, "11:00", "13:00")),
                    meal("tea", window(Set.of(WEDNESDAY), "15:00", "15:30")),
                    meal(
                            "dinner",
                            window(WEEK, "17:00", "19:30"),
                            window(Set.of(SUNDAY), "18:00", "19:00")),
                    meal("supper", window(WEEK, "22:00", "02:00")));

    /// Minute by minute what a table says that was written out day by day.
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/St_Johns"})
    void aYearIsWhatTheTableSays(String zone) {
        var meals = new Meals(FIVE, Optional.of(CN), ZoneId.of(zone));
        var table = table(LocalDate.of(2025, 12, 31), LocalDate.of(2027, 1, 1));
        var end = LocalDate.of(2027, 1, 1).atStartOfDay(meals.zone()).toInstant();
        int served = 0;
        for (var at = LocalDate.of(2026, 1, 1).atStartOfDay(meals.zone()).toInstant();
                at.isBefore(end);
                at = at.plus(Duration.ofMinutes(1))) {
            var shown = LocalDateTime.ofInstant(at, meals.zone());
            var serving = meals.at(at);
            assertEquals(Optional.ofNullable(table.get(shown)), serving, shown::toString);
            served += serving.isPresent() ? 1 : 0;
        }
        assertTrue(served > 100_000, "minutes: " + served);
    }

    private static Map<LocalDateTime, Serving> table(LocalDate from, LocalDate until) {
        var table = new HashMap<LocalDateTime, Serving>();
        from.datesUntil(until)
                .forEach(
                        date ->
                                FIVE.forEach(
                                        meal ->
                                                meal.windows().windows().stream()
                                                        .filter(it -> isServed(it, date))
                                                        .forEach(
                                                                it ->
                                                                        fill(
                                                                                table, meal, it,
                                                                                date))));
        return table;
    }

    private static boolean isServed(Window window, LocalDate date) {
        if (CN.workdays().contains(date)) {
            return window.days().stream().anyMatch(WEEK::contains)
                    || window.days().contains(date.getDayOfWeek());
        }
        return window.days().contains(date.getDayOfWeek()) && !CN.holidays().contains(date);
    }

    private static void fill(
            Map<LocalDateTime, Serving> table, Meal meal, Window window, LocalDate date) {
        var end = date.atTime(window.until());
        if (!end.isAfter(date.atTime(window.from()))) {
            end = end.plusDays(1);
        }
        for (var at = date.atTime(window.from()); at.isBefore(end); at = at.plusMinutes(1)) {
            table.put(at, new Serving(meal.id(), date));
        }
    }

    @Test
    void twoAtOnceAreRefused() {
        var late = meal("late", window(Set.of(FRIDAY), "23:00", "07:00"));
        var early = meal("early", window(Set.of(SATURDAY), "06:30", "08:00"));
        assertEquals(Optional.of(new Meals.Clash(late, early)), Meals.clash(List.of(late, early)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Meals(List.of(late, early), Optional.empty(), ZoneOffset.UTC));

        var next = meal("next", window(Set.of(SATURDAY), "07:00", "08:00"));
        assertEquals(Optional.empty(), Meals.clash(List.of(late, next)));
    }

    /// They would be served at once on a Saturday that makes up for a holiday.
    @Test
    void weekdaysThatAMakeUpDayBringsTogetherClash() {
        var monday = meal("noodles", window(Set.of(MONDAY), "11:00", "13:00"));
        var tuesday = meal("rice", window(Set.of(TUESDAY, THURSDAY), "12:00", "14:00"));
        assertTrue(Meals.clash(List.of(monday, tuesday)).isPresent());
    }

    /// Random pairs, beside every half hour of weeks with each sort of weekend.
    @Test
    void aClashIsTwoMealsAtOneTime() {
        var random = new Random(3);
        int clashes = 0;
        for (int round = 0; round < 400; round++) {
            var pair = List.of(random("one", random), random("other", random));
            boolean clash = Meals.clash(pair).isPresent();
            assertEquals(servedAtOnce(pair), clash, pair::toString);
            clashes += clash ? 1 : 0;
        }
        assertTrue(clashes > 40 && clashes < 360, clashes + " of 400");
    }

    private static boolean servedAtOnce(List<Meal> pair) {
        var monday = LocalDate.of(2026, 3, 2);
        var first =
                Optional.of(
                        new Calendar(
                                "weekends",
                                Set.of(),
                                Set.of(
                                        monday.plusDays(5),
                                        monday.plusDays(6),
                                        monday.plusDays(12),
                                        monday.plusDays(20))));
        var one = new Meals(pair.subList(0, 1), first, ZoneOffset.UTC);
        var other = new Meals(pair.subList(1, 2), first, ZoneOffset.UTC);
        var start = monday.atStartOfDay(ZoneOffset.UTC).toInstant();
        for (int half = 0; half < 5 * 7 * 48; half++) {
            var at = start.plus(Duration.ofMinutes(30L * half));
            if (one.at(at).isPresent() && other.at(at).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Meal random(String id, Random random) {
        var days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
        if (random.nextBoolean()) {
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
        }
        var from = LocalTime.MIDNIGHT.plusMinutes(30L * random.nextInt(48));
        return meal(id, new Window(days, from, from.plusMinutes(30L * (1 + random.nextInt(20)))));
    }

    private static Meal meal(String id, Window... windows) {
        return new Meal(id, new Schedule(id, List.of(windows)));
    }

    private static Window window(Set<DayOfWeek> days, String from, String until) {
        return new Window(days, LocalTime.parse(from), LocalTime.parse(until));
    }
}
