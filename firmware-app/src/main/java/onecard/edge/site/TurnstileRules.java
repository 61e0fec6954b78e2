package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.RELAY_SHORTER;
import static onecard.edge.words.Message.WRITE_WHOLE;

import java.util.List;
import onecard.point.turnstile.Turnstile;

/// What must hold within one turnstile: each way has a relay of its own, on for long enough.
record TurnstileRules(Known known, Problems problems) {

    void check(Settings point) {
        var in = point.section("in");
        var out = point.section("out");
        for (var side : List.of(in, out)) {
            known.of(Thing.RELAY).optional(side, "relay");
            windowFits(point, side.text("relay"));
        }
        if (in.text("relay").equals(out.text("relay"))) {
            problems.add(out, "relay", "two_roles_on_one_line", DEVICE_TAKEN.with("in"));
        }
        for (var side : List.of(in, out)) {
            if (point.at("passed").isPresent() && side.at("passed").isPresent()) {
                problems.add(side, "passed", "told_twice", DEVICE_TAKEN.with("passed"));
            }
        }
        if (point.at("extended_ms").isPresent()
                && point.whole("extended_ms") < point.whole("window_ms")) {
            problems.add(
                    point,
                    "extended_ms",
                    "range",
                    WRITE_WHOLE.with(point.whole("window_ms"), 180_000));
        }
    }

    /// A relay that drops before the window is over leaves somebody before a shut lane.
    private void windowFits(Settings point, String name) {
        var relay = known.board().relays().get(name);
        if (relay != null
                && point.whole("window_ms") + Turnstile.RENEWAL.toMillis()
                        > relay.maxOn().toMillis()) {
            problems.add(
                    point,
                    "window_ms",
                    "longer_than_max_on",
                    RELAY_SHORTER.with(name, relay.maxOn().toMillis()));
        }
    }
}
