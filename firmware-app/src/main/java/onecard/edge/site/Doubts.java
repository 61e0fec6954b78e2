package onecard.edge.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.site.Problem;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Where a site file's shape is wrong, so that nobody knows what is meant. What is found wrong
/// besides, and may follow from that alone, is no problem of its own: it is told once the shape is
/// mended, if it is still there.
final class Doubts {

    /// What these judge is one value, or that it stands twice, whatever is around it.
    private static final Set<String> ALONE =
            Set.of(
                    "reference",
                    "date",
                    "timezone",
                    "reserved",
                    "duplicate_id",
                    "duplicate_name",
                    "port",
                    "url");

    /// What is judged by all points together.
    private static final Set<String> OF_ALL_POINTS = Set.of("no_way_out");

    /// What no rule holds against anything else.
    private static final Set<String> APART =
            Set.of("onecard", "site", "timezone", "journal", "metrics", "board.pcsc_provider");

    /// Keys that say where something is wired.
    private static final Set<String> WIRING =
            Set.of("model", "chip", "line", "adc", "channel", "serial", "input", "sim");

    private final Set<String> paths = new HashSet<>();
    private final Set<Place> places = new HashSet<>();
    private final Set<Lost> lost = new HashSet<>();
    private final Set<Problem> moot = new HashSet<>();

    /// @param section where the name stands; perhaps misspelt, or none that anything refers to
    private record Lost(String section, String name) {

        /// Whether a name is that one, perhaps.
        boolean isMeant(Thing thing, String by) {
            boolean other =
                    !section.equals(thing.section())
                            && Arrays.stream(Thing.values())
                                    .map(Thing::section)
                                    .anyMatch(section::equals);
            return !other && Nearest.distance(name, by) <= 1;
        }
    }

    private record Place(int line, int column) {
        static Place of(Node node) {
            return new Place(Nodes.line(node), Nodes.column(node));
        }
    }

    /// What stands at a path is not what was meant.
    ///
    /// @param place of what is wrong; of what is missing, where it belongs
    void add(String path, Node place) {
        paths.add(path);
        places.add(Place.of(place));
    }

    boolean any() {
        return !paths.isEmpty();
    }

    /// Under this name nothing can be found, though something stands there.
    ///
    /// @param section where that is
    void lost(String section, String name) {
        lost.add(new Lost(section, name));
    }

    /// A name that is not there is no problem where nobody can say which names there are.
    ///
    /// @param thing what it should be
    void judge(Problem reference, Thing thing) {
        var section = thing.section();
        boolean doubtful = paths.contains(section) || thing.isOnBoard() && paths.contains("board");
        var name = reference.value();
        if (doubtful || lost.stream().anyMatch(it -> it.isMeant(thing, name))) {
            moot.add(reference);
        }
    }

    /// Without what refers to something that is there.
    List<Problem> judged(List<Problem> found) {
        return found.stream().filter(it -> !moot.contains(it)).toList();
    }

    /// Those problems that do not hang on any doubt.
    ///
    /// @param found in the tree as it was taken
    /// @param meant that tree
    /// @param root the tree as it was read
    List<Problem> without(List<Problem> found, Node meant, Node root) {
        var entries = entries(meant);
        var doubtful = doubtful(entries, root);
        var known = entries.stream().map(Entry::path).collect(Collectors.toSet());
        boolean anywhere = !known.containsAll(doubtful);
        boolean anyPoint = paths.stream().anyMatch(path -> path.startsWith("points"));
        return judged(found).stream()
                .filter(it -> !anyPoint || !OF_ALL_POINTS.contains(it.rule()))
                .filter(it -> !places.contains(new Place(it.line(), it.column())))
                .filter(
                        it ->
                                isAlone(it.rule())
                                        || !anywhere && !doubtful.contains(entry(it.path())))
                .toList();
    }

    /// One line has two devices whatever else is said of these.
    private boolean isAlone(String rule) {
        return ALONE.contains(rule)
                || rule.equals("line_used_twice") && paths.stream().noneMatch(Doubts::isWiring);
    }

    private static boolean isWiring(String path) {
        boolean whole = path.equals("board") || path.equals(entry(path));
        return path.startsWith("board")
                && !APART.contains(path)
                && (whole || WIRING.contains(path.substring(path.lastIndexOf('.') + 1)));
    }

