package onecard.edge.site;

import java.util.List;
import java.util.Optional;
import onecard.access.Calendar;
import onecard.access.Hours;
import onecard.point.PostureHours;

/// Binds what orders one point by time, whatever its kind.
record HoursBinder(Settings point, Times times) {

    private static final String FREE = "free_schedule";
    private static final String LOCKDOWN = "lockdown_schedule";
    private static final String DISABLED = "disabled_schedule";

    /// Each names a schedule.
    static final List<String> KEYS = List.of(FREE, LOCKDOWN, DISABLED);

    /// A holiday takes hours away from what opens, and ends nothing that shuts.
    PostureHours bind() {
        return new PostureHours(
                hours(FREE, point.find("calendar").map(times.calendars()::get)),
                hours(LOCKDOWN, Optional.empty()),
                hours(DISABLED, Optional.empty()));
    }

    private Optional<Hours> hours(String key, Optional<Calendar> calendar) {
        return point.find(key)
                .map(times.schedules()::get)
                .map(schedule -> new Hours(schedule, calendar, times.zone()));
    }
}
