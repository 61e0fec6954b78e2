package onecard.edge.site;

import static onecard.edge.words.Message.NAME_ANOTHER;

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
    private final Doubts doubts;
    private final Set<String> idle = new HashSet<>();

    Problems(List<Problem> problems) {
        this(problems, new Doubts());
    }

    /// @param doubts of the file's shape
    Problems(List<Problem> problems, Doubts doubts) {
        this.problems = problems;
        this.doubts = doubts;
    }

    /// Whether nothing may be made of the file as it is: of a tree that is a guess neither, though
    /// what is in doubt is not told.
    boolean any() {
        return !problems.isEmpty() || !idle.isEmpty() || doubts.any();
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
        var value = section.at(key).map(Nodes::shown).orElseGet(() -> section.text(key));
        add(section, key, rule, value, advice);
    }

    void add(Settings section, String key, String rule, String value, Words advice) {
        add(section.place(key), section.path(key), rule, value, advice);
    }

    /// A key that must be there, as the others are, is not.
    void required(Settings section, String key) {
        add(section, key, "required", "nothing", section.wanted(key));
    }

    /// Something on the board has the name of something else, and is left out for that; what refers
    /// to it is right.
    void nameTaken(Settings device, String name) {
        add(device.node(), device.path(), "duplicate_name", name, NAME_ANOTHER.with());
        lost(device, name);
    }

    /// What is called so is left out, and told of; what refers to it is right.
    void lost(Settings device, String name) {
        doubts.lost(device.path().substring(0, device.path().lastIndexOf('.')), name);
    }

    /// What a key refers to is not there.
    ///
    /// @param thing what it should be
    void noSuch(Thing thing, Node place, String path, String name, Words advice) {
        var problem = problem(place, path, "reference", name, advice);
        doubts.judge(problem, thing);
        add(problem);
    }

    void add(Node place, String path, String rule, String value, Words advice) {
        if (WITHOUT_MEANING.contains(rule) && Origin.of(place).filter(Origin::whole).isPresent()) {
            idle.add(path);
        } else {
            add(problem(place, path, rule, value, advice));
        }
    }

    /// Two rules may find one thing wrong; it is told once.
    private void add(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private static Problem problem(
            Node place, String path, String rule, String value, Words advice) {
        var shown = Nodes.shown(value);
        var told = Origin.told(place, advice);
        return new Problem(path, Nodes.line(place), Nodes.column(place), rule, shown, told);
    }
}
