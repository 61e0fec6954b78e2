package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.ONLY_WITH;

import java.util.List;
import java.util.stream.Stream;

/// What must hold at a till that hands out what was ordered ahead, and of those keys at any other.
record PickingRules(Known known, Problems problems) {

    private static final String MODE = "mode: pickup";

    void check(Settings point) {
        if (!point.is("mode", "pickup")) {
            for (var key : List.of("orders", "canteen", "early_min", "late_min", "unleased")) {
                if (point.at(key).isPresent()) {
                    problems.add(point, key, "without_effect", key, ONLY_WITH.with(MODE));
                }
            }
            return;
        }
        orders(point);
        if (point.at("canteen").isEmpty()) {
            problems.add(
                    point, "canteen", "required", "nothing", ADD_KEY.with("canteen", "canteen-1"));
        }
    }

    /// They say what was ordered, and not who may come in or has money.
    private void orders(Settings point) {
        if (point.find("orders").isEmpty()) {
            problems.required(point, "orders");
            return;
        }
        var list = point.text("orders");
        boolean taken =
                Stream.concat(
                                point.items("lists").stream(),
                                Stream.concat(
                                        point.find("accounts").stream(),
                                        point.section("operators").items("lists").stream()))
                        .anyMatch(list::equals);
        if (!known.of(Thing.LIST).known().contains(list)) {
            known.of(Thing.LIST).optional(point, "orders");
        } else if (taken) {
            problems.add(point, "orders", "two_roles", NAME_ANOTHER.with());
        }
    }
}
