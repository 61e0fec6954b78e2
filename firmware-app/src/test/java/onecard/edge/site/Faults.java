package onecard.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.edge.site.Fault.Kind;
import onecard.edge.site.SiteText.Member;
import onecard.edge.site.SiteText.Place;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Draws faults for one key of the schema in one good file.
final class Faults {

    /// Sections that ask for others elsewhere in the file.
    private static final Set<String> NOT_ALONE = Set.of("board.biometrics");

    /// Keys that say what a device of the board is reached by: each has one of them. Lines
    /// on a simulated chip need none.
    private static final String DRIVER =
            "board\\.(?!relays|contacts)[a-z]+\\.\\*\\."
                    + "(directory|espeak|hsm|input|listen|pcsc|serial|sim|test_keys)";

    private static final List<String> NO_TEXTS =
            List.of("\"\"", "\"" + "x".repeat(300) + "\"", "\"\\u0001\"", "Ä_!");

    private final SiteText tree;
    private final SchemaKeys schema;
    private final Random random;

    Faults(SiteText tree, SchemaKeys schema, Random random) {
        this.tree = tree;
        this.schema = schema;
        this.random = random;
    }

    /// One fault of each kind that there can be at a key here; none where it has no place in this
    /// file.
    List<Fault> at(String path) {
        var entry = Objects.requireNonNull(schema.entries().get(path));
        var faults = new ArrayList<Fault>();
        var places = tree.places().getOrDefault(path, List.of());
        var standing = places.stream().filter(it -> it.member().isPresent()).toList();
        if (!standing.isEmpty()) {
            standing(path, any(standing), faults);
        } else {
            absent(entry, faults);
        }
        return faults;
    }

    private void standing(String path, Place place, List<Fault> faults) {
        var member = place.member().orElseThrow();
        misspelt(path, place, member, faults);
        values(path, place.key().shape(), member.value(), faults);
        if (place.key().required() && !isBrought(place)) {
            missing(path, member, Kind.MISSING, "required").ifPresent(faults::add);
        }
        if (path.matches(DRIVER) && !Nodes.text(member.value()).equals(Optional.of("false"))) {
            missing(path, member, Kind.NO_DRIVER, "driver").ifPresent(faults::add);
        }
        twice(path, member).ifPresent(faults::add);
        names(path, faults);
        references(path, member, faults);
        dates(path, place.key().shape(), member.value(), faults);
        if (path.equals("timezone")) {
            faults.add(value(path, Kind.NO_ZONE, member.value(), "Asia/Nowhere", "timezone"));
        }
        twoAlike(path, member, faults);
        syntax(path, place, member, faults);
    }

    /// By the ready profile that the point names.
    private static boolean isBrought(Place place) {
        return Optional.ofNullable(Nodes.map(place.section()).get(ReadyProfile.BY))
                .flatMap(Nodes::text)
                .flatMap(ReadyProfiles::find)
                .filter(profile -> profile.keys().containsKey(place.key().name()))
                .isPresent();
    }

    private void misspelt(String path, Place place, Member member, List<Fault> faults) {
        var key = place.key().name();
        var known = known(path);
        var typos = Typo.all(key).stream().filter(typo -> !known.contains(typo)).toList();
        faults.add(
                at(path, Kind.MISSPELT_KEY, member.key(), any(typos), "unknown_key", 0)
                        .suggesting(key));
        Unit.of(key)
                .ifPresent(
                        unit -> {
                            var stem = key.substring(0, key.length() - unit.suffix().length());
                            var other = unit.suffix().equals("s") ? "ms" : "s";
                            if (!known.contains(stem + other)) {
                                faults.add(
                                        at(
                                                        path,
                                                        Kind.OTHER_UNIT,
                                                        member.key(),
                                                        stem + other,
                                                        "unknown_key",
                                                        0)
                                                .suggesting(key));
                            }
                        });
    }

