package onecard.edge.site;

import static onecard.edge.words.Message.ENDS_FIRST;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.STEPS_IN_ORDER;
import static onecard.edge.words.Message.WRITE_DATE;
import static onecard.edge.words.Message.WRITE_ONE_ONLY;

import java.time.Instant;
import java.util.List;

/// What must hold within one desk: there is something to sign in to, it ends after it begins, and
/// no key is without effect.
record MeetingRules(Known known, Times times, Problems problems) {

    void check(Settings point) {
        known.of(Thing.DISPLAY).optional(point, "display");
        known.of(Thing.PRINTER).optional(point, "printer");
        roster(point);
        meetings(point);
        if (point.whole("very_late_min") < point.whole("grace_min")) {
            problems.add(point, "very_late_min", "out_of_order", STEPS_IN_ORDER.with("grace_min"));
        }
        if (!point.flag("sign_out")) {
            without(point, "sign_out: true", "early_leave_min", "close_after_min");
        }
    }

    private void roster(Settings point) {
        var roster = point.find("roster");
        if (roster.isEmpty()) {
            without(point, "roster", "walk_in");
        } else if (!known.of(Thing.LIST).known().contains(roster.get())) {
            known.of(Thing.LIST).optional(point, "roster");
        } else if (point.items("lists").contains(roster.get())) {
            // A roster says who is expected, and not whose card it is.
            problems.add(point, "roster", "two_roles", NAME_ANOTHER.with());
        }
    }

    private void without(Settings point, String what, String... keys) {
        for (var key : keys) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "without_effect", ONLY_WITH.with(what));
            }
        }
    }

    private void meetings(Settings point) {
        var meetings = point.entries("meetings");
        if (meetings.isEmpty() && point.find("roster").isEmpty()) {
            problems.required(point, "meetings");
        }
        meetings.values().forEach(this::meeting);
    }

    private void meeting(Settings meeting) {
        boolean once = meeting.at("start").isPresent() || meeting.at("end").isPresent();
        if (once == meeting.at("schedule").isPresent()) {
            problems.add(
                    meeting.node(),
                    meeting.path(),
                    "one_only",
                    once ? "both" : "nothing",
                    WRITE_ONE_ONLY.with("start + end, schedule"));
            return;
        }
        if (!once) {
            known.of(Thing.SCHEDULE).required(meeting, "schedule");
            return;
        }
        boolean complete = true;
        for (var key : List.of("start", "end")) {
            if (meeting.at(key).isEmpty()) {
                problems.required(meeting, key);
                complete = false;
            } else if (MeetingBinder.time(meeting, key).isEmpty()) {
                problems.add(meeting, key, "date", WRITE_DATE.with());
                complete = false;
            }
        }
        if (complete && !at(meeting, "start").isBefore(at(meeting, "end"))) {
            problems.add(meeting, "end", "out_of_order", ENDS_FIRST.with());
        }
    }

    /// When that is there: an hour that a clock skips may make a start of it later than the end.
    private Instant at(Settings meeting, String key) {
        return MeetingBinder.time(meeting, key).orElseThrow().atZone(times.zone()).toInstant();
    }
}
