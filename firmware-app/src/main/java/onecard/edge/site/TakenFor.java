package onecard.edge.site;

import java.util.ArrayList;
import java.util.Comparator;
import onecard.edge.site.Shape.Kinds.Kind;
import onecard.site.Problem;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/// A section that does not say its kind, or none that there is: what it is taken for.
record TakenFor(MappingNode mapping, Shape.Kinds kinds) {

    /// The kind that has most of its keys; of several, the one that least would be wrong with.
    Kind likeliest(String path) {
        return kinds.kinds().stream()
                .min(
                        Comparator.<Kind>comparingLong(kind -> -known(kind))
                                .thenComparingInt(kind -> wrong(kind, path)))
                .orElseThrow();
    }

    private long known(Kind kind) {
        return Nodes.keys(mapping).stream()
                .filter(key -> kind.section().key(key).isPresent())
                .count();
    }

    private int wrong(Kind kind, String path) {
        var trial = new ArrayList<Problem>();
        new ShapeCheck(trial).all(as(kind), kind.section(), path);
        return trial.size();
    }

    /// Said to be of that kind, and without what only others have.
    MappingNode as(Kind kind) {
        var written = kinds.written(Nodes.keys(mapping));
        var members = new ArrayList<NodeTuple>();
        for (var member : Nodes.members(mapping)) {
            if (written.filter(member.key()::equals).isPresent()) {
                members.add(
                        new NodeTuple(member.keyNode(), Samples.text(kind.name(), member.value())));
            } else if (kind.section().key(member.key()).isPresent() || !kinds.has(member.key())) {
                members.add(new NodeTuple(member.keyNode(), member.value()));
            }
        }
        if (written.isEmpty()) {
            members.add(
                    new NodeTuple(
                            Samples.text(kinds.by().name(), mapping),
                            Samples.text(kind.name(), mapping)));
        }
        return Samples.mapping(members, mapping);
    }
}
