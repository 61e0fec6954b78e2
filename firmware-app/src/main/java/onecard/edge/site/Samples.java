package onecard.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Something that may stand where nothing right does, so that what is around it can be judged.
/// Nothing that a sample says is told to anybody.
final class Samples {

    /// One of each form that a required text has.
    private static final List<String> TEXTS =
            List.of(
                    "x",
                    "1.0",
                    "00:00",
                    "2026-01-01",
                    "mqtt://127.0.0.1",
                    "https://127.0.0.1/",
                    "/x",
                    "127.0.0.1:1",
                    "00",
                    "0000",
                    "000000",
                    "0000000000",
                    "000000000000",
                    "0".repeat(64),
                    "AAAAAA",
                    "ed25519:" + "A".repeat(43));

    private Samples() {}

    /// Empty where no sample fits, or none can be right.
    ///
    /// @param place where it is taken to stand
    static Optional<Node> of(Shape shape, Node place) {
        return switch (shape) {
            case Shape.Text(var pattern, _) ->
                    TEXTS.stream()
                            .filter(text -> text.matches(pattern))
                            .findFirst()
                            .map(text -> scalar(Tag.STR, text, place));
            case Shape.Whole(var min, _) -> Optional.of(scalar(Tag.INT, Long.toString(min), place));
            case Shape.NumberOrName(var number, _) -> of(number, place);
            case Shape.Flag() -> Optional.of(scalar(Tag.BOOL, "false", place));
            case Shape.Choice(var values) -> Optional.of(scalar(Tag.STR, values.getFirst(), place));
            case Shape.Seq(var item, _) ->
                    of(item, place).map(one -> sequence(List.of(one), place));
            case Shape.OneOrMore(var item, _) -> of(item, place);
            case Shape.Named _ -> Optional.of(mapping(List.of(), place));
            case Shape.Section(var keys) -> section(keys, place);
            case Shape.Kinds _ -> Optional.empty(); // no kind is likelier than another
        };
    }

    private static Optional<Node> section(List<Shape.Key> keys, Node place) {
        var members = new ArrayList<NodeTuple>();
        for (var key : keys) {
            if (key.required()) {
                var value = of(key.shape(), place);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                members.add(new NodeTuple(scalar(Tag.STR, key.name(), place), value.get()));
            }
        }
        return Optional.of(mapping(members, place));
    }

    /// A text that stands where another does.
    static Node text(String text, Node place) {
        return scalar(Tag.STR, text, place);
    }

    static MappingNode mapping(List<NodeTuple> members, Node place) {
        return new MappingNode(
                Tag.MAP, true, members, FlowStyle.FLOW, place.getStartMark(), place.getEndMark());
    }

    static Node sequence(List<Node> items, Node place) {
        return new SequenceNode(
                Tag.SEQ, true, items, FlowStyle.FLOW, place.getStartMark(), place.getEndMark());
    }

    private static Node scalar(Tag tag, String text, Node place) {
        return new ScalarNode(
                tag, true, text, ScalarStyle.PLAIN, place.getStartMark(), place.getEndMark());
    }
}
