package onecard.edge.site;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Looking into YAML nodes, which still know their line and column.
final class Nodes {

    /// Enough to find the place again; a file of one name 200 KB long must not be told at length
    /// in each of its problems.
    private static final int SHOWN_CHARS = 60;

    /// Controls, line separators and what turns the writing direction.
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\x{85}\\x{2028}\\x{2029}\\x80-\\x9f]");

    private Nodes() {}

    /// A key, where it stands, and what stands behind it.
    record Member(String key, Node keyNode, Node value) {}

    static List<Member> members(MappingNode mapping) {
        return mapping.getValue().stream()
                .map(
                        tuple ->
                                new Member(
                                        text(tuple.getKeyNode()).orElse("?"),
                                        tuple.getKeyNode(),
                                        tuple.getValueNode()))
                .toList();
    }

    /// By key, in the file's order; of a key that stands twice, the first.
    static Map<String, Node> map(Node node) {
        var map = new LinkedHashMap<String, Node>();
        if (node instanceof MappingNode mapping) {
            members(mapping).forEach(member -> map.putIfAbsent(member.key(), member.value()));
        }
        return map;
    }

    /// In the file's order, each once.
    static Set<String> keys(MappingNode mapping) {
        var keys = new LinkedHashSet<String>();
        members(mapping).forEach(member -> keys.add(member.key()));
        return keys;
    }

    static List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    static List<Node> oneOrMore(Node node) {
        return node instanceof ScalarNode ? List.of(node) : items(node);
    }

    static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    static int line(Node node) {
        return Origin.place(node).getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    static int column(Node node) {
        return Origin.place(node).getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }

    /// What to show of a value: short, and never the inside of a structure.
    static String shown(Node node) {
        return shown(text(node).orElse(node instanceof SequenceNode ? "a sequence" : "a section"));
    }

    /// One short line of a text, safe to print on a terminal and into a log.
    static String shown(String text) {
        var line = UNPRINTABLE.matcher(text.substring(0, Math.min(text.length(), SHOWN_CHARS + 1)));
        var plain = line.replaceAll("?");
        return plain.length() > SHOWN_CHARS ? plain.substring(0, SHOWN_CHARS - 3) + "..." : plain;
    }
}
