package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;
import static onecard.edge.words.Message.DID_YOU_MEAN;
import static onecard.edge.words.Message.DID_YOU_MEAN_UNIT;
import static onecard.edge.words.Message.KEEP_ONE;
import static onecard.edge.words.Message.KNOWN_HERE;
import static onecard.edge.words.Message.NAME_FORM;
import static onecard.edge.words.Message.WRITE;
import static onecard.edge.words.Message.WRITE_COUNT;
import static onecard.edge.words.Message.WRITE_FLAG;
import static onecard.edge.words.Message.WRITE_NAMES;
import static onecard.edge.words.Message.WRITE_ONE_OF;
import static onecard.edge.words.Message.WRITE_ONE_OF_NEAR;
import static onecard.edge.words.Message.WRITE_SECTION;
import static onecard.edge.words.Message.WRITE_SEQUENCE;
import static onecard.edge.words.Message.WRITE_WHOLE;
import static onecard.edge.words.Message.WRITE_WHOLE_UNIT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import onecard.site.Problem;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Holds a YAML tree against its shape and collects every problem at once. What is wrong is taken
/// for what was most likely meant, so that the rules behind the shape can be held against the rest
/// of the file in the same run; where that is a guess, a doubt is noted.
final class ShapeCheck {

    /// What an installer mends before looking again.
    static final int PROBLEMS_MAX = 100;

    private final List<Problem> problems;
    private final Doubts doubts = new Doubts();

    ShapeCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /// Where the tree that [#all] gave is a guess.
    Doubts doubts() {
        return doubts;
    }

    /// All problems of `root`, or the first [#PROBLEMS_MAX].
    ///
    /// @return the tree as it is taken, whose shape is right; empty where nobody can tell
    Optional<Node> all(Node root, Shape shape) {
        return all(root, shape, "");
    }

    /// The same of a part.
    Optional<Node> all(Node root, Shape shape, String path) {
        try {
            return check(root, shape, path);
        } catch (TooMany _) {
            // Told already: the list is full.
            return Optional.empty();
        }
    }

