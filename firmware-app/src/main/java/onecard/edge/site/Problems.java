package onecard.edge.site;

import java.util.List;
import onecard.site.Problem;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// Collects what is wrong with the meaning of a site file, each problem with its place.
final class Problems {

    private final List<Problem> problems;

    Problems(List<Problem> problems) {
        this.problems = problems;
    }

    boolean any() {
        return !problems.isEmpty();
    }

    int count() {
        return problems.size();
    }

    /// What stands at a key is wrong.
    void add(Settings section, String key, String rule, Words advice) {
        add(section, key, rule, section.text(key), advice);
    }

    void add(Settings section, String key, String rule, String value, Words advice) {
        add(section.place(key), section.path(key), rule, value, advice);
    }

    void add(Node place, String path, String rule, String value, Words advice) {
        var shown = Nodes.shown(value);
        problems.add(
                new Problem(path, Nodes.line(place), Nodes.column(place), rule, shown, advice));
    }
}
