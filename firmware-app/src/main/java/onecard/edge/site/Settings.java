package onecard.edge.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.site.Problem;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// One section that passed its check, read with the presets of its shape.
///
/// @param node where it stands
record Settings(Node node, Shape.Section shape, Map<String, Node> members) {

    static Settings of(Node node, Shape.Section shape) {
        return new Settings(node, shape, Nodes.map(node));
    }

    Optional<Node> at(String key) {
        return Optional.ofNullable(members.get(key));
    }

    Optional<String> find(String key) {
        return at(key).flatMap(Nodes::text).or(() -> shape.key(key).flatMap(Shape.Key::preset));
    }

    String text(String key) {
        return find(key).orElse("");
    }

    long whole(String key) {
        return Long.parseLong(text(key));
    }

    boolean is(String key, String value) {
        return text(key).equals(value);
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    /// Items of a sequence; a preset's are separated by blanks.
    List<String> items(String key) {
        return at(key).map(
                        node ->
                                Nodes.items(node).stream()
                                        .flatMap(item -> Nodes.text(item).stream())
                                        .toList())
                .orElseGet(
                        () ->
                                shape.key(key)
                                        .flatMap(Shape.Key::preset)
                                        .map(preset -> List.of(preset.split(" ")))
                                        .orElse(List.of()));
    }

    /// A section below; an absent one has all its presets.
    Settings section(String key) {
        var below = (Shape.Section) shape.key(key).orElseThrow().shape();
        return at(key).map(found -> of(found, below))
                .orElseGet(() -> new Settings(node, below, Map.of()));
    }

    Map<String, Node> named(String key) {
        return at(key).map(Nodes::map).orElse(Map.of());
    }

    /// The section shape of the entries of a [Shape.Named] key.
    Shape.Section entryShape(String key) {
        return (Shape.Section) ((Shape.Named) shape.key(key).orElseThrow().shape()).entry();
    }

    /// What is wrong with the value of a key, shown where it stands, or should.
    Problem problem(String key, String path, String rule, String value, Words advice) {
        var at = at(key).orElse(node);
        return new Problem(
                path, Nodes.line(at), Nodes.column(at), rule, Nodes.shown(value), advice);
    }

    Problem problem(String key, String path, String rule, Words advice) {
        return problem(key, path, rule, text(key), advice);
    }
}