    /// What doubts are in, and whatever names one of those.
    private Set<String> doubtful(List<Entry> entries, Node root) {
        var doubtful = new HashSet<String>();
        for (var path : paths) {
            var at = byId(path, root);
            var entry = entry(at);
            if (!APART.contains(entry)) {
                doubtful.add(entry);
            }
            if (entry.startsWith("points.")) {
                var below = at.substring(Math.min(at.length(), entry.length() + 1));
                // Points are held against each other key by key.
                entries.stream()
                        .filter(it -> it.path().startsWith("points.") && has(it.node(), below))
                        .forEach(it -> doubtful.add(it.path()));
            }
        }
        var texts = new HashMap<String, Set<String>>();
        entries.forEach(
                it ->
                        texts.computeIfAbsent(it.path(), _ -> new HashSet<>())
                                .addAll(texts(it.node())));
        int before;
        do {
            before = doubtful.size();
            var called =
                    doubtful.stream()
                            .map(entry -> entry.substring(entry.lastIndexOf('.') + 1))
                            .collect(Collectors.toSet());
            texts.forEach(
                    (entry, says) -> {
                        if (says.stream().anyMatch(called::contains)) {
                            doubtful.add(entry);
                        }
                    });
        } while (doubtful.size() > before);
        return doubtful;
    }

    /// Points stand by number in shapes and by name in rules.
    private static String byId(String path, Node root) {
        if (!path.startsWith("points[")) {
            return path;
        }
        int end = path.indexOf(']');
        int number = Integer.parseInt(path.substring("points[".length(), end));
        var points = Nodes.items(Nodes.map(root).getOrDefault("points", root));
        return points.stream()
                .skip(number)
                .findFirst()
                .flatMap(Doubts::id)
                .map(id -> "points." + id + path.substring(end + 1))
                .orElse("points");
    }

    private static boolean has(Node node, String path) {
        var at = node;
        for (var key : path.split("\\.")) {
            var next = Nodes.map(at).get(key.replaceFirst("\\[.*", ""));
            if (next == null) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /// What stands under a name of its own: a relay, a point, a schedule. Two points may have one.
    private record Entry(String path, Node node) {}

    private static List<Entry> entries(Node root) {
        var entries = new ArrayList<Entry>();
        Nodes.map(root)
                .forEach(
                        (key, node) -> {
                            switch (key) {
                                case "board" ->
                                        Nodes.map(node)
                                                .forEach(
                                                        (kind, it) ->
                                                                named(
                                                                        "board." + kind,
                                                                        it,
                                                                        entries));
                                case "points" -> points(node, entries);
                                case "schedules", "calendars", "areas", "cards", "lists", "codes" ->
                                        named(key, node, entries);
                                default -> {}
                            }
                        });
        return entries;
    }

    private static void points(Node points, List<Entry> entries) {
        for (var point : Nodes.items(points)) {
            id(point).ifPresent(id -> entries.add(new Entry("points." + id, point)));
        }
    }

    private static void named(String path, Node node, List<Entry> entries) {
        if (!path.equals("board.gpio")) {
            Nodes.map(node).forEach((name, it) -> entries.add(new Entry(path + "." + name, it)));
        }
    }

    private static Optional<String> id(Node point) {
        return Optional.ofNullable(Nodes.map(point).get("id")).flatMap(Nodes::text);
    }

    private static String entry(String path) {
        var keys = path.split("\\.");
        int deep =
                switch (keys[0]) {
                    case "board" -> 3;
                    case "points", "schedules", "calendars", "areas", "cards", "lists", "codes" ->
                            2;
                    default -> 1;
                };
        var entry = new StringBuilder();
        for (int i = 0; i < Math.min(deep, keys.length); i++) {
            entry.append(i == 0 ? "" : ".").append(keys[i].replaceFirst("\\[.*", ""));
        }
        return entry.toString();
    }

    private static Set<String> texts(Node node) {
        var texts = new HashSet<String>();
        switch (node) {
            case ScalarNode scalar -> texts.add(scalar.getValue());
            case MappingNode mapping ->
                    Nodes.members(mapping).forEach(it -> texts.addAll(texts(it.value())));
            case Node sequence -> Nodes.items(sequence).forEach(it -> texts.addAll(texts(it)));
        }
        return texts;
    }
}