    /// Names of the keys beside one.
    private Set<String> known(String path) {
        var section = Objects.requireNonNull(schema.entries().get(path)).section();
        return Set.copyOf(section.keys().stream().map(Shape.Key::name).toList());
    }

    /// A value that is wrong by itself.
    private void values(String path, Shape shape, Node value, List<Fault> faults) {
        for (var wrong : wrong(shape, Nodes.text(value))) {
            if (isOneLine(value)) {
                faults.add(
                        value(path, wrong.kind(), value, wrong.text(), wrong.rule())
                                .suggesting(wrong.suggested()));
            }
        }
        if (shape instanceof Shape.Seq(var item, _) && !Nodes.items(value).isEmpty()) {
            values(path, item, any(Nodes.items(value)), faults);
        }
    }

    private record Wrong(Kind kind, String text, String rule, Optional<String> suggested) {
        Wrong(Kind kind, String text, String rule) {
            this(kind, text, rule, Optional.empty());
        }
    }

    /// @param stands what is misspelt; where nothing is, anything that might be
    private List<Wrong> wrong(Shape shape, Optional<String> stands) {
        return switch (shape) {
            case Shape.Text(var pattern, _) ->
                    List.of(
                            new Wrong(Kind.WRONG_TYPE, "{ a: 1 }", "text"),
                            new Wrong(
                                    Kind.WRONG_TEXT,
                                    NO_TEXTS.stream()
                                            .filter(text -> !read(text).matches(pattern))
                                            .findFirst()
                                            .orElseThrow(),
                                    "text"));
            case Shape.Whole(var min, var max) ->
                    List.of(
                            new Wrong(Kind.WRONG_TYPE, any(List.of("many", "1.5", "~")), "whole"),
                            new Wrong(Kind.BELOW, Long.toString(min - 1), "range"),
                            new Wrong(Kind.ABOVE, Long.toString(max + 1), "range"));
            case Shape.NumberOrName(var number, _) ->
                    List.of(
                            new Wrong(Kind.WRONG_TYPE, "{ a: 1 }", "text"),
                            new Wrong(Kind.ABOVE, Long.toString(number.max() + 1), "range"));
            case Shape.Flag() ->
                    List.of(new Wrong(Kind.WRONG_TYPE, any(List.of("yes", "1", "~")), "flag"));
            case Shape.Choice(var values) -> choices(values, stands);
            case Shape.OneOrMore(var item, _) -> choices(item.values(), stands);
            case Shape.Seq _ ->
                    List.of(
                            new Wrong(Kind.WRONG_TYPE, "1", "sequence"),
                            new Wrong(Kind.EMPTY, "[]", "count"));
            case Shape.Section _, Shape.Named _, Shape.Kinds _ ->
                    List.of(new Wrong(Kind.WRONG_TYPE, any(List.of("1", "[1]", "~")), "section"));
        };
    }

    private static String read(String quoted) {
        return quoted.startsWith("\"") && !quoted.contains("\\")
                ? quoted.substring(1, quoted.length() - 1)
                : quoted.replace("\"\\u0001\"", "\u0001");
    }

    private List<Wrong> choices(List<String> values, Optional<String> stands) {
        var choice = stands.orElseGet(() -> any(values));
        var typos =
                Typo.all(choice).stream()
                        .filter(typo -> !values.contains(typo) && typo.matches("[a-z_].*"))
                        .toList();
        return List.of(
                new Wrong(Kind.NO_CHOICE, "nonsense", "choice"),
                new Wrong(Kind.WRONG_TYPE, "{ a: 1 }", "choice"),
                typos.isEmpty()
                        ? new Wrong(Kind.NO_CHOICE, "0", "choice")
                        : new Wrong(
                                Kind.MISSPELT_CHOICE,
                                "\"" + any(typos) + "\"",
                                "choice",
                                Optional.of(choice)));
    }

