package onecard.edge.site;

import static onecard.edge.words.Message.AT_LEAST;
import static onecard.edge.words.Message.LOCK_LEFT_OPEN;
import static onecard.edge.words.Message.LOCK_UNSAFE;
import static onecard.edge.words.Message.NO_RELAY_HERE;
import static onecard.edge.words.Message.RELAY_SHORTER;

/// What must hold within one door: no pairing opens or shuts it wrongly.
record DoorRules(Known known, Problems problems) {

    void check(Settings point, Interlocks interlocks) {
        relay(point, point.section("in"), point.section("out"));
        lock(point);
        atLeast(point, "extended_release_ms", "release_ms");
        atLeast(point, "extended_held_open_ms", "held_open_ms");
        interlocks.check(point, known.of(Thing.CONTACT), problems);
    }

    /// Whoever needs more time has no less than others.
    private void atLeast(Settings point, String key, String usual) {
        if (point.at(key).isPresent() && point.whole(key) < point.whole(usual)) {
            problems.add(point, key, "shorter_than_usual", AT_LEAST.with(usual));
        }
    }

    private void relay(Settings point, Settings in, Settings out) {
        if (out.at("relay").isPresent()) {
            problems.add(out, "relay", "unsupported", NO_RELAY_HERE.with());
        }
        known.of(Thing.RELAY).required(in, "relay");
        releaseFits(point, "release_ms", in.text("relay"));
        if (point.at("extended_release_ms").isPresent()) {
            releaseFits(point, "extended_release_ms", in.text("relay"));
        }
    }

    /// A relay that drops before the release is over leaves somebody before a locked door.
    private void releaseFits(Settings point, String key, String name) {
        var relay = known.board().relays().get(name);
        if (relay != null && point.whole(key) > relay.maxOn().toMillis()) {
            problems.add(
                    point,
                    key,
                    "longer_than_max_on",
                    RELAY_SHORTER.with(name, relay.maxOn().toMillis()));
        }
    }

    private void lock(Settings point) {
        if (point.at("fire").isPresent() && point.is("lock", "fail_secure")) {
            problems.add(point, "lock", "unsafe", LOCK_UNSAFE.with());
        }
        var name = point.section("in").text("relay");
        var relay = known.board().relays().get(name);
        if (relay != null && relay.rest().energised() && point.is("lock", "fail_secure")) {
            problems.add(point, "lock", "unsafe", LOCK_LEFT_OPEN.with(name));
        }
    }
}
