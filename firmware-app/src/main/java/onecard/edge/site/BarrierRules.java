package onecard.edge.site;

import static onecard.edge.words.Message.ARM_DRIVEN;
import static onecard.edge.words.Message.ARM_DROPS;
import static onecard.edge.words.Message.ARM_DROPS_IN_FIRE;
import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.ONE_VEHICLE;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.RELAY_SHORTER;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import onecard.site.Board;

/// What must hold within one barrier: nothing brings its arm down on a vehicle, and each movement
/// has a relay of its own.
record BarrierRules(Known known, Problems problems) {

    /// The keys that name a relay.
    private static final List<String> RELAYS = List.of("raise", "lower", "stop");

    void check(Settings point) {
        relays(point);
        if (point.is("drive", "hold")) {
            held(point);
        } else {
            pulsed(point);
        }
        loops(point);
        people(point);
        new PlateRules(known, problems).check(point);
    }

    private void relays(Settings point) {
        var taken = new HashMap<String, String>();
        for (var key : RELAYS) {
            known.of(Thing.RELAY).optional(point, key);
            point.find(key)
                    .map(name -> taken.putIfAbsent(name, key))
                    .ifPresent(
                            other ->
                                    problems.add(
                                            point,
                                            key,
                                            "two_roles_on_one_line",
                                            DEVICE_TAKEN.with(other)));
        }
    }

    /// It is up for as long as its relay is on, so nothing but an empty safety loop may drop that.
    private void held(Settings point) {
        for (var key : List.of("lower", "stop", "pulse_ms")) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "without_effect", ONLY_WITH.with("drive: pulse"));
            }
        }
        relay(point, "raise")
                .filter(relay -> !relay.holdAtHang())
                .ifPresent(
                        _ ->
                                problems.add(
                                        point,
                                        "raise",
                                        "unsafe",
                                        ARM_DROPS.with(point.text("raise"))));
        relay(point, "raise")
                .filter(relay -> point.at("fire").isPresent() && !relay.rest().energisedAtStop())
                .ifPresent(
                        _ ->
                                problems.add(
                                        point,
                                        "raise",
                                        "unsafe",
                                        ARM_DROPS_IN_FIRE.with(point.text("raise"))));
    }

    private void pulsed(Settings point) {
        for (var key : RELAYS) {
            relay(point, key)
                    .filter(relay -> point.whole("pulse_ms") > relay.maxOn().toMillis())
                    .ifPresent(
                            relay ->
                                    problems.add(
                                            point,
                                            "pulse_ms",
                                            "longer_than_max_on",
                                            RELAY_SHORTER.with(
                                                    point.text(key), relay.maxOn().toMillis())));
        }
        for (var key : RELAYS) {
            relay(point, key)
                    .filter(relay -> relay.rest().energised())
                    .ifPresent(
                            _ ->
                                    problems.add(
                                            point,
                                            key,
                                            "unsafe",
                                            ARM_DRIVEN.with(point.text(key))));
        }
    }

    private Optional<Board.Relay> relay(Settings point, String key) {
        return point.find(key).map(known.board().relays()::get);
    }

    private void loops(Settings point) {
        var in = point.section("in");
        var out = point.section("out");
        boolean entrance = !new Side(in).devices().isEmpty();
        if (in.at("arrival").isEmpty() && (entrance || out.at("arrival").isEmpty())) {
            problems.required(in, "arrival");
        }
        if (point.flag("free_exit") && out.at("arrival").isEmpty()) {
            problems.required(out, "arrival");
        }
        boolean lowers = point.is("drive", "hold") || point.at("lower").isPresent();
        if (lowers && point.at("safety").isEmpty()) {
            problems.add(point, "safety", "unsafe", "nothing", point.wanted("safety"));
        }
    }

    /// Two who must come together sit in one vehicle, and every vehicle has the same time to enter.
    private void people(Settings point) {
        if (point.at("two_person").isPresent()) {
            problems.add(point, "two_person", "one_at_a_time", ONE_VEHICLE.with());
        }
        if (point.at("extended_groups").isPresent()) {
            problems.add(
                    point,
                    "extended_groups",
                    "without_effect",
                    ONLY_WITH.with("profile: door, turnstile"));
        }
    }
}
