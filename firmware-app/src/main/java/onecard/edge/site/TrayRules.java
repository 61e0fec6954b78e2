package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.ONLY_WITH;

import java.util.HashMap;
import java.util.List;

/// What must hold at a till whose plates lie on an antenna, and of those keys at any other: each
/// tag is of one dish.
record TrayRules(Known known, Problems problems) {

    private static final String MODE = "mode: tray";

    void check(Settings point) {
        if (point.is("mode", "tray")) {
            known.of(Thing.TRAY).required(point, "tray");
            tags(point);
            return;
        }
        boolean weighs = point.is("mode", "weigh"); // a tray that is taken away ends it
        known.of(Thing.TRAY).optional(point, "tray");
        for (var key : List.of("tray", "plate_spent_min")) {
            if (point.at(key).isPresent() && !(weighs && key.equals("tray"))) {
                problems.add(point, key, "without_effect", key, ONLY_WITH.with(MODE));
            }
        }
        for (var dish : point.sections("dishes")) {
            if (dish.at("tags").isPresent()) {
                problems.add(dish, "tags", "without_effect", "tags", ONLY_WITH.with(MODE));
            }
        }
    }

    private void tags(Settings point) {
        var dishes = new HashMap<String, String>();
        for (var dish : point.sections("dishes")) {
            for (var tag : dish.items("tags")) {
                var other = dishes.putIfAbsent(tag, dish.path());
                if (other != null) {
                    problems.add(dish, "tags", "duplicate_tag", tag, DEVICE_TAKEN.with(other));
                }
            }
        }
        if (dishes.isEmpty() && !point.sections("dishes").isEmpty()) {
            var dish = point.sections("dishes").getFirst();
            problems.add(point, "dishes", "required", "nothing", dish.wanted("tags"));
        }
    }
}
