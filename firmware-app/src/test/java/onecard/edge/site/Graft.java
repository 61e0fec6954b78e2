package onecard.edge.site;

import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.Node;

/// A key that stands nowhere in a good file, written into it with what it needs around it.
///
/// @param hanging the key of a section that is there, which is written
/// @param at where in the text
/// @param behind so many characters behind that stands its value
record Graft(SchemaKeys.Entry hanging, int at, String with, int behind) {

    /// Wherever it could stand; empty where what it hangs below stands, with something else in it.
    static List<Graft> all(SiteText tree, SchemaKeys schema, SchemaKeys.Entry entry, String value) {
        var fitting = new Fitting(tree);
        var hanging = entry;
        var text = value;
        int behind = 0;
        while (!tree.places().containsKey(hanging.path())) {
            var around = hanging.around(text, fitting);
            behind += around.lastIndexOf(text);
            text = around;
            hanging = Objects.requireNonNull(schema.entries().get(hanging.parent()));
        }
        var written = hanging.key().name() + ": " + text;
        var outer = hanging;
        int inside = hanging.key().name().length() + 2 + behind;
        return Objects.requireNonNull(tree.places().get(hanging.path())).stream()
                .filter(it -> it.member().isEmpty())
                .map(place -> in(outer, place, written, inside))
                .toList();
    }

    private static Graft in(
            SchemaKeys.Entry hanging, SiteText.Place place, String written, int behind) {
        var section = place.section();
        if (section.getValue().isEmpty()) {
            return new Graft(hanging, from(section) + 1, " " + written + " ", behind + 1);
        }
        var first = section.getValue().getFirst().getKeyNode();
        int column = first.getStartMark().orElseThrow().getColumn();
        var with =
                section.getFlowStyle() == FlowStyle.BLOCK
                        ? written + "\n" + " ".repeat(column)
                        : written + ", ";
        return new Graft(hanging, from(first), with, behind);
    }

    private static int from(Node node) {
        return node.getStartMark().orElseThrow().getIndex();
    }

    /// The text with it.
    String in(String text) {
        return new StringBuilder(text).insert(at, with).toString();
    }
}
