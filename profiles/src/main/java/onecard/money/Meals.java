package onecard.money;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onecard.access.Calendar;
import onecard.access.Hours;
import onecard.access.Schedule.Window;

/// The meals of a canteen, no two of which are served at once, in its zone.
///
/// @param calendar whose holidays have no meal, and whose make-up workdays have those of the week;
///     absent: each day is what its weekday says
public record Meals(List<Meal> meals, Optional<Calendar> calendar, ZoneId zone) {

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /// @param first the one that stands earlier in the list
    public record Clash(Meal first, Meal second) {}

    /// @throws IllegalArgumentException if two are served at once, or called alike: ask [#clash]
    ///     first
    public Meals {
        meals = List.copyOf(meals);
        if (meals.stream().map(Meal::id).distinct().count() < meals.size()) {
            throw new IllegalArgumentException("two meals are called alike: " + meals);
        }
        clash(meals)
                .ifPresent(
                        clash -> {
                            throw new IllegalArgumentException(clash.toString());
                        });
    }

    /// What is served then; empty between meals.
    public Optional<Serving> at(Instant now) {
        return meals.stream()
                .flatMap(
                        meal ->
                                new Hours(meal.windows(), calendar, zone)
                                                .beganOn(now)
                                                .map(date -> new Serving(meal.id(), date))
                                                .stream())
                .findFirst();
    }

    /// The business date then: that of the meal, between meals the day's.
    public LocalDate businessDate(Instant now) {
        return at(now).map(Serving::businessDate).orElseGet(() -> LocalDate.ofInstant(now, zone));
    }

    /// The first two that some day serves at once. On a make-up workday the windows of all of
    /// Monday to Friday apply, so those clash though no weekday has both.
    public static Optional<Clash> clash(List<Meal> meals) {
        return IntStream.range(0, meals.size())
                .boxed()
                .flatMap(
                        first ->
                                meals.subList(first + 1, meals.size()).stream()
                                        .map(second -> new Clash(meals.get(first), second)))
                .filter(pair -> overlap(pair.first(), pair.second()))
                .findFirst();
    }

    private static boolean overlap(Meal one, Meal other) {
        return windows(one).anyMatch(a -> windows(other).anyMatch(b -> overlap(a, b)));
    }

    private static Stream<Window> windows(Meal meal) {
        return meal.windows().windows().stream();
    }

    /// On one day, or where either runs past midnight into the other's day.
    private static boolean overlap(Window a, Window b) {
        return days(a).stream()
                .anyMatch(
                        day ->
                                IntStream.rangeClosed(-1, 1)
                                        .anyMatch(
                                                later ->
                                                        days(b).contains(day.plus(later))
                                                                && overlap(a, b, later)));
    }

    /// @param daysLater that `b` begins on than `a` does
    private static boolean overlap(Window a, Window b, int daysLater) {
        long from = nano(b.from(), daysLater);
        long until = nano(b.until(), daysLater + overnight(b));
        return nano(a.from(), 0) < until && from < nano(a.until(), overnight(a));
    }

    private static int overnight(Window window) {
        return window.until().isAfter(window.from()) ? 0 : 1;
    }

    private static long nano(LocalTime time, int day) {
        return time.toNanoOfDay() + Duration.ofDays(day).toNanos();
    }

    /// The weekdays on which it may begin, those of make-up work included.
    private static Set<DayOfWeek> days(Window window) {
        var days = EnumSet.copyOf(window.days());
        if (!WEEKEND.containsAll(days)) {
            days.addAll(WEEKEND);
        }
        return days;
    }
}
