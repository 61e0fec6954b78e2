package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;
import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.NOT_WITH;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.SALE_BEYOND;
import static onecard.edge.words.Message.VALVE_LEFT_OPEN;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Terms;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.canteen.ByMeter;
import onecard.point.canteen.MeteringProfile;
import onecard.site.SiteTill;

/// A till that people draw water at, as the site file says it.
final class MeterKeys {

    private static final String MODE = "mode: meter";

    private MeterKeys() {}

    /// Whether people draw there.
    static boolean is(Settings point) {
        return point.is("mode", "meter");
    }

    static PointBinder.Kind kind(Settings point, Terms terms, SiteTill till) {
        var meter =
                new ByMeter(
                        new Draw(
                                fen(point, "cubic_metre_fen"),
                                (int) point.whole("pulses_per_litre")),
                        fen(point, "draw_least_fen"),
                        fen(point, "draw_most_fen"),
                        fen(point, "reading_fen"),
                        Duration.ofSeconds(point.whole("idle_s")),
                        Duration.ofSeconds(point.whole("draw_max_s")));
        return new PointBinder.Kind(
                Map.of(Output.VALVE, point.text("valve")),
                Map.of(point.text("meter"), new Role.Sensing(Sensor.METER)),
                new MeteringProfile(meter, terms),
                Optional.of(till),
                Optional.empty());
    }

    private static Fen fen(Settings point, String key) {
        return new Fen(point.whole(key));
    }

    static void check(Settings point, Known known, Problems problems) {
        if (!is(point)) {
            for (var key : MeterShape.KEYS) {
                if (point.at(key.name()).isPresent()) {
                    problems.add(
                            point, key.name(), "without_effect", key.name(), ONLY_WITH.with(MODE));
                }
            }
            return;
        }
        for (var key :
                List.of(
                        "keypad",
                        "operators",
                        "prices",
                        "discounts",
                        "repeat_within_s",
                        "repeats")) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "without_effect", key, NOT_WITH.with(MODE));
            }
        }
        if (!point.is("payment", "accounts")) {
            problems.add(point, "payment", "no_accounts", NOT_WITH.with(MODE));
        }
        known.of(Thing.RELAY).required(point, "valve");
        known.of(Thing.CONTACT).required(point, "meter");
        for (var key : List.of("pulses_per_litre", "cubic_metre_fen", "draw_most_fen")) {
            if (point.at(key).isEmpty()) {
                problems.add(point, key, "required", "nothing", ADD_KEY.with(key, "500"));
            }
        }
        valve(point, known, problems);
        amounts(point, problems);
    }

    /// Water that nobody measures runs for nobody's money.
    private static void valve(Settings point, Known known, Problems problems) {
        var relay = point.find("valve").map(known.board().relays()::get);
        if (relay.filter(it -> it.rest().energised() || it.holdAtHang()).isPresent()) {
            problems.add(point, "valve", "unsafe", VALVE_LEFT_OPEN.with(point.text("valve")));
        }
    }

    private static void amounts(Settings point, Problems problems) {
        if (point.at("draw_most_fen").isPresent()) {
            long most = point.whole("draw_most_fen");
            if (most > point.whole("sale_max_fen")) {
                problems.add(
                        point, "draw_most_fen", "beyond_limit", SALE_BEYOND.with("sale_max_fen"));
            }
            if (point.whole("draw_least_fen") > most) {
                problems.add(
                        point, "draw_least_fen", "beyond_limit", SALE_BEYOND.with("draw_most_fen"));
            }
        }
        if (point.whole("draw_max_s") < point.whole("idle_s")) {
            problems.add(point, "draw_max_s", "beyond_limit", SALE_BEYOND.with("idle_s"));
        }
    }

    /// Of a contact that is counted nobody else hears the level.
    ///
    /// @param keys that name a contact
    static void alone(Settings point, Settings other, List<String> keys, Problems problems) {
        var meter = point.find("meter");
        boolean taken =
                meter.isPresent()
                        && Stream.of(other, other.section("in"), other.section("out"))
                                .anyMatch(
                                        section ->
                                                keys.stream()
                                                        .map(section::find)
                                                        .anyMatch(meter::equals));
        if (taken) {
            problems.add(
                    point, "meter", "two_points_on_one_line", DEVICE_TAKEN.with(other.text("id")));
        }
    }
}
