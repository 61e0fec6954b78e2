package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;
import static onecard.edge.words.Message.NOBODY_SIGNS_IN;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.SALE_BEYOND;

import java.util.List;

/// What must hold at a till that sells by weight, and of those keys at any other.
record WeighingRules(Known known, Problems problems) {

    void check(Settings point) {
        if (!point.is("mode", "weigh")) {
            for (var key :
                    List.of("scale", "kilogram_fen", "item", "least_fen", "away_s", "longest_s")) {
                if (point.at(key).isPresent()) {
                    problems.add(point, key, "without_effect", key, ONLY_WITH.with("mode: weigh"));
                }
            }
            return;
        }
        if (point.at("operators").isPresent()) {
            problems.add(point, "operators", "unsupported", "operators", NOBODY_SIGNS_IN.with());
        }
        known.of(Thing.SCALE).required(point, "scale");
        if (point.at("kilogram_fen").isEmpty() && point.at("prices").isEmpty()) {
            problems.add(
                    point,
                    "kilogram_fen",
                    "required",
                    "nothing",
                    ADD_KEY.with("kilogram_fen", "4000"));
        }
        if (point.whole("least_fen") > point.whole("sale_max_fen")) {
            problems.add(point, "least_fen", "beyond_limit", SALE_BEYOND.with("sale_max_fen"));
        }
    }
}
