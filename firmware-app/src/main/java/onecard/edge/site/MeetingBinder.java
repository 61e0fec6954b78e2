package onecard.edge.site;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import onecard.attendance.AttendanceTerms;
import onecard.attendance.Attending;
import onecard.attendance.Meetings;
import onecard.attendance.Meetings.When;
import onecard.attendance.WalkIn;
import onecard.point.meeting.DeskProfile;
import onecard.site.SiteDesk;

/// Binds what only a desk has.
record MeetingBinder(Settings point, Times times, String device) {

    PointBinder.Kind bind() {
        var attending =
                new Attending(
                        device,
                        new Meetings(
                                meetings(),
                                point.find("calendar").map(times.calendars()::get),
                                times.zone(),
                                terms()),
                        point.find("roster"),
                        Set.copyOf(point.items("with")));
        return new PointBinder.Kind(
                new DeskProfile(attending),
                new SiteDesk(point.find("display"), point.find("printer")));
    }

    private Map<String, When> meetings() {
        var meetings = new HashMap<String, When>();
        point.entries("meetings").forEach((name, meeting) -> meetings.put(name, when(meeting)));
        return meetings;
    }

    private When when(Settings meeting) {
        return meeting.find("schedule")
                .<When>map(
                        name ->
                                new When.Regularly(
                                        Objects.requireNonNull(times.schedules().get(name))))
                .orElseGet(() -> new When.Once(at(meeting, "start"), at(meeting, "end")));
    }

    private Instant at(Settings meeting, String key) {
        return time(meeting, key).orElseThrow().atZone(times.zone()).toInstant();
    }

    /// Empty if no calendar has that day.
    static Optional<LocalDateTime> time(Settings meeting, String key) {
        try {
            return Optional.of(LocalDateTime.parse(meeting.text(key).replace(' ', 'T')));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private AttendanceTerms terms() {
        return new AttendanceTerms(
                minutes("open_before_min"),
                minutes("grace_min"),
                minutes("very_late_min"),
                point.is("very_late", "refuse"),
                WalkIn.valueOf(point.text("walk_in").toUpperCase(Locale.ROOT)),
                point.flag("sign_out"),
                minutes("early_leave_min"),
                minutes("close_after_min"));
    }

    private Duration minutes(String key) {
        return Duration.ofMinutes(point.whole(key));
    }
}
