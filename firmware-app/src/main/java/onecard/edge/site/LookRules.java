package onecard.edge.site;

import static onecard.edge.words.Message.COMPARES_BY_ITSELF;
import static onecard.edge.words.Message.KEEP_ONE;
import static onecard.edge.words.Message.LOOKS_LAST;
import static onecard.edge.words.Message.NOT_WHERE_PEOPLE_PAY;
import static onecard.edge.words.Message.NO_ALTERNATIVE;
import static onecard.edge.words.Message.NO_KEYPAD;
import static onecard.edge.words.Message.NO_SENSOR;
import static onecard.edge.words.Message.OF_MODALITY;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.WATCHED_OR_NOT;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.site.BodySensor;

/// What must hold of second factors and of the sensors that look at people: each can be given
/// where it is asked for, and whoever has no finger, face or vein to show finds another way.
record LookRules(Known known, Problems problems) {

    /// The keys of a side that name a sensor; a second factor and a modality are called the same.
    static final List<String> SENSORS = List.of("finger", "face", "vein");

    /// Whoever can show nothing else has these.
    private static final List<String> ALTERNATIVES = List.of("pin", "attendant");

    void check(Settings point) {
        var factors = point.items("second_factor");
        if (!factors.isEmpty()) {
            order(point, factors);
            given(point, factors);
        }
        side(point, point.section("in"), factors);
        var in = point.section("in");
        var keys =
                SENSORS.stream()
                        .filter(key -> factors.contains(key) || in.is("recognise", key))
                        .toList();
        var looking = looking(in, keys);
        if (keys.size() == looking.size()) {
            strangers(point, looking);
        }
        copies(point, looking);
    }

    /// The sensors by which people get in, by the key of each; of those that are not there nothing
    /// can be said.
    private Map<String, BodySensor> looking(Settings in, List<String> keys) {
        var looking = new LinkedHashMap<String, BodySensor>();
        keys.forEach(key -> sensor(in, key).ifPresent(it -> looking.put(key, it)));
        return looking;
    }

    /// Where a sensor compares by itself nobody knows how many strangers pass.
    private void strangers(Settings point, Map<String, BodySensor> looking) {
        if (point.at("false_match_one_in").isEmpty()
                || looking.values().stream().anyMatch(BodySensor::isComparedHere)) {
            return;
        }
        problems.add(
                point,
                "false_match_one_in",
                "without_effect",
                looking.isEmpty()
                        ? ONLY_WITH.with("second_factor: finger")
                        : COMPARES_BY_ITSELF.with());
    }

    /// A copy of a finger or a face is a stranger's: nobody pays by one, and none is let in where
    /// nobody sees what is held before the sensor. The daemon would look, and believe nothing.
    private void copies(Settings point, Map<String, BodySensor> looking) {
        var in = point.section("in");
        boolean till = point.is("profile", "canteen");
        looking.forEach(
                (key, sensor) -> {
                    boolean alone = in.is("recognise", key);
                    if (sensor.mayTellCopies()) {
                        return;
                    }
                    if (alone && !in.flag("recognise_watched")) {
                        problems.add(in, "recognise", "tells_no_copies", WATCHED_OR_NOT.with());
                    } else if (!alone && till) {
                        problems.add(in, key, "tells_no_copies", NOT_WHERE_PEOPLE_PAY.with());
                    }
                });
    }

    private Optional<BodySensor> sensor(Settings side, String key) {
        return side.find(key).map(name -> known.board().biometrics().get(name));
    }

    /// Whoever is at an alternative does not go back to a sensor.
    private void order(Settings point, List<String> factors) {
        if (new HashSet<>(factors).size() < factors.size()) {
            problems.add(point, "second_factor", "duplicate", said(factors), KEEP_ONE.with());
        }
        var last = factors.stream().filter(ALTERNATIVES::contains).distinct().toList();
        var rest = factors.stream().filter(factor -> !ALTERNATIVES.contains(factor)).toList();
        boolean inOrder =
                factors.subList(0, rest.size()).equals(rest)
                        && (last.size() < ALTERNATIVES.size() || last.equals(ALTERNATIVES));
        if (!inOrder) {
            problems.add(point, "second_factor", "out_of_order", said(factors), LOOKS_LAST.with());
        }
        if (rest.isEmpty() && !factors.contains("pin")) {
            problems.add(
                    point,
                    "second_factor",
                    "without_effect",
                    said(factors),
                    ONLY_WITH.with("finger"));
        }
        if (!rest.isEmpty() && last.isEmpty()) {
            problems.add(
                    point, "second_factor", "no_alternative", said(factors), NO_ALTERNATIVE.with());
        }
    }

    private void given(Settings point, List<String> factors) {
        var in = point.section("in");
        if (factors.contains("pin") && in.find("keypad").isEmpty()) {
            problems.add(point, "second_factor", "no_keypad", said(factors), NO_KEYPAD.with());
        }
        for (var factor : SENSORS) {
            if (factors.contains(factor) && in.find(factor).isEmpty()) {
                problems.add(point, "second_factor", "no_sensor", factor, NO_SENSOR.with(factor));
            }
        }
    }

    private void side(Settings point, Settings side, List<String> factors) {
        for (var key : SENSORS) {
            known.of(Thing.SENSOR).optional(side, key);
            modality(side, key);
            boolean alone = side.is("recognise", key);
            boolean asked = factors.contains(key);
            if (side.find(key).isPresent() && alone == asked) {
                // What is at it all the time has no time for one who tapped.
                problems.add(
                        side,
                        key,
                        alone ? "two_roles" : "without_effect",
                        alone
                                ? KEEP_ONE.with()
                                : ONLY_WITH.with(point.path("second_factor") + ": " + key));
            }
        }
        if (side.flag("recognise_watched") && side.find("recognise").isEmpty()) {
            problems.add(side, "recognise_watched", "without_effect", ONLY_WITH.with("recognise"));
        }
        side.find("recognise")
                .filter(key -> side.find(key).isEmpty())
                .ifPresent(key -> problems.add(side, "recognise", "no_sensor", side.wanted(key)));
    }

    private void modality(Settings side, String key) {
        sensor(side, key)
                .filter(it -> !it.factor().wire().equals(key))
                .ifPresent(
                        it ->
                                problems.add(
                                        side,
                                        key,
                                        "modality",
                                        OF_MODALITY.with(it.factor().wire())));
    }

    private static String said(List<String> factors) {
        return String.join(", ", factors);
    }
}