    /// @return what it is taken for; empty where that may be anything
    private Optional<Node> check(Node node, Shape shape, String path) {
        return switch (shape) {
            case Shape.Section section -> section(node, section, path, true);
            case Shape.Kinds kinds -> kinds(node, kinds, path);
            case Shape.Named(var entry) -> named(node, entry, path);
            case Shape.Seq(var item, var max) -> sequence(node, item, max, path);
            case Shape.OneOrMore(var item, var max) ->
                    node instanceof SequenceNode
                            ? sequence(node, item, max, path)
                            : check(node, item, path);
            case Shape.Text(var pattern, var hint) -> text(node, pattern, hint, path);
            case Shape.Whole(var min, var max) -> whole(node, min, max, path);
            case Shape.NumberOrName(var number, var name) ->
                    node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)
                            ? whole(node, number.min(), number.max(), path)
                            : text(node, name.pattern(), name.hint(), path);
            case Shape.Flag() -> {
                boolean flag = node instanceof ScalarNode it && it.getTag().equals(Tag.BOOL);
                yield flag ? Optional.of(node) : wrong(node, path, "flag", WRITE_FLAG.with());
            }
            case Shape.Choice(var values) -> choice(node, values, path);
        };
    }

    private Optional<Node> choice(Node node, List<String> values, String path) {
        if (Nodes.text(node).filter(values::contains).isPresent()) {
            return Optional.of(node);
        }
        var known = String.join(", ", values);
        var near =
                Nodes.text(node)
                        .flatMap(
                                text ->
                                        Nearest.of(text, values)
                                                .or(() -> Nearest.of(lower(text), values)));
        add(
                node,
                path,
                "choice",
                near.map(it -> WRITE_ONE_OF_NEAR.with(known, it)).orElse(WRITE_ONE_OF.with(known)));
        doubts.add(path, node);
        return near.map(it -> Samples.text(it, node));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// @param whole what is missing is said
    private Optional<Node> section(Node node, Shape.Section section, String path, boolean whole) {
        if (!(node instanceof MappingNode mapping)) {
            return wrong(node, path, "section", WRITE_SECTION.with());
        }
        var given = Nodes.keys(mapping);
        var meant = meant(given, section);
        var seen = new HashSet<String>();
        var members = new LinkedHashMap<String, NodeTuple>();
        for (var member : Nodes.members(mapping)) {
            var at = below(path, Nodes.shown(member.key()));
            if (!seen.add(member.key())) {
                add(member.keyNode(), at, "duplicate_key", KEEP_ONE.with());
                doubts.add(at, member.value());
                continue;
            }
            var exact = section.key(member.key());
            if (exact.isEmpty()) {
                unknown(member, section, given, at);
            }
            exact.or(() -> Optional.ofNullable(meant.get(member.key())))
                    .ifPresentOrElse(
                            key ->
                                    check(member.value(), key.shape(), at)
                                            .ifPresent(
                                                    value ->
                                                            members.put(
                                                                    key.name(),
                                                                    tuple(key, member, value))),
                            () -> doubts.add(at, member.value()));
        }
        boolean made = true;
        for (var key : section.keys()) {
            if (key.required() && !members.containsKey(key.name())) {
                var at = below(path, key.name());
                if (whole && !seen.contains(key.name()) && !isWritten(key, meant, seen)) {
                    add(node, at, "required", "nothing", ADD_KEY.with(key.name(), key.reason()));
                }
                doubts.add(at, node);
                var sample = Samples.of(key.shape(), node);
                sample.ifPresent(
                        value ->
                                members.put(
                                        key.name(),
                                        new NodeTuple(Samples.text(key.name(), node), value)));
                made &= sample.isPresent();
            }
        }
        return made
                ? Optional.of(Samples.mapping(List.copyOf(members.values()), node))
                : Optional.empty();
    }

    /// Misspelt, or in another unit.
    private static boolean isWritten(
            Shape.Key key, Map<String, Shape.Key> meant, Set<String> seen) {
        var name = List.of(key.name());
        return meant.containsValue(key)
                || seen.stream().anyMatch(given -> Unit.apart(given, name).isPresent());
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static NodeTuple tuple(Shape.Key key, Nodes.Member member, Node value) {
        return new NodeTuple(Samples.text(key.name(), member.keyNode()), value);
    }

    /// Unknown keys by the key that each is taken for: one that is not there, and the only one so
    /// near. A value in another unit is not taken for anything.
    private static Map<String, Shape.Key> meant(Set<String> given, Shape.Section section) {
        var names = section.keys().stream().map(Shape.Key::name).toList();
        var meant = new LinkedHashMap<String, Shape.Key>();
        var taken = new HashSet<>(given);
        var wrongs = given.stream().filter(key -> section.key(key).isEmpty()).limit(PROBLEMS_MAX);
        for (var wrong : wrongs.toList()) {
            if (Unit.apart(wrong, names).isEmpty()) {
                var free = names.stream().filter(name -> !taken.contains(name)).toList();
                Nearest.of(wrong, names, taken)
                        .filter(near -> Nearest.only(wrong, free).filter(near::equals).isPresent())
                        .filter(taken::add)
                        .flatMap(section::key)
                        .ifPresent(key -> meant.put(wrong, key));
            }
        }
        return meant;
    }

    private void unknown(Nodes.Member member, Shape.Section section, Set<String> given, String at) {
        var names = section.keys().stream().map(Shape.Key::name).toList();
        var unit = Unit.apart(member.key(), names);
        var advice =
                unit.map(key -> DID_YOU_MEAN_UNIT.with(key, Unit.of(key).orElseThrow().name()))
                        .or(() -> Nearest.of(member.key(), names, given).map(DID_YOU_MEAN::with))
                        .orElse(KNOWN_HERE.with(String.join(", ", names)));
        add(member.keyNode(), at, "unknown_key", member.key(), advice);
    }

    /// Where the kind is not said, or no such kind is known, it is taken for the one that the other
    /// keys fit best; then nothing is said to be missing, and no key wrong that another kind has.
    private Optional<Node> kinds(Node node, Shape.Kinds kinds, String path) {
        if (!(node instanceof MappingNode mapping)) {
            return wrong(node, path, "section", WRITE_SECTION.with());
        }
        var by = kinds.by();
        var taken = new TakenFor(mapping, kinds);
        var said = taken.written().map(key -> Objects.requireNonNull(Nodes.map(mapping).get(key)));
        var exact = said.flatMap(Nodes::text).flatMap(kinds::section);
        if (exact.isPresent()) {
            return section(node, exact.get(), path, true);
        }
        var at = below(path, by.name());
        if (said.isEmpty()) {
            add(node, at, "required", "nothing", ADD_KEY.with(by.name(), by.reason()));
            doubts.add(at, node);
        }
        var near =
                said.flatMap(it -> check(it, by.shape(), at))
                        .flatMap(Nodes::text)
                        .flatMap(kinds::kind);
        var kind = near.orElseGet(() -> taken.likeliest(path));
        return section(taken.as(kind), kind.section(), path, near.isPresent());
    }

    private Optional<Node> named(Node node, Shape entry, String path) {
        if (!(node instanceof MappingNode mapping)) {
            return wrong(node, path, "section", WRITE_NAMES.with());
        }
        var seen = new HashSet<String>();
        var entries = new LinkedHashMap<String, NodeTuple>();
        for (var member : Nodes.members(mapping)) {
            var at = path + "." + Nodes.shown(member.key());
            var name = member.key();
            if (!name.matches(Terms.ID_PATTERN)) {
                add(member.keyNode(), at, "id", name, NAME_FORM.with());
                doubts.lost(path, name);
                name = formed(name);
                doubts.lost(path, name);
                doubts.add(path + "." + name, member.keyNode());
            }
            if (!seen.add(member.key())) {
                add(member.keyNode(), at, "duplicate_key", member.key(), KEEP_ONE.with());
                doubts.add(at, member.value());
                continue;
            }
            var called = Samples.text(name, member.keyNode());
            var value = check(member.value(), entry, at);
            if (value.isPresent()) {
                entries.putIfAbsent(name, new NodeTuple(called, value.get()));
            } else {
                doubts.lost(path, name);
            }
        }
        return Optional.of(Samples.mapping(List.copyOf(entries.values()), node));
    }

    /// A name as it may be, of one as it may not.
    private static String formed(String name) {
        var plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceFirst("^-+", "");
        return plain.isEmpty() ? "x" : plain.substring(0, Math.min(plain.length(), 32));
    }

    private Optional<Node> sequence(Node node, Shape item, int max, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            return wrong(node, path, "sequence", WRITE_SEQUENCE.with());
        }
        int count = sequence.getValue().size();
        if (count == 0 || count > max) {
            add(node, path, "count", count + " items", WRITE_COUNT.with(max));
            doubts.add(path, node);
        }
        var items = new ArrayList<Node>();
        int number = 0;
        for (var each : sequence.getValue()) {
            // Rules hold items against each other: a few thousand would take minutes.
            var value =
                    check(each, item, path + "[" + number++ + "]").filter(_ -> items.size() < max);
            value.ifPresentOrElse(
                    items::add,
                    () ->
                            Optional.ofNullable(Nodes.map(each).get("id"))
                                    .flatMap(Nodes::text)
                                    .ifPresent(id -> doubts.lost(path, id)));
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(Samples.sequence(items, node));
    }

    private Optional<Node> text(Node node, String pattern, Words hint, String path) {
        boolean fits =
                node instanceof ScalarNode scalar
                        && !scalar.getTag().equals(Tag.NULL)
                        && scalar.getValue().matches(pattern);
        return fits ? Optional.of(node) : wrong(node, path, "text", WRITE.with(hint));
    }

    private Optional<Node> whole(Node node, long min, long max, String path) {
        boolean number =
                node instanceof ScalarNode scalar
                        && scalar.getTag().equals(Tag.INT)
                        && scalar.getValue().matches("-?[0-9]{1,15}");
        if (!number) {
            return wrong(node, path, "whole", range(min, max, path));
        }
        long value = Long.parseLong(Nodes.text(node).orElseThrow());
        return value < min || value > max
                ? wrong(node, path, "range", range(min, max, path))
                : Optional.of(node);
    }

    private static Words range(long min, long max, String path) {
        return Unit.of(path)
                .map(unit -> WRITE_WHOLE_UNIT.with(min, max, unit.name()))
                .orElse(WRITE_WHOLE.with(min, max));
    }

    private Optional<Node> wrong(Node node, String path, String rule, Words advice) {
        return wrong(node, path, rule, Nodes.shown(node), advice);
    }

    /// @return nothing that it could be taken for
    private Optional<Node> wrong(Node node, String path, String rule, String value, Words advice) {
        add(node, path, rule, value, advice);
        doubts.add(path, node);
        return Optional.empty();
    }

    private void add(Node node, String path, String rule, Words advice) {
        add(node, path, rule, Nodes.shown(node), advice);
    }

    private void add(Node node, String path, String rule, String value, Words advice) {
        var shown = secret(path) ? "(hidden)" : Nodes.shown(value);
        var told = Origin.told(node, advice);
        problems.add(new Problem(path, Nodes.line(node), Nodes.column(node), rule, shown, told));
        // Aliases let a small file say a great many things wrong; nobody reads on after these.
        if (problems.size() >= PROBLEMS_MAX) {
            throw new TooMany();
        }
    }

    /// Whoever writes a secret inline should not read it again in a log.
    private static boolean secret(String path) {
        return path.startsWith("keys.site") || path.startsWith("uplink.password");
    }

    /// The way out of a file with more problems than anybody reads; never leaves this class.
    private static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("too many problems", null, false, false);
        }
    }
}