    private Optional<Fault> missing(String path, Member member, Kind kind, String rule) {
        int key = from(member.key());
        int section = from(member.section());
        if (member.next().isPresent()) {
            int next = from(member.next().get());
            return Optional.of(fault(path, kind, key, next, "", rule, section, 0));
        }
        if (!isOneLine(member.value())) {
            return Optional.empty();
        }
        int end = to(member.value());
        // With the comma before it; a line that is blank then is none.
        int begin = isFlow(member.section()) ? member.before().map(Faults::to).orElse(key) : key;
        boolean alone = member.before().isEmpty() && !isFlow(member.section());
        return alone
                ? Optional.empty()
                : Optional.of(fault(path, kind, begin, end, "", rule, section, 0));
    }

    private Optional<Fault> twice(String path, Member member) {
        if (!isOneLine(member.value())) {
            return Optional.empty();
        }
        var copy = tree.text().substring(from(member.key()), to(member.value()));
        var before = isFlow(member.section()) ? ", " : "\n" + " ".repeat(column(member.key()));
        int end = to(member.value());
        return Optional.of(
                fault(
                        path,
                        Kind.TWICE,
                        end,
                        end,
                        before + copy,
                        "duplicate_key",
                        end,
                        before.length()));
    }

    /// A name of the installer's that none can be.
    private void names(String path, List<Fault> faults) {
        var entries = tree.entries().getOrDefault(path, List.of());
        if (!entries.isEmpty()) {
            var name = any(entries).key();
            var text = Nodes.text(name).orElseThrow();
            var wrong = any(List.of(text + "!", "-" + text, text + "_", "\"" + text + " \""));
            faults.add(at(path, Kind.NO_NAME, name, wrong, "id", 0));
        }
    }

    private void references(String path, Member member, List<Fault> faults) {
        var refers = References.section(Objects.requireNonNull(schema.entries().get(path)));
        if (refers.isEmpty()) {
            return;
        }
        var section = refers.get();
        var value =
                member.value() instanceof SequenceNode sequence
                        ? any(sequence.getValue())
                        : member.value();
        var name = Nodes.text(value).orElse("");
        var names = References.names(section, tree);
        if (!names.contains(name)) {
            return; // of the program's own: a card application
        }
        var typos =
                Typo.all(name).stream()
                        .filter(typo -> !names.contains(typo) && typo.matches("[a-z].{2,31}"))
                        .filter(typo -> typo.matches(Terms.ID_PATTERN))
                        .toList();
        if (!typos.isEmpty()) {
            var fault = value(path, Kind.REFERS_TO_NOTHING, value, any(typos), "reference");
            faults.add(fault.suggesting(name));
        }
        tree.entries().entrySet().stream()
                .filter(it -> it.getKey().startsWith("board.") && !it.getKey().equals(section))
                .map(it -> Nodes.text(it.getValue().getFirst().key()).orElseThrow())
                .filter(other -> !names.contains(other))
                .findFirst()
                .ifPresent(
                        other ->
                                faults.add(
                                        value(
                                                path,
                                                Kind.REFERS_TO_ANOTHER_KIND,
                                                value,
                                                other,
                                                "reference")));
    }

    private void dates(String path, Shape shape, Node value, List<Fault> faults) {
        if (shape.equals(Terms.DATES) && !Nodes.items(value).isEmpty()) {
            faults.add(value(path, Kind.NO_DATE, any(Nodes.items(value)), "2026-02-30", "date"));
        } else if (shape.equals(Terms.DATE)) {
            faults.add(value(path, Kind.NO_DATE, value, "2026-02-30", "date"));
        }
    }

