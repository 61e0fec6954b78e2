package onecard.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Lays ready profiles under the points of a site file that name them. A key that the point has
/// replaces the profile's as a whole, whatever stands behind either.
final class Underlay {

    private static final String POINTS = "points";

    /// A point that names a ready profile.
    ///
    /// @param key under which it does
    /// @param named what stands there
    record Use(MappingNode point, Node key, Node named, ReadyProfile profile) {

        /// Whether the point has a key itself.
        boolean has(String key) {
            return Nodes.map(point).containsKey(key);
        }

        /// Of a key of the point, in a tree whose shape is right.
        String path(String key) {
            var id = Optional.ofNullable(Nodes.map(point).get("id")).flatMap(Nodes::text);
            return POINTS + "." + id.orElse("") + "." + key;
        }
    }

    private Underlay() {}

    /// The points that name one, in the file's order, of a tree of any shape.
    static List<Use> uses(Node root) {
        return Optional.ofNullable(Nodes.map(root).get(POINTS))
                .map(Nodes::items)
                .orElse(List.of())
                .stream()
                .flatMap(point -> use(point).stream())
                .toList();
    }

    private static Optional<Use> use(Node node) {
        if (!(node instanceof MappingNode point)) {
            return Optional.empty();
        }
        // A key that is misspelt is told, and the profile under it is what was meant.
        var by = SiteShape.POINT.written(Nodes.map(point).keySet());
        return Nodes.members(point).stream()
                .filter(member -> by.filter(member.key()::equals).isPresent())
                .findFirst()
                .flatMap(
                        member ->
                                Nodes.text(member.value())
                                        .flatMap(ReadyProfiles::find)
                                        .map(
                                                profile ->
                                                        new Use(
                                                                point,
                                                                member.keyNode(),
                                                                member.value(),
                                                                profile)));
    }

    /// A tree of any shape with the ready profiles under its points; what stood there keeps its
    /// place.
    ///
    /// @param idle paths of keys that are left out: `points.door-1.relock`
    static Node in(Node root, Set<String> idle) {
        if (!(root instanceof MappingNode site)) {
            return root;
        }
        var tuples = new ArrayList<NodeTuple>();
        for (var tuple : site.getValue()) {
            // Whatever it is called: only points are a sequence, and their key may be misspelt.
            tuples.add(
                    tuple.getValueNode() instanceof SequenceNode sequence
                            ? new NodeTuple(tuple.getKeyNode(), points(sequence, idle))
                            : tuple);
        }
        return with(site, tuples);
    }

    private static SequenceNode points(SequenceNode points, Set<String> idle) {
        return new SequenceNode(
                points.getTag(),
                true,
                points.getValue().stream()
                        .map(point -> use(point).<Node>map(use -> laid(use, idle)).orElse(point))
                        .toList(),
                points.getFlowStyle(),
                points.getStartMark(),
                points.getEndMark());
    }

    private static MappingNode laid(Use use, Set<String> idle) {
        var tuples = new ArrayList<NodeTuple>();
        for (var tuple : use.point().getValue()) {
            tuples.add(
                    tuple.getKeyNode().equals(use.key())
                            ? new NodeTuple(use.key(), kind(use.profile(), use.named()))
                            : tuple);
        }
        for (var tuple : use.profile().under(use.named())) {
            var key = Nodes.text(tuple.getKeyNode()).orElseThrow();
            if (!use.has(key) && !idle.contains(use.path(key))) {
                tuples.add(tuple);
            }
        }
        return with(use.point(), tuples);
    }

    private static Node kind(ReadyProfile profile, Node named) {
        return new ScalarNode(
                Tag.STR,
                true,
                profile.kind(),
                ScalarStyle.PLAIN,
                named.getStartMark(),
                named.getEndMark());
    }

    private static MappingNode with(MappingNode mapping, List<NodeTuple> tuples) {
        return new MappingNode(
                mapping.getTag(),
                true,
                tuples,
                mapping.getFlowStyle(),
                mapping.getStartMark(),
                mapping.getEndMark());
    }
}
