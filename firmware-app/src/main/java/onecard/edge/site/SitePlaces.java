package onecard.edge.site;

import java.util.ArrayList;
import java.util.Objects;
import onecard.site.Problem;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// Where the keys of a site file that is good by itself stand, for whoever finds more in it.
public final class SitePlaces {

    private final Settings site;

    SitePlaces(Node root) {
        this.site = Settings.of("", root, SiteShape.SITE);
    }

    /// A problem at a key of a point, or where it belongs.
    ///
    /// @param point its id
    public Problem atPoint(String point, String key, String rule, String value, Words advice) {
        var section =
                site.sections("points", "id").stream()
                        .filter(it -> it.is("id", point))
                        .findFirst()
                        .orElseThrow();
        return problem(section, key, rule, value, advice);
    }

    /// A problem at a key of a sensor that looks at people.
    ///
    /// @param sensor its name
    public Problem atSensor(String sensor, String key, String rule, String value, Words advice) {
        var sensors = site.section("board").entries("biometrics");
        return problem(Objects.requireNonNull(sensors.get(sensor)), key, rule, value, advice);
    }

    private static Problem problem(
            Settings section, String key, String rule, String value, Words advice) {
        var one = new ArrayList<Problem>(1);
        new Problems(one).add(section, key, rule, value, advice);
        return one.getFirst();
    }
}
