package onecard.edge.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.site.Shape.Kinds.Kind;
import onecard.site.Problem;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/// A section that does not say its kind, or none that there is: what it is taken for.
///
/// @param written the key that says the kind, misspelt perhaps
/// @param names of the keys of any kind
record TakenFor(
        MappingNode mapping, Shape.Kinds kinds, Optional<String> written, Set<String> names) {

    TakenFor(MappingNode mapping, Shape.Kinds kinds) {
        this(mapping, kinds, kinds.written(Nodes.keys(mapping)), kinds.names());
    }

    /// The kind that has most of its keys; of several, the one that least would be wrong with. To
    /// find that out costs as much as a check, so it is done once for each.
    Kind likeliest(String path) {
        var known = new LinkedHashMap<Kind, Long>();
        var given = Nodes.keys(mapping);
        kinds.kinds().forEach(kind -> known.put(kind, known(kind, given)));
        var most = known.values().stream().max(Long::compare).orElseThrow();
        known.values().removeIf(count -> !count.equals(most));
        if (known.size() == 1) {
            return known.keySet().iterator().next();
        }
        var wrong = new LinkedHashMap<Kind, Integer>();
        known.keySet().forEach(kind -> wrong.put(kind, wrong(kind, path)));
        return wrong.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    private static long known(Kind kind, Set<String> given) {
        return kind.section().keys().stream().filter(key -> given.contains(key.name())).count();
    }

    private int wrong(Kind kind, String path) {
        var trial = new ArrayList<Problem>();
        new ShapeCheck(trial).all(as(kind), kind.section(), path);
        return trial.size();
    }

    /// Said to be of that kind, and without what only others have.
    MappingNode as(Kind kind) {
        var members = new ArrayList<NodeTuple>();
        for (var member : Nodes.members(mapping)) {
            if (written.filter(member.key()::equals).isPresent()) {
                members.add(
                        new NodeTuple(member.keyNode(), Samples.text(kind.name(), member.value())));
            } else if (!names.contains(member.key())
                    || kind.section().key(member.key()).isPresent()) {
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
