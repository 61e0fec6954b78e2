package onecard.access;

import java.time.LocalDate;
import java.util.Set;

/// Days that are not what their weekday says: holidays, and make-up workdays (调休) that count as a
/// working day although they fall on a weekend.
public record Calendar(String name, Set<LocalDate> holidays, Set<LocalDate> workdays) {

    public Calendar {
        holidays = Set.copyOf(holidays);
        workdays = Set.copyOf(workdays);
    }
}
