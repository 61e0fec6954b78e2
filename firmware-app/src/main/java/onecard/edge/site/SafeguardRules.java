package onecard.edge.site;

import static onecard.edge.words.Message.DOORS_ONLY;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.NO_WAY_OUT;
import static onecard.edge.words.Message.ONE_PASS;
import static onecard.edge.words.Message.ONLY_WITH;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.edge.words.Message;

/// What must hold of what points demand besides a right to pass: nothing shuts people out for ever,
/// and nothing is asked for that nobody can give.
record SafeguardRules(Known known, Areas areas, Problems problems) {

    /// Points that lead nowhere, and what is said of what only passing gives a meaning.
    private static final Map<String, Message> NOWHERE =
            Map.of("canteen", Message.NOT_AT_A_TILL, "meeting", Message.NOT_AT_A_DESK);

    private static final List<String> PASSING =
            List.of("two_person", "first_person", "escort", "area", "from_area");

    void check(Settings point) {
        Optional.ofNullable(NOWHERE.get(point.text("profile")))
                .ifPresentOrElse(why -> nowhere(point, why), () -> passing(point));
        factor(point);
        passes(point);
        HouseKeys.check(point, known, problems);
    }

    private void nowhere(Settings point, Message why) {
        for (var key : PASSING) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "unsupported", key, why.with());
            }
        }
    }

    private void passing(Settings point) {
        area(point);
        two(point);
    }

    private void area(Settings point) {
        known.of(Thing.AREA).optional(point, "area");
        known.of(Thing.AREA).optional(point, "from_area");
        var from = point.find("from_area");
        if (from.isPresent() && point.find("area").isEmpty()) {
            problems.add(point, "from_area", "without_effect", ONLY_WITH.with("area"));
        } else if (from.isPresent() && from.equals(point.find("area"))) {
            problems.add(point, "from_area", "same_area", NAME_ANOTHER.with());
        }
    }

    private void factor(Settings point) {
        known.of(Thing.SCHEDULE).optional(point, "second_factor_schedule");
        if (point.at("second_factor").isPresent()) {
            return; // LookRules looks at those
        }
        if (point.text("least").equals("A4")) {
            problems.add(point, "least", "no_second_factor", ONLY_WITH.with("second_factor"));
        }
        for (var key :
                List.of("second_factor_groups", "second_factor_schedule", "second_factor_ms")) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "without_effect", ONLY_WITH.with("second_factor"));
            }
        }
    }

    /// A lane lets one pass after the other: it cannot let in two together, or neither.
    private void two(Settings point) {
        boolean lane = point.text("profile").equals("turnstile");
        if (point.at("two_person").isPresent() && lane) {
            problems.add(point, "two_person", "one_at_a_time", DOORS_ONLY.with());
        }
    }

    /// Where persons are counted, a card tapped twice brings nobody along.
    private void passes(Settings point) {
        var several = point.find("passes").filter(passes -> !passes.equals("1"));
        if (several.isPresent() && point.find("area").isPresent()) {
            problems.add(point, "passes", "not_counted", ONE_PASS.with());
        }
    }

    /// An area that holds its people back, and that nobody is ever seen to leave.
    void check(Settings site, List<Settings> points) {
        if (points.stream().anyMatch(this::misspellsArea)) {
            return; // said already, and perhaps that is the way out
        }
        var sections = site.entries("areas");
        areas.byName().values().stream()
                .filter(area -> holdsBack(area) && !isLeft(area.name(), points))
                .map(area -> Objects.requireNonNull(sections.get(area.name())))
                .forEach(
                        area ->
                                problems.add(
                                        area,
                                        area.at("passback").isPresent() ? "passback" : "occupancy",
                                        "no_way_out",
                                        NO_WAY_OUT.with()));
    }

    private boolean misspellsArea(Settings point) {
        return Stream.of("area", "from_area")
                .flatMap(key -> point.find(key).stream())
                .anyMatch(name -> !known.of(Thing.AREA).known().contains(name));
    }

    private static boolean holdsBack(Area area) {
        boolean hard = area.passback().filter(AntiPassback.Hard.class::isInstance).isPresent();
        return area.reset().isEmpty() && (hard || area.occupancy().isPresent());
    }

    private static boolean isLeft(String area, List<Settings> points) {
        return points.stream()
                .anyMatch(
                        point ->
                                point.text("from_area").equals(area)
                                        || point.text("area").equals(area)
                                                && !new Side(point.section("out"))
                                                        .devices()
                                                        .isEmpty());
    }
}
