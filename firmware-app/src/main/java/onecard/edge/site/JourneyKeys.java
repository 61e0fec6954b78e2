package onecard.edge.site;

import static onecard.edge.words.Message.FARES_IN_ORDER;
import static onecard.edge.words.Message.NOT_WITH;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.SALE_BEYOND;

import java.time.Duration;
import java.util.List;
import onecard.money.Fares;
import onecard.money.Fen;
import onecard.money.Riding;
import onecard.point.canteen.Mode;

/// A till that takes people along, as the site file says it.
final class JourneyKeys {

    private JourneyKeys() {}

    /// Whether people pay for journeys there.
    static boolean is(Settings point) {
        return point.is("mode", "journey");
    }

    static Mode.Journey mode(Settings point) {
        var steps =
                point.sections("fares").stream()
                        .map(
                                fare ->
                                        new Fares.Step(
                                                (int) fare.whole("stages"),
                                                new Fen(fare.whole("price_fen"))))
                        .toList();
        var riding =
                new Riding(
                        new Fares(steps),
                        Duration.ofMinutes(point.whole("journey_max_min")),
                        Duration.ofSeconds(point.whole("again_s")));
        return new Mode.Journey(riding, (int) point.whole("stage"));
    }

    static void check(Settings point, Problems problems) {
        if (!is(point)) {
            for (var key : List.of("fares", "stage", "journey_max_min", "again_s")) {
                if (point.at(key).isPresent()) {
                    problems.add(
                            point, key, "without_effect", key, ONLY_WITH.with("mode: journey"));
                }
            }
            return;
        }
        for (var key : List.of("operators", "prices", "repeat_within_s", "repeats")) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "without_effect", key, NOT_WITH.with("mode: journey"));
            }
        }
        if (!point.is("payment", "accounts")) {
            problems.add(point, "payment", "no_accounts", NOT_WITH.with("mode: journey"));
        }
        fares(point, problems);
    }

    private static void fares(Settings point, Problems problems) {
        var fares = point.sections("fares");
        if (fares.isEmpty()) {
            problems.required(point, "fares");
        }
        for (int i = 0; i < fares.size(); i++) {
            var fare = fares.get(i);
            if (fare.whole("price_fen") > point.whole("sale_max_fen")) {
                problems.add(fare, "price_fen", "beyond_limit", SALE_BEYOND.with("sale_max_fen"));
            }
            for (var key : List.of("stages", "price_fen")) {
                if (i > 0 && fare.whole(key) <= fares.get(i - 1).whole(key)) {
                    problems.add(fare, key, "out_of_order", FARES_IN_ORDER.with());
                }
            }
        }
    }
}
