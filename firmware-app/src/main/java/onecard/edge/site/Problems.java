package onecard.edge.site;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onecard.site.Problem;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// Collects what is wrong with the meaning of a site file, each problem with its place.
final class Problems {

    /// What is said of a key that means nothing beside the others.
    private static final Set<String> WITHOUT_MEANING = Set.of("without_effect", "contradicts");

    private final List<Problem> problems;
    private final Set<String> idle = new HashSet<>();

    Problems(List<Problem> problems) {
        this.problems = problems;
    }

    /// Whether nothing may be made of the file as it is.
    boolean any() {
        return !problems.isEmpty() || !idle.isEmpty();
    }

    /// Paths of keys that a ready profile brought to a point whose own keys leave them no meaning:
    /// nobody wrote them there, so they fall away and are no problem.
    Set<String> idle() {
        return Set.copyOf(idle);
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
        if (WITHOUT_MEANING.contains(rule) && Origin.of(place).filter(Origin::whole).isPresent()) {
            idle.add(path);
            return;
        }
        var shown = Nodes.shown(value);
        var told = Origin.told(place, advice);
        problems.add(new Problem(path, Nodes.line(place), Nodes.column(place), rule, shown, told));
    }
}
