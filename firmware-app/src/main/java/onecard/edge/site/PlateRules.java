package onecard.edge.site;

import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.PLATES_PROVE_NOTHING;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.site.PlateTerms;
import onecard.site.PlateTolerance;

/// What must hold at a point beside which cameras read plates, and of those keys at any other.
record PlateRules(Known known, Problems problems) {

    private static final String ALIKE = "plate_alike";

    private static final List<String> TERMS =
            List.of("plate_confidence_percent", "plate_tolerance", ALIKE);

    void check(Settings point) {
        for (var side : List.of(point.section("in"), point.section("out"))) {
            known.of(Thing.CAMERA).optional(side, "plates");
        }
        if (!reads(point)) {
            for (var key : TERMS) {
                if (point.at(key).isPresent()) {
                    problems.add(point, key, "without_effect", ONLY_WITH.with("plates"));
                }
            }
            return;
        }
        if (!point.is("least", "A0")) {
            problems.add(point, "least", "plates_prove_nothing", PLATES_PROVE_NOTHING.with());
        }
        if (point.at(ALIKE).isPresent() && !point.is("plate_tolerance", "alike")) {
            problems.add(point, ALIKE, "without_effect", ONLY_WITH.with("plate_tolerance: alike"));
        }
    }

    private static boolean reads(Settings point) {
        return Stream.of("in", "out")
                .anyMatch(side -> point.section(side).find("plates").isPresent());
    }

    /// Empty for a point where no plates are read.
    static Optional<PlateTerms> terms(Settings point) {
        return Optional.of(point)
                .filter(PlateRules::reads)
                .map(
                        it ->
                                new PlateTerms(
                                        (int) it.whole("plate_confidence_percent"), tolerance(it)));
    }

    private static PlateTolerance tolerance(Settings point) {
        return switch (point.text("plate_tolerance")) {
            case "alike" -> new PlateTolerance.Alike(point.items(ALIKE));
            case "one" -> PlateTolerance.ANY;
            case String _ -> PlateTolerance.NONE;
        };
    }
}
