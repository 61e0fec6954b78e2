package onecard.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /// Keys that refer to something, and where that has its name.
    static final Map<String, String> REFERENCES =
            Map.ofEntries(
                    Map.entry("reader", "board.readers"),
                    Map.entry("more_readers", "board.readers"),
                    Map.entry("returns", "board.readers"),
                    Map.entry("scanner", "board.scanners"),
                    Map.entry("plates", "board.plates"),
                    Map.entry("keypad", "board.keypads"),
                    Map.entry("finger", "board.biometrics"),
                    Map.entry("face", "board.biometrics"),
                    Map.entry("vein", "board.biometrics"),
                    Map.entry("display", "board.displays"),
                    Map.entry("operator_display", "board.displays"),
                    Map.entry("voice", "board.voices"),
                    Map.entry("printer", "board.printers"),
                    Map.entry("tray", "board.trays"),
                    Map.entry("scale", "board.scales"),
                    Map.entry("purse", "board.purses"),
                    Map.entry("module", "board.modules"),
                    Map.entry("relay", "board.relays"),
                    Map.entry("raise", "board.relays"),
                    Map.entry("lower", "board.relays"),
                    Map.entry("stop", "board.relays"),
                    Map.entry("valve", "board.relays"),
                    Map.entry("contact", "board.contacts"),
                    Map.entry("exit_button", "board.contacts"),
                    Map.entry("fire", "board.contacts"),
                    Map.entry("passed", "board.contacts"),
                    Map.entry("safety", "board.contacts"),
                    Map.entry("home", "board.contacts"),
                    Map.entry("arrival", "board.contacts"),
                    Map.entry("up", "board.contacts"),
                    Map.entry("down", "board.contacts"),
                    Map.entry("meter", "board.contacts"),
                    Map.entry("schedule", "schedules"),
                    Map.entry("free_schedule", "schedules"),
                    Map.entry("lockdown_schedule", "schedules"),
                    Map.entry("disabled_schedule", "schedules"),
                    Map.entry("second_factor_schedule", "schedules"),
                    Map.entry("late_schedule", "schedules"),
                    Map.entry("calendar", "calendars"),
                    Map.entry("area", "areas"),
                    Map.entry("from_area", "areas"),
                    Map.entry("lists", "lists"),
                    Map.entry("list", "lists"),
                    Map.entry("accounts", "lists"),
                    Map.entry("prices", "lists"),
                    Map.entry("orders", "lists"),
                    Map.entry("roster", "lists"),
                    Map.entry("applications", "cards"));

    /// Sections that ask for others elsewhere in the file.
    private static final Set<String> NOT_ALONE = Set.of("board.biometrics");

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
        if (place.key().required()) {
            missing(path, member).ifPresent(faults::add);
        }
        twice(path, member).ifPresent(faults::add);
        names(path, faults);
        references(path, place, member, faults);
        dates(path, place.key().shape(), member.value(), faults);
        if (path.equals("timezone")) {
            faults.add(value(path, Kind.NO_ZONE, member.value(), "Asia/Nowhere", "timezone"));
        }
        twoAlike(path, member, faults);
        syntax(path, place, member, faults);
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

    private Optional<Fault> missing(String path, Member member) {
        int key = from(member.key());
        int section = from(member.section());
        if (member.next().isPresent()) {
            int next = from(member.next().get());
            return Optional.of(fault(path, Kind.MISSING, key, next, "", "required", section, 0));
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
                : Optional.of(fault(path, Kind.MISSING, begin, end, "", "required", section, 0));
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

    private void references(String path, Place place, Member member, List<Fault> faults) {
        var section = REFERENCES.get(place.key().name());
        boolean refers =
                section != null && (path.startsWith("points[") || path.startsWith("board.readers"));
        if (!refers) {
            return;
        }
        var value =
                member.value() instanceof SequenceNode sequence
                        ? any(sequence.getValue())
                        : member.value();
        var name = Nodes.text(value).orElse("");
        var names =
                tree.entries().getOrDefault(section, List.of()).stream()
                        .flatMap(it -> Nodes.text(it.key()).stream())
                        .toList();
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

    /// A key that stands nowhere, written with a wrong value, with what it needs around it.
    private void absent(SchemaKeys.Entry entry, List<Fault> faults) {
        for (var wrong : wrong(entry.key().shape(), Optional.empty())) {
            var hanging = entry;
            var text = wrong.text();
            int behind = 0;
            while (!tree.places().containsKey(hanging.path())) {
                var around = hanging.around(text, tree.anyName("lists").orElse("x"));
                behind += around.lastIndexOf(text);
                text = around;
                hanging = Objects.requireNonNull(schema.entries().get(hanging.parent()));
            }
            var places =
                    Objects.requireNonNull(tree.places().get(hanging.path())).stream()
                            .filter(it -> it.member().isEmpty())
                            .toList();
            if (places.isEmpty() || NOT_ALONE.contains(hanging.path())) {
                return; // what it hangs below stands, with something else in it
            }
            var written = hanging.key().name() + ": " + text;
            insert(
                            entry.path(),
                            any(places),
                            wrong,
                            written,
                            hanging.key().name().length() + 2 + behind)
                    .ifPresent(faults::add);
        }
    }

    private Optional<Fault> insert(
            String path, Place place, Wrong wrong, String written, int behind) {
        var section = place.section();
        if (section.getValue().isEmpty()) {
            int at = from(section) + 1;
            return Optional.of(
                    fault(
                                    path,
                                    wrong.kind(),
                                    at,
                                    at,
                                    " " + written + " ",
                                    wrong.rule(),
                                    at,
                                    behind + 1)
                            .suggesting(wrong.suggested()));
        }
        var first = section.getValue().getFirst().getKeyNode();
        int at = from(first);
        var with = isFlow(section) ? written + ", " : written + "\n" + " ".repeat(column(first));
        return Optional.of(
                fault(path, wrong.kind(), at, at, with, wrong.rule(), at, behind)
                        .suggesting(wrong.suggested()));
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
