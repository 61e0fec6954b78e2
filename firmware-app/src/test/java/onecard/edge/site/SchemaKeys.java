package onecard.edge.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Every key of the schema, as `board.relays.*.max_on_ms` or `points[door].release_ms`.
record SchemaKeys(Map<String, Entry> entries) {

    /// One key, and how its section hangs below another key.
    ///
    /// @param parent the key that its section belongs to; empty at the root
    /// @param wrap what stands around its section in the parent's value: `{ x: ` or `[ `
    /// @param section its own
    record Entry(
            String path, Shape.Key key, String parent, List<String> wrap, Shape.Section section) {

        /// The parent's value, with only this key and what is required beside it.
        ///
        /// @param value of this key
        /// @param list one that there is, where one is required
        String around(String value, String list) {
            var text = new StringBuilder();
            wrap.forEach(text::append);
            text.append("{ ");
            for (var other : section.keys()) {
                if (other.required() && !other.name().equals(key.name())) {
                    text.append(other.name()).append(": ").append(sample(other, list)).append(", ");
                }
            }
            text.append(key.name()).append(": ").append(value).append(" }");
            for (var opened : wrap.reversed()) {
                text.append(opened.startsWith("[") ? " ]" : " }");
            }
            return text.toString();
        }
    }

    static final Node NOWHERE = new MappingNode(Tag.MAP, List.of(), FlowStyle.FLOW);

    static SchemaKeys all() {
        var keys = new SchemaKeys(new LinkedHashMap<>());
        keys.walk(SiteShape.SITE, "", "", List.of());
        return keys;
    }

    private void walk(Shape shape, String path, String parent, List<String> wrap) {
        switch (shape) {
            case Shape.Section section ->
                    section.keys()
                            .forEach(
                                    key -> {
                                        var at =
                                                path.isEmpty()
                                                        ? key.name()
                                                        : path + "." + key.name();
                                        entries.put(at, new Entry(at, key, parent, wrap, section));
                                        walk(key.shape(), at, at, List.of());
                                    });
            case Shape.Kinds(_, var kinds) ->
                    kinds.forEach(
                            kind ->
                                    walk(
                                            kind.section(),
                                            path + "[" + kind.name() + "]",
                                            parent,
                                            wrap));
            case Shape.Named(var entry) -> walk(entry, path + ".*", parent, and(wrap, "{ x: "));
            case Shape.Seq(var item, _) -> walk(item, path, parent, and(wrap, "[ "));
            case Shape.OneOrMore _,
                    Shape.Text _,
                    Shape.Whole _,
                    Shape.NumberOrName _,
                    Shape.Flag _,
                    Shape.Choice _ -> {}
        }
    }

    private static List<String> and(List<String> wrap, String more) {
        var all = new ArrayList<>(wrap);
        all.add(more);
        return all;
    }

    /// A text that may stand there, in one line.
    private static String sample(Shape.Key key, String list) {
        return switch (key.name()) {
            case "list" -> list;
            case "lists" -> "[ " + list + " ]";
            default -> Samples.of(key.shape(), NOWHERE).map(SchemaKeys::line).orElseThrow();
        };
    }

    private static String line(Node node) {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.STR) ->
                    "\"" + scalar.getValue() + "\"";
            case ScalarNode scalar -> scalar.getValue();
            case MappingNode mapping ->
                    Nodes.members(mapping).stream()
                            .map(it -> it.key() + ": " + line(it.value()))
                            .reduce((left, right) -> left + ", " + right)
                            .map(inside -> "{ " + inside + " }")
                            .orElse("{}");
            case Node sequence ->
                    Nodes.items(sequence).stream()
                            .map(SchemaKeys::line)
                            .reduce((left, right) -> left + ", " + right)
                            .map(inside -> "[ " + inside + " ]")
                            .orElse("[]");
        };
    }
}
