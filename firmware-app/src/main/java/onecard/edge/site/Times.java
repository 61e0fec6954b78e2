package onecard.edge.site;

import static onecard.edge.words.Message.WRITE_DATE;
import static onecard.edge.words.Message.WRITE_TIMEZONE;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.access.Calendar;
import onecard.access.Schedule;
import org.snakeyaml.engine.v2.nodes.Node;

/// What a site says about time: its zone, and its schedules and calendars by name.
record Times(ZoneId zone, Map<String, Schedule> schedules, Map<String, Calendar> calendars) {

    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    static Times of(Settings site, Problems problems) {
        return new Times(zone(site, problems), schedules(site), calendars(site, problems));
    }

    private static ZoneId zone(Settings site, Problems problems) {
        try {
            return ZoneId.of(site.text("timezone"));
        } catch (DateTimeException _) {
            problems.add(site, "timezone", "timezone", WRITE_TIMEZONE.with());
            return ZoneId.of("UTC");
        }
    }

    private static Map<String, Schedule> schedules(Settings site) {
        var schedules = new HashMap<String, Schedule>();
        site.named("schedules")
                .forEach((name, windows) -> schedules.put(name, schedule(name, windows)));
        return schedules;
    }

    private static Schedule schedule(String name, Node windows) {
        return new Schedule(
                name,
                Nodes.items(windows).stream()
                        .map(node -> Settings.of("schedules." + name, node, TimesShape.WINDOW))
                        .map(Times::window)
                        .toList());
    }

    private static Schedule.Window window(Settings window) {
        var days = new HashSet<DayOfWeek>();
        window.items("days").forEach(day -> days.add(DayOfWeek.of(DAYS.indexOf(day) + 1)));
        return new Schedule.Window(
                days, LocalTime.parse(window.text("from")), LocalTime.parse(window.text("until")));
    }

    private static Map<String, Calendar> calendars(Settings site, Problems problems) {
        var calendars = new HashMap<String, Calendar>();
        site.entries("calendars")
                .forEach(
                        (name, calendar) ->
                                calendars.put(
                                        name,
                                        new Calendar(
                                                name,
                                                dates(calendar, "holidays", problems),
                                                dates(calendar, "workdays", problems))));
        return calendars;
    }

    private static Set<LocalDate> dates(Settings calendar, String key, Problems problems) {
        var dates = new HashSet<LocalDate>();
        calendar.eachItem(
                key,
                (text, place) -> {
                    try {
                        dates.add(LocalDate.parse(text));
                    } catch (DateTimeException _) {
                        problems.add(place, calendar.path(key), "date", text, WRITE_DATE.with());
                    }
                });
        return dates;
    }
}
