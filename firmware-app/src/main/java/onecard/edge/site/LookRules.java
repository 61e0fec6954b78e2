package onecard.edge.site;

import static onecard.edge.words.Message.KEEP_ONE;
import static onecard.edge.words.Message.LOOKS_LAST;
import static onecard.edge.words.Message.NAME_A;
import static onecard.edge.words.Message.NO_ALTERNATIVE;
import static onecard.edge.words.Message.NO_KEYPAD;
import static onecard.edge.words.Message.NO_SENSOR;
import static onecard.edge.words.Message.OF_MODALITY;
import static onecard.edge.words.Message.ONLY_WITH;

import java.util.HashSet;
import java.util.List;
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
        side(point, point.section("out"), List.of()); // nobody is kept from leaving
        boolean looked = factors.stream().anyMatch(SENSORS::contains);
        boolean alone = new Side(point.section("in")).recognises().isPresent();
        if (!looked && !alone && point.at("false_match_one_in").isPresent()) {
            problems.add(
                    point,
                    "false_match_one_in",
                    "without_effect",
                    ONLY_WITH.with("second_factor: finger"));
        }
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
            known.sensors().optional(side, key);
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
                .ifPresent(key -> problems.add(side, "recognise", "no_sensor", NAME_A.with(key)));
    }

    private void modality(Settings side, String key) {
        Optional<BodySensor> sensor =
                side.find(key).map(name -> known.board().biometrics().get(name));
        sensor.filter(it -> !it.factor().wire().equals(key))
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
