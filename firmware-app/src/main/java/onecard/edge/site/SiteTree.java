package onecard.edge.site;

import java.util.Optional;
import java.util.function.Function;
import onecard.edge.crypto.Json;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A site file as a tree, good or not: what stands where a site file has something, by the same
/// shapes that check it. Comments are left out, and so is what stands where nothing or something
/// else belongs: nobody knows what that is.
public final class SiteTree {

    private static final Json MISPLACED = new Json.Str("<misplaced>");

    private SiteTree() {}

    /// Empty if it is no YAML.
    public static Optional<Json> of(String yaml) {
        try {
            return SiteFile.tree(yaml).map(root -> json(root, SiteShape.SITE));
        } catch (YamlEngineException _) {
            return Optional.empty();
        }
    }

    private static Json json(Node node, Shape shape) {
        return switch (shape) {
            case Shape.Text _, Shape.Whole _, Shape.NumberOrName _, Shape.Flag _, Shape.Choice _ ->
                    Nodes.text(node).<Json>map(Json.Str::new).orElse(MISPLACED);
            case Shape.Seq(var item, _) -> items(node, item);
            case Shape.OneOrMore(var item, _) ->
                    node instanceof SequenceNode ? items(node, item) : json(node, item);
            case Shape.Named(var entry) -> members(node, _ -> Optional.of(entry));
            case Shape.Section section ->
                    members(node, name -> section.key(name).map(Shape.Key::shape));
            case Shape.Kinds(_, var kinds) ->
                    members(
                            node,
                            name ->
                                    kinds.stream()
                                            .flatMap(kind -> kind.section().key(name).stream())
                                            .map(Shape.Key::shape)
                                            .findFirst());
        };
    }

    private static Json items(Node node, Shape item) {
        return node instanceof SequenceNode
                ? new Json.Arr(Nodes.items(node).stream().map(it -> json(it, item)).toList())
                : MISPLACED;
    }

    /// Of a key that stands twice, the first.
    private static Json members(Node node, Function<String, Optional<Shape>> shapes) {
        if (!(node instanceof MappingNode)) {
            return MISPLACED;
        }
        var object = Json.Obj.EMPTY;
        for (var member : Nodes.map(node).entrySet()) {
            var shape = shapes.apply(member.getKey());
            object =
                    object.with(
                            member.getKey(),
                            shape.map(it -> json(member.getValue(), it)).orElse(MISPLACED));
        }
        return object;
    }
}