    /// Two points of one name; two devices on one line.
    private void twoAlike(String path, Member member, List<Fault> faults) {
        var places = tree.places().getOrDefault(path, List.of());
        if (path.startsWith("points[") && path.endsWith("].id") && places.size() > 1) {
            var first = places.getFirst().member().orElseThrow().value();
            var last = places.getLast().member().orElseThrow().value();
            var name = Nodes.text(first).orElseThrow();
            faults.add(value(path, Kind.ID_TWICE, last, name, "duplicate_id"));
        }
        if (path.equals("board.relays.*.line") || path.equals("board.contacts.*.line")) {
            var lines =
                    places.stream()
                            .filter(it -> Nodes.map(it.section()).get("chip") == null)
                            .flatMap(it -> it.member().stream())
                            .map(Member::value)
                            .toList();
            if (lines.size() > 1 && lines.contains(member.value())) {
                var first = tree.text().substring(from(lines.getFirst()), to(lines.getFirst()));
                faults.add(value(path, Kind.LINE_TWICE, lines.getLast(), first, "line_used_twice"));
            }
        }
    }

    private void syntax(String path, Place place, Member member, List<Fault> faults) {
        int key = from(member.key());
        int column = column(member.key());
        boolean block = !isFlow(place.section());
        var before = member.before().filter(it -> it instanceof ScalarNode || !isBlock(it));
        if (block && column > 0 && before.isPresent()) {
            faults.add(fault(path, Kind.TAB, key - column, key, "\t", "yaml", key - column, 0));
        }
        if (block && before.isPresent()) {
            faults.add(fault(path, Kind.INDENT, key, key, " ", "yaml", key, 0));
        }
        if (member.value() instanceof ScalarNode) {
            int end = to(member.value());
            if (tree.text().charAt(end - 1) == '"') {
                int from = from(member.value());
                faults.add(fault(path, Kind.QUOTE, end - 1, end, "", "yaml", from, 0));
            }
        }
        if (member.value() instanceof SequenceNode && isOneLine(member.value())) {
            int end = to(member.value());
            int begin = from(member.value());
            var text = tree.text().substring(begin, end);
            var bomb = "[ &a " + text + ", *a".repeat(9) + " ]";
            faults.add(
                    fault(path, Kind.ALIASES, begin, end, bomb, "yaml", begin, bomb.length() - 4));
        }
    }

    /// A key that stands nowhere, with a wrong value.
    private void absent(SchemaKeys.Entry entry, List<Fault> faults) {
        for (var wrong : wrong(entry.key().shape(), Optional.empty())) {
            var grafts =
                    Graft.all(tree, schema, entry, wrong.text()).stream()
                            .filter(it -> !NOT_ALONE.contains(it.hanging().path()))
                            .toList();
            if (!grafts.isEmpty()) {
                var graft = any(grafts);
                faults.add(
                        fault(
                                        entry.path(),
                                        wrong.kind(),
                                        graft.at(),
                                        graft.at(),
                                        graft.with(),
                                        wrong.rule(),
                                        graft.at(),
                                        graft.behind())
                                .suggesting(wrong.suggested()));
            }
        }
    }

    private Fault value(String path, Kind kind, Node value, String text, String rule) {
        return at(path, kind, value, text, rule, 0);
    }

    private static Fault at(
            String path, Kind kind, Node node, String with, String rule, int behind) {
        return fault(path, kind, from(node), to(node), with, rule, from(node), behind);
    }

    private static Fault fault(
            String path,
            Kind kind,
            int from,
            int to,
            String with,
            String rule,
            int anchor,
            int behind) {
        return new Fault(path, kind, from, to, with, rule, anchor, behind, Optional.empty());
    }

    private boolean isOneLine(Node node) {
        return !isBlock(node)
                && !tree.text().substring(from(node), to(node)).contains("\n")
                && to(node) > from(node);
    }

    private static boolean isFlow(MappingNode node) {
        return !isBlock(node);
    }

    private static boolean isBlock(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping.getFlowStyle() == FlowStyle.BLOCK;
            case SequenceNode sequence -> sequence.getFlowStyle() == FlowStyle.BLOCK;
            default -> false;
        };
    }

    private static int from(Node node) {
        return node.getStartMark().orElseThrow().getIndex();
    }

    private static int to(Node node) {
        return node.getEndMark().orElseThrow().getIndex();
    }

    private static int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
