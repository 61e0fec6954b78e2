package onecard.access;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/// Weekly windows in site time.
public record Schedule(String name, List<Window> windows) {

    public Schedule {
        windows = List.copyOf(windows);
    }

    /// From `from`, included, to `until`, excluded, beginning on each of `days`; where `until` is
    /// not after `from` it runs past midnight into the next day.
    public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
        public Window {
            days = Set.copyOf(days);
            if (days.isEmpty()) {
                throw new IllegalArgumentException("a window needs a day");
            }
        }
    }
}
