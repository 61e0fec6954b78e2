package onecard.edge.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.site.Problem;
import onecard.site.SiteProfile;
import org.snakeyaml.engine.v2.nodes.Node;

/// A site file that is good by itself.
///
/// @param root of its tree, with what ready profiles bring to its points
/// @param idle paths of what they would bring and what means nothing there
record Bound(Node root, SiteProfile profile, Set<String> idle) {

    /// Empty if a problem was found.
    ///
    /// @param tree as it stands in the file
    static Optional<Bound> of(Node tree, List<Problem> problems) {
        var idle = new HashSet<String>();
        // Each turn leaves out what the one before found idle, so that no rule and no binder sees
        // it.
        for (; ; ) {
            int before = idle.size();
            var root = Underlay.in(tree, idle);
            var wrong = new ArrayList<Problem>();
            var bound = of(root, wrong, idle);
            if (bound.isPresent() || !wrong.isEmpty()) {
                problems.addAll(wrong);
                return bound;
            }
            if (idle.size() == before) {
                throw new IllegalStateException("left out, and there still: " + idle);
            }
        }
    }

    private static Optional<Bound> of(Node root, List<Problem> problems, Set<String> idle) {
        var shape = new ShapeCheck(problems);
        var meant = shape.all(root, SiteShape.SITE);
        if (!problems.isEmpty()) {
            meant.ifPresent(tree -> problems.addAll(besides(root, tree, shape.doubts())));
            return Optional.empty();
        }
        var wrong = new ArrayList<Problem>();
        var doubts = new Doubts();
        var found = new Problems(wrong, doubts);
        var profile = new SiteBinder(root, found).bind();
        problems.addAll(doubts.judged(wrong));
        idle.addAll(found.idle());
        return profile.map(it -> new Bound(root, it, Set.copyOf(idle)));
    }

    /// What else is wrong with a file whose shape is.
    ///
    /// @param meant what its tree is taken for
    private static List<Problem> besides(Node root, Node meant, Doubts doubts) {
        var found = new ArrayList<Problem>();
        new SiteBinder(meant, new Problems(found, doubts)).bind();
        return doubts.without(found, meant, root);
    }
}
