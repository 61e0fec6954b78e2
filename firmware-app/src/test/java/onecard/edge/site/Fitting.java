package onecard.edge.site;

import java.util.List;
import java.util.stream.Stream;

/// Values that may stand at a key of a good file, each in one line.
record Fitting(SiteText tree) {

    /// One of each form that a text of the schema has.
    private static final List<String> TEXTS =
            List.of(
                    "x",
                    "1.0",
                    "00:00",
                    "2026-10-01",
                    "mqtt://127.0.0.1",
                    "https://127.0.0.1/",
                    "/x",
                    "127.0.0.1:8080",
                    "1-1.2",
                    "6A88",
                    "SCNMOD3",
                    "GPIO17",
                    "0OD",
                    "00",
                    "0000",
                    "000000",
                    "0000000000",
                    "000000000000",
                    "0".repeat(64),
                    "AAAAAA",
                    "ed25519:" + "A".repeat(43));

    /// The first of them; what is required has one.
    String one(SchemaKeys.Entry entry) {
        return of(entry).getFirst();
    }

    /// What it might be, the likeliest first.
    List<String> of(SchemaKeys.Entry entry) {
        var shape = entry.key().shape();
        var names =
                References.section(entry).map(it -> References.names(it, tree)).orElse(List.of());
        if (!names.isEmpty()) {
            return shape instanceof Shape.Seq
                    ? names.stream().map(name -> "[ " + name + " ]").toList()
                    : names;
        }
        return of(shape, entry);
    }

    private List<String> of(Shape shape, SchemaKeys.Entry entry) {
        return switch (shape) {
            case Shape.Text(var pattern, _) ->
                    TEXTS.stream()
                            .filter(text -> text.matches(pattern))
                            .map(text -> "\"" + text + "\"")
                            .toList();
            case Shape.Whole(var min, var max) ->
                    Stream.concat(
                                    entry.key().preset().stream(),
                                    Stream.of(min, max, (min + max) / 2).map(Object::toString))
                            .distinct()
                            .toList();
            case Shape.NumberOrName(var number, var name) ->
                    Stream.of(number, name).flatMap(it -> of(it, entry).stream()).toList();
            case Shape.Flag() -> List.of("true", "false");
            case Shape.Choice(var values) -> values;
            case Shape.Seq(var item, _) ->
                    of(item, entry).stream().map(one -> "[ " + one + " ]").toList();
            case Shape.OneOrMore(var item, _) -> item.values();
            case Shape.Named(var item) ->
                    of(item, entry).stream()
                            .map(one -> "{ " + SchemaKeys.nameIn(entry.path()) + ": " + one + " }")
                            .toList();
            case Shape.Section section -> List.of(section(section, entry));
            case Shape.Kinds _ -> List.of(); // every file has points
        };
    }

    /// With what is required in it alone.
    private String section(Shape.Section section, SchemaKeys.Entry entry) {
        var inside =
                section.keys().stream()
                        .filter(Shape.Key::required)
                        .map(key -> key.name() + ": " + one(entry.below(key, section)))
                        .toList();
        return inside.isEmpty() ? "{}" : "{ " + String.join(", ", inside) + " }";
    }
}
