package onecard.edge.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// A good site file's text, with the places in it where a key of the schema stands or could stand.
///
/// @param places by the key of the schema, as [SchemaKeys] calls it
/// @param entries by the section of the schema that holds them: what has a name of its own
record SiteText(
        String file,
        String text,
        Map<String, List<Place>> places,
        Map<String, List<Member>> entries) {

    /// Where one key stands, or, with no member, where it could.
    record Place(Shape.Key key, MappingNode section, Optional<Member> member) {}

    /// A key and its value.
    ///
    /// @param before what ends before it in the same section
    /// @param next what stands behind it there
    record Member(
            MappingNode section,
            Node key,
            Node value,
            Optional<Node> before,
            Optional<Node> next) {}

    static SiteText of(String file, String text) {
        var settings = LoadSettings.builder().setUseMarks(true).build();
        var root = new Composer(settings, new ShallowParser(settings, text)).getSingleNode();
        var tree = new SiteText(file, text, new HashMap<>(), new HashMap<>());
        tree.walk(root.orElseThrow(), SiteShape.SITE, "");
        return tree;
    }

    /// Whether a key stands somewhere in it.
    boolean has(String key) {
        return places.getOrDefault(key, List.of()).stream()
                .anyMatch(place -> place.member().isPresent());
    }

    private void walk(Node node, Shape shape, String path) {
        switch (shape) {
            case Shape.Section section -> section((MappingNode) node, section, path);
            case Shape.Kinds kinds -> {
                var by = Objects.requireNonNull(Nodes.map(node).get(kinds.by().name()));
                var said = Nodes.text(by).orElseThrow();
                var kind = ReadyProfiles.find(said).map(ReadyProfile::kind).orElse(said);
                var at = path + "[" + kind + "]";
                section((MappingNode) node, kinds.section(kind).orElseThrow(), at);
            }
            case Shape.Named(var entry) -> {
                for (var member : members((MappingNode) node)) {
                    entries.computeIfAbsent(path, _ -> new ArrayList<>()).add(member);
                    walk(member.value(), entry, path + ".*");
                }
            }
            case Shape.Seq(var item, _) ->
                    Nodes.items(node).forEach(each -> walk(each, item, path));
            case Shape.OneOrMore _,
                    Shape.Text _,
                    Shape.Whole _,
                    Shape.NumberOrName _,
                    Shape.Flag _,
                    Shape.Choice _ -> {}
        }
    }

    private void section(MappingNode node, Shape.Section section, String path) {
        var members = members(node);
        for (var key : section.keys()) {
            var at = path.isEmpty() ? key.name() : path + "." + key.name();
            var member =
                    members.stream()
                            .filter(it -> Nodes.text(it.key()).orElseThrow().equals(key.name()))
                            .findFirst();
            places.computeIfAbsent(at, _ -> new ArrayList<>()).add(new Place(key, node, member));
            member.ifPresent(it -> walk(it.value(), key.shape(), at));
        }
    }

    private static List<Member> members(MappingNode node) {
        var tuples = node.getValue();
        var members = new ArrayList<Member>();
        for (int i = 0; i < tuples.size(); i++) {
            members.add(
                    new Member(
                            node,
                            tuples.get(i).getKeyNode(),
                            tuples.get(i).getValueNode(),
                            i > 0
                                    ? Optional.of(tuples.get(i - 1).getValueNode())
                                    : Optional.empty(),
                            i + 1 < tuples.size()
                                    ? Optional.of(tuples.get(i + 1).getKeyNode())
                                    : Optional.empty()));
        }
        return members;
    }
}
