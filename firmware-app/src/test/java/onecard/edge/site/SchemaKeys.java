package onecard.edge.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
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
        /// @param fitting what is required beside it
        String around(String value, Fitting fitting) {
            var text = new StringBuilder();
            wrap.forEach(text::append);
            text.append("{ ");
            for (var other : section.keys()) {
                if (other.required() && !other.name().equals(key.name())) {
                    text.append(other.name()).append(": ");
                    text.append(fitting.one(beside(other))).append(", ");
                }
            }
            text.append(key.name()).append(": ").append(value).append(" }");
            for (var opened : wrap.reversed()) {
                text.append(opened.startsWith("[") ? " ]" : " }");
            }
            return text.toString();
        }

        /// Another key of the same section.
        private Entry beside(Shape.Key other) {
            int stem = path.length() - key.name().length();
            return new Entry(path.substring(0, stem) + other.name(), other, parent, wrap, section);
        }

        /// A key of a section that stands at this one.
        Entry below(Shape.Key inside, Shape.Section of) {
            return new Entry(path + "." + inside.name(), inside, path, List.of(), of);
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
            case Shape.Named(var entry) ->
                    walk(entry, path + ".*", parent, and(wrap, "{ " + nameIn(path) + ": "));
            case Shape.Seq(var item, _) -> walk(item, path, parent, and(wrap, "[ "));
            case Shape.OneOrMore _,
                    Shape.Text _,
                    Shape.Whole _,
                    Shape.NumberOrName _,
                    Shape.Flag _,
                    Shape.Choice _ -> {}
        }
    }

    /// A name that nothing else has in any section.
    static String nameIn(String path) {
        return "one-of-" + path.substring(path.lastIndexOf('.') + 1);
    }

    private static List<String> and(List<String> wrap, String more) {
        var all = new ArrayList<>(wrap);
        all.add(more);
        return all;
    }
}
