package onecard.edge.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/// What a scene decides of a point: its kind, and keys that hold where the point has none of that
/// name. It wires nothing and names nothing that only one site has.
///
/// @param kind of point
/// @param keys by name, each as it stands there behind its colon
/// @param text of its file; each key stands in a line of its own
record ReadyProfile(String name, String kind, Map<String, String> keys, String text) {

    ReadyProfile {
        keys = Collections.unmodifiableMap(keys);
    }

    /// The key that names the kind; in a site file, the profile itself.
    static final String BY = "profile";

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setLabel("ready profile").setUseMarks(true).build();

    /// @throws IllegalStateException if it is none: it comes with the program, so that is a bug
    static ReadyProfile of(String name, String text) {
        var root = root(name, text);
        var keys = new LinkedHashMap<String, String>();
        for (var member : Nodes.members(root)) {
            keys.put(member.key(), source(text, member.value()));
        }
        var kind = Optional.ofNullable(Nodes.map(root).get(BY)).flatMap(Nodes::text);
        keys.remove(BY);
        return new ReadyProfile(name, kind.orElseThrow(() -> none(name)), keys, text);
    }

    private static IllegalStateException none(String name) {
        return new IllegalStateException("no ready profile " + name);
    }

    private static MappingNode root(String name, String text) {
        return new Composer(SETTINGS, new ShallowParser(SETTINGS, text))
                .getSingleNode()
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .orElseThrow(() -> none(name));
    }

    private static String source(String text, Node value) {
        int from = value.getStartMark().orElseThrow().getIndex();
        return text.substring(from, value.getEndMark().orElseThrow().getIndex());
    }

    /// Its keys with their values, each of which knows whence it comes: new ones at each call.
    ///
    /// @param named where a point names it
    List<NodeTuple> under(Node named) {
        var under = new ArrayList<NodeTuple>();
        for (var tuple : root(name, text).getValue()) {
            if (Nodes.text(tuple.getKeyNode()).filter(BY::equals).isEmpty()) {
                Origin.mark(tuple, name, named);
                under.add(tuple);
            }
        }
        return under;
    }

    /// What it says, without a word on why.
    String said() {
        return keys.entrySet().stream()
                .map(key -> "  " + key.getKey() + ": " + key.getValue() + "\n")
                .collect(Collectors.joining("", name + ": " + kind + "\n", ""));
    }
}
