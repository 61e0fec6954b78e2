package onecard.money;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import onecard.maps.PersistentMap;

/// What each terminal has sold, kept as sums: they are asked for at every tap, and the books may be
/// long. As of what one person bought, what was taken back does not count, nor what is practice,
/// nor what was paid online.
///
/// @param days each by meal; of a day on which nothing stands there is none
record Turnover(PersistentMap<Day, Map<String, Tab.Sum>> days) {

    static final Turnover NONE = new Turnover(PersistentMap.empty());

    /// One terminal's business date.
    record Day(String point, LocalDate date) {}

    Tab.Sum at(String point, Serving serving) {
        return meals(new Day(point, serving.businessDate()))
                .getOrDefault(serving.meal(), Tab.Sum.NONE);
    }

    Tab.Sum on(String point, LocalDate businessDate) {
        return meals(new Day(point, businessDate)).values().stream()
                .reduce(Tab.Sum.NONE, Tab.Sum::and);
    }

    /// A line that was not counted yet.
    Turnover with(Line line) {
        return changed(line, before -> before.and(Tab.Sum.of(line)));
    }

    /// A line that was counted, as it was then.
    Turnover without(Line line) {
        return changed(line, before -> before.less(Tab.Sum.of(line)));
    }

    private Turnover changed(Line line, UnaryOperator<Tab.Sum> change) {
        var serving = line.sale().serving();
        var day = new Day(line.sale().id().point(), serving.businessDate());
        var meals = new HashMap<>(meals(day));
        var next = change.apply(meals.getOrDefault(serving.meal(), Tab.Sum.NONE));
        if (next.equals(Tab.Sum.NONE)) {
            meals.remove(serving.meal());
        } else {
            meals.put(serving.meal(), next);
        }
        return new Turnover(
                meals.isEmpty() ? days.without(day) : days.with(day, Map.copyOf(meals)));
    }

    private Map<String, Tab.Sum> meals(Day day) {
        return days.getOrDefault(day, Map.of());
    }
}
