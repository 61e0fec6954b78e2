package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;
import static onecard.edge.words.Message.DID_YOU_MEAN;
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

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import onecard.site.Problem;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Holds a YAML tree against its shape and collects every problem at once.
final class ShapeCheck {

    /// What an installer mends before looking again.
    static final int PROBLEMS_MAX = 100;

    private final List<Problem> problems;

    ShapeCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /// All problems of `root`, or the first [#PROBLEMS_MAX].
    void all(Node root, Shape shape) {
        try {
            check(root, shape, "");
        } catch (TooMany _) {
            // Told already: the list is full.
        }
    }

    private void check(Node node, Shape shape, String path) {
        switch (shape) {
            case Shape.Section section -> section(node, section, path);
            case Shape.Kinds kinds -> kinds(node, kinds, path);
            case Shape.Named(var entry) -> named(node, entry, path);
            case Shape.Seq(var item, var max) -> sequence(node, item, max, path);
            case Shape.OneOrMore(var item, var max) -> {
                if (node instanceof SequenceNode) {
                    sequence(node, item, max, path);
                } else {
                    check(node, item, path);
                }
            }
            case Shape.Text(var pattern, var hint) -> text(node, pattern, hint, path);
            case Shape.Whole(var min, var max) -> whole(node, min, max, path);
            case Shape.NumberOrName(var number, var name) -> {
                if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
                    whole(node, number.min(), number.max(), path);
                } else {
                    text(node, name.pattern(), name.hint(), path);
                }
            }
            case Shape.Flag() -> {
                if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.BOOL)) {
                    add(node, path, "flag", WRITE_FLAG.with());
                }
            }
            case Shape.Choice(var values) -> {
                if (Nodes.text(node).filter(values::contains).isEmpty()) {
                    var known = String.join(", ", values);
                    add(
                            node,
                            path,
                            "choice",
                            Nodes.text(node)
                                    .flatMap(text -> nearest(text, values))
                                    .map(near -> WRITE_ONE_OF_NEAR.with(known, near))
                                    .orElse(WRITE_ONE_OF.with(known)));
                }
            }
        }
    }

    private void section(Node node, Shape.Section section, String path) {
        if (!(node instanceof MappingNode mapping)) {
            add(node, path, "section", WRITE_SECTION.with());
            return;
        }
        var seen = new HashSet<String>();
        for (var member : Nodes.members(mapping)) {
            var name = Nodes.shown(member.key());
            var at = path.isEmpty() ? name : path + "." + name;
            if (!seen.add(member.key())) {
                add(member.keyNode(), at, "duplicate_key", KEEP_ONE.with());
                continue;
            }
            var key = section.key(member.key());
            if (key.isPresent()) {
                check(member.value(), key.get().shape(), at);
            } else {
                unknown(member, section, at);
            }
        }
        for (var key : section.keys()) {
            if (key.required() && !seen.contains(key.name())) {
                add(
                        node,
                        path.isEmpty() ? key.name() : path + "." + key.name(),
                        "required",
                        "nothing",
                        ADD_KEY.with(key.name(), key.reason()));
            }
        }
    }

    /// Where the kind is not known, nothing can be said of the other keys.
    private void kinds(Node node, Shape.Kinds kinds, String path) {
        var by = kinds.by();
        var named = Optional.ofNullable(Nodes.map(node).get(by.name()));
        var section = named.flatMap(Nodes::text).flatMap(kinds::section);
        if (section.isPresent() || named.isEmpty()) {
            section(node, section.orElse(new Shape.Section(by)), path);
        } else {
            check(named.get(), by.shape(), path + "." + by.name());
        }
    }

    private void unknown(Nodes.Member member, Shape.Section section, String at) {
        var names = section.keys().stream().map(Shape.Key::name).toList();
        var advice =
                nearest(member.key(), names)
                        .map(DID_YOU_MEAN::with)
                        .orElse(KNOWN_HERE.with(String.join(", ", names)));
        add(member.keyNode(), at, "unknown_key", member.key(), advice);
    }

    private void named(Node node, Shape entry, String path) {
        if (!(node instanceof MappingNode mapping)) {
            add(node, path, "section", WRITE_NAMES.with());
            return;
        }
        var seen = new HashSet<String>();
        for (var member : Nodes.members(mapping)) {
            var at = path + "." + Nodes.shown(member.key());
            if (!member.key().matches(Terms.ID_PATTERN)) {
                add(member.keyNode(), at, "id", member.key(), NAME_FORM.with());
            }
            if (!seen.add(member.key())) {
                add(member.keyNode(), at, "duplicate_key", member.key(), KEEP_ONE.with());
                continue;
            }
            check(member.value(), entry, at);
        }
    }

    private void sequence(Node node, Shape item, int max, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            add(node, path, "sequence", WRITE_SEQUENCE.with());
            return;
        }
        if (sequence.getValue().isEmpty() || sequence.getValue().size() > max) {
            add(node, path, "count", sequence.getValue().size() + " items", WRITE_COUNT.with(max));
        }
        int number = 0;
        for (var each : sequence.getValue()) {
            check(each, item, path + "[" + number++ + "]");
        }
    }

    private void text(Node node, String pattern, Words hint, String path) {
        boolean fits =
                node instanceof ScalarNode scalar
                        && !scalar.getTag().equals(Tag.NULL)
                        && scalar.getValue().matches(pattern);
        if (!fits) {
            add(node, path, "text", WRITE.with(hint));
        }
    }

    private void whole(Node node, long min, long max, String path) {
        boolean number =
                node instanceof ScalarNode scalar
                        && scalar.getTag().equals(Tag.INT)
                        && scalar.getValue().matches("-?[0-9]{1,15}");
        if (!number) {
            add(node, path, "whole", WRITE_WHOLE.with(min, max));
            return;
        }
        long value = Long.parseLong(Nodes.shown(node));
        if (value < min || value > max) {
            add(node, path, "range", WRITE_WHOLE.with(min, max));
        }
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

    /// The known name at most two edits away.
    static Optional<String> nearest(String wrong, List<String> known) {
        return known.stream()
                .filter(name -> distance(wrong, name) <= 2)
                .min(Comparator.comparingInt(name -> distance(wrong, name)));
    }

    private static int distance(String left, String right) {
        if (Math.abs(left.length() - right.length()) > 2) {
            return 3;
        }
        var row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int same = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + same);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
