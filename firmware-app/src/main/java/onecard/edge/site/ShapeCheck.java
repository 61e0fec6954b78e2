package onecard.edge.site;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import onecard.site.Problem;
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
            case Shape.Named(var entry) -> named(node, entry, path);
            case Shape.Seq(var item, var max) -> sequence(node, item, max, path);
            case Shape.Text(var pattern, var hint) -> text(node, pattern, hint, path);
            case Shape.Whole(var min, var max) -> whole(node, min, max, path);
            case Shape.Flag() -> {
                if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.BOOL)) {
                    add(node, path, "flag", "write true or false");
                }
            }
            case Shape.Choice(var values) -> {
                if (Nodes.text(node).filter(values::contains).isEmpty()) {
                    var advice = "write one of " + String.join(", ", values);
                    add(
                            node,
                            path,
                            "choice",
                            Nodes.text(node)
                                    .flatMap(text -> nearest(text, values))
                                    .map(near -> advice + "; did you mean " + near + "?")
                                    .orElse(advice));
                }
            }
        }
    }

    private void section(Node node, Shape.Section section, String path) {
        if (!(node instanceof MappingNode mapping)) {
            add(node, path, "section", "write keys and values here");
            return;
        }
        var seen = new HashSet<String>();
        for (var member : Nodes.members(mapping)) {
            var name = Nodes.shown(member.key());
            var at = path.isEmpty() ? name : path + "." + name;
            if (!seen.add(member.key())) {
                add(member.keyNode(), at, "duplicate_key", "keep one of them");
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
                        "add " + key.name() + ": " + key.en());
            }
        }
    }

    private void unknown(Nodes.Member member, Shape.Section section, String at) {
        var names = section.keys().stream().map(Shape.Key::name).toList();
        var advice =
                nearest(member.key(), names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("known here: " + String.join(", ", names));
        add(member.keyNode(), at, "unknown_key", member.key(), advice);
    }

    private void named(Node node, Shape entry, String path) {
        if (!(node instanceof MappingNode mapping)) {
            add(node, path, "section", "write names and their sections here");
            return;
        }
        var seen = new HashSet<String>();
        for (var member : Nodes.members(mapping)) {
            var at = path + "." + Nodes.shown(member.key());
            if (!member.key().matches(SiteShape.ID_PATTERN)) {
                add(
                        member.keyNode(),
                        at,
                        "id",
                        member.key(),
                        "a name must be 1 to 32 of a-z, 0-9 and -");
            }
            if (!seen.add(member.key())) {
                add(member.keyNode(), at, "duplicate_key", member.key(), "keep one of them");
                continue;
            }
            check(member.value(), entry, at);
        }
    }

    private void sequence(Node node, Shape item, int max, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            add(node, path, "sequence", "write [ ... ] or lines beginning with -");
            return;
        }
        if (sequence.getValue().isEmpty() || sequence.getValue().size() > max) {
            add(
                    node,
                    path,
                    "count",
                    sequence.getValue().size() + " items",
                    "write 1 to " + max + " items");
        }
        int number = 0;
        for (var each : sequence.getValue()) {
            check(each, item, path + "[" + number++ + "]");
        }
    }

    private void text(Node node, String pattern, String hint, String path) {
        boolean fits =
                node instanceof ScalarNode scalar
                        && !scalar.getTag().equals(Tag.NULL)
                        && scalar.getValue().matches(pattern);
        if (!fits) {
            add(node, path, "text", "write " + hint);
        }
    }

    private void whole(Node node, long min, long max, String path) {
        boolean number =
                node instanceof ScalarNode scalar
                        && scalar.getTag().equals(Tag.INT)
                        && scalar.getValue().matches("-?[0-9]{1,15}");
        if (!number) {
            add(node, path, "whole", "write a whole number from " + min + " to " + max);
            return;
        }
        long value = Long.parseLong(Nodes.shown(node));
        if (value < min || value > max) {
            add(node, path, "range", "write a whole number from " + min + " to " + max);
        }
    }

    private void add(Node node, String path, String rule, String advice) {
        add(node, path, rule, Nodes.shown(node), advice);
    }

    private void add(Node node, String path, String rule, String value, String advice) {
        var shown = secret(path) ? "(hidden)" : Nodes.shown(value);
        problems.add(new Problem(path, Nodes.line(node), Nodes.column(node), rule, shown, advice));
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
    static java.util.Optional<String> nearest(String wrong, List<String> known) {
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
