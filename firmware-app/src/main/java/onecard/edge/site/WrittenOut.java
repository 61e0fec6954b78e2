package onecard.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A site file written out: one that means the same, in which each key that a ready profile brings
/// stands at its point. What stood in the file stays as it is, with its comments.
public final class WrittenOut {

    private final String text;
    private final Set<String> idle;
    private final StringBuilder out = new StringBuilder();

    /// Up to here the text is in `out`.
    private int done;

    private WrittenOut(String text, Set<String> idle) {
        this.text = text;
        this.idle = idle;
    }

    /// @return the same text where it is not good, names no ready profile, or names one in a way of
    ///     writing YAML that is beyond this
    public static String of(String yaml) {
        var good = bound(yaml);
        if (good.isEmpty()) {
            return yaml;
        }
        var uses = SiteFile.tree(yaml).map(Underlay::uses).orElse(List.of());
        var out = new WrittenOut(yaml, good.get().idle()).with(uses);
        return bound(out).map(Bound::profile).equals(good.map(Bound::profile)) ? out : yaml;
    }

    private static Optional<Bound> bound(String yaml) {
        try {
            return SiteFile.tree(yaml).flatMap(tree -> Bound.of(tree, new ArrayList<>()));
        } catch (YamlEngineException _) {
            return Optional.empty();
        }
    }

    private String with(List<Underlay.Use> uses) {
        uses.forEach(this::with);
        return out.append(text, done, text.length()).toString();
    }

    /// An alias stands elsewhere, always before: such a point stays as it is.
    private void with(Underlay.Use use) {
        int key = offset(use.key().getEndMark());
        int named = offset(use.named().getStartMark());
        if (key < done || named < key) {
            return;
        }
        upTo(named);
        out.append(use.profile().kind());
        done = offset(use.named().getEndMark());
        if (use.point().getFlowStyle() == FlowStyle.FLOW) {
            use.profile().keys().forEach((name, value) -> inLine(use, name, value));
        } else {
            int end = text.indexOf('\n', done);
            upTo(end < 0 ? text.length() : end);
            int column = column(use);
            for (var line : lines(use)) {
                out.append('\n').append(" ".repeat(column)).append(line);
            }
        }
    }

    private void inLine(Underlay.Use use, String name, String value) {
        if (instead(use, name).isEmpty()) {
            out.append(", ").append(name).append(": ").append(value);
        }
    }

    /// The profile's own lines, between two that name it.
    private List<String> lines(Underlay.Use use) {
        var profile = use.profile();
        var lines = new ArrayList<String>();
        lines.add("# {{{ " + profile.name());
        for (var line : profile.text().lines().toList()) {
            var name = line.substring(0, Math.max(line.indexOf(':'), 0));
            var value = profile.keys().get(name);
            if (value != null) {
                lines.add(
                        instead(use, name)
                                .map(own -> "# " + name + ": " + value + " -> " + own)
                                .orElse(line));
            }
        }
        lines.add("# }}}");
        return lines;
    }

    /// What the point has in place of a key of the profile; empty where it has the profile's.
    private Optional<String> instead(Underlay.Use use, String name) {
        var own = Optional.ofNullable(Nodes.map(use.point()).get(name)).map(Nodes::shown);
        return own.isEmpty() && idle.contains(use.path(name)) ? Optional.of("-") : own;
    }

    /// Of the keys of the point, one of which may stand behind a `?`.
    private static int column(Underlay.Use use) {
        return Nodes.members(use.point()).stream()
                .mapToInt(member -> Nodes.column(member.keyNode()) - 1)
                .min()
                .orElseThrow();
    }

    private void upTo(int end) {
        out.append(text, done, end);
        done = end;
    }

    /// Marks count characters, whatever they take in memory.
    private int offset(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }
}
