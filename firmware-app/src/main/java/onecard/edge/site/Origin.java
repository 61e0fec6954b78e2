package onecard.edge.site;

import static onecard.edge.words.Message.FROM_READY;

import java.util.Optional;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Whence a node comes that does not stand in the site file: what is wrong with it is told where
/// the point names the ready profile, for there it can be mended.
///
/// @param profile its name
/// @param line of its file, from 1
/// @param named where the point names it
/// @param whole whether it is a key of the point, and not within what stands behind one
record Origin(String profile, int line, Node named, boolean whole) {

    private static final String PROPERTY = "origin";

    /// Empty for a node of the site file.
    static Optional<Origin> of(Node node) {
        return Optional.ofNullable((Origin) node.getProperty(PROPERTY));
    }

    /// Marks a key of a ready profile, and all that stands behind it.
    static void mark(NodeTuple tuple, String profile, Node named) {
        mark(tuple.getKeyNode(), profile, named, true);
        mark(tuple.getValueNode(), profile, named, true);
    }

    private static void mark(Node node, String profile, Node named, boolean whole) {
        node.setProperty(PROPERTY, new Origin(profile, Nodes.line(node), named, whole));
        if (node instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                mark(tuple.getKeyNode(), profile, named, false);
                mark(tuple.getValueNode(), profile, named, false);
            }
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> mark(item, profile, named, false));
        }
    }

    /// Where people find a node.
    static Node place(Node node) {
        return of(node).map(Origin::named).orElse(node);
    }

    /// What to do about a node, and whence it is if not from where people find it.
    static Words told(Node node, Words advice) {
        return of(node).map(it -> FROM_READY.with(advice, it.profile(), it.line())).orElse(advice);
    }
}
