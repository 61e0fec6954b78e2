package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// One section that passed its check, read with the presets of its shape; it knows its place.
///
/// @param path of its keys in the file, `points.door-1`; empty at the root
/// @param node where it stands
record Settings(String path, Node node, Shape.Section shape, Map<String, Node> members) {

    private static final Shape.Section NO_KEYS = new Shape.Section();

    static Settings of(String path, Node node, Shape.Section shape) {
        return new Settings(path, node, shape, Nodes.map(node));
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// Where a key stands; for an absent one, where it belongs.
    Node place(String key) {
        return at(key).orElse(node);
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

    /// Items of a sequence, or the one that stands alone; a preset's are separated by blanks.
    List<String> items(String key) {
        return at(key).map(
                        node ->
                                Nodes.oneOrMore(node).stream()
                                        .flatMap(item -> Nodes.text(item).stream())
                                        .toList())
                .orElseGet(
                        () ->
                                shape.key(key)
                                        .flatMap(Shape.Key::preset)
                                        .map(preset -> List.of(preset.split(" ")))
                                        .orElse(List.of()));
    }

    /// Items of a sequence that is there, or the one that stands alone, each with its own place.
    void eachItem(String key, BiConsumer<String, Node> does) {
        at(key).map(Nodes::oneOrMore)
                .orElse(List.of())
                .forEach(item -> Nodes.text(item).ifPresent(text -> does.accept(text, item)));
    }

    /// What to do about a key that is absent: to write it, and why.
    Words wanted(String key) {
        return ADD_KEY.with(key, shape.key(key).orElseThrow().reason());
    }

    /// A section below; an absent one has all its presets, and one that nothing here has, nothing.
    Settings section(String key) {
        var below = shape.key(key).map(it -> (Shape.Section) it.shape()).orElse(NO_KEYS);
        return at(key).map(found -> of(path(key), found, below))
                .orElseGet(() -> new Settings(path(key), node, below, Map.of()));
    }

    Map<String, Node> named(String key) {
        return at(key).map(Nodes::map).orElse(Map.of());
    }

    /// The sections below a key, by the names the installer chose, in the file's order.
    Map<String, Settings> entries(String key) {
        var entry = (Shape.Section) ((Shape.Named) shapeAt(key)).entry();
        var entries = new LinkedHashMap<String, Settings>();
        named(key)
                .forEach(
                        (name, found) ->
                                entries.put(name, of(path(key) + "." + name, found, entry)));
        return entries;
    }

    /// The sections of a sequence, each of its kind; the path of each ends in what its key
    /// `called` says.
    List<Settings> sections(String key, String called) {
        var kinds = (Shape.Kinds) ((Shape.Seq) shapeAt(key)).item();
        return at(key).map(Nodes::items).orElse(List.of()).stream()
                .flatMap(found -> ofKind(path(key), found, kinds).stream())
                .map(each -> of(path(key) + "." + each.text(called), each.node(), each.shape()))
                .toList();
    }

    /// The sections of a sequence, by their place in it: `items[0]`.
    List<Settings> sections(String key) {
        var item = (Shape.Section) ((Shape.Seq) shapeAt(key)).item();
        var nodes = at(key).map(Nodes::items).orElse(List.of());
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> of(path(key) + "[" + i + "]", nodes.get(i), item))
                .toList();
    }

    private static Optional<Settings> ofKind(String path, Node node, Shape.Kinds kinds) {
        return Optional.ofNullable(Nodes.map(node).get(kinds.by().name()))
                .flatMap(Nodes::text)
                .flatMap(kinds::section)
                .map(section -> of(path, node, section));
    }

    private Shape shapeAt(String key) {
        return shape.key(key).orElseThrow().shape();
    }
}
