package onecard.edge.site;

import static onecard.edge.words.Message.NOT_WITH;

import java.util.List;
import onecard.access.HouseRules;

/// What a house wants of those whom a point lets in, as the site file says it.
final class HouseKeys {

    /// What nobody can be asked, told or counted by who is not known.
    private static final List<String> BY_NAME =
            List.of(
                    "area",
                    "from_area",
                    "first_person",
                    "two_person",
                    "escort",
                    "second_factor",
                    "duress_groups",
                    "visitors");

    private HouseKeys() {}

    static HouseRules of(Settings point, Times times) {
        return new HouseRules(
                point.flag("anonymous"), point.find("late_schedule").map(times.schedules()::get));
    }

    static void check(Settings point, Known known, Problems problems) {
        known.of(Thing.SCHEDULE).optional(point, "late_schedule");
        if (!point.flag("anonymous")) {
            return;
        }
        for (var key : BY_NAME) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "not_anonymous", key, NOT_WITH.with("anonymous: true"));
            }
        }
    }
}
