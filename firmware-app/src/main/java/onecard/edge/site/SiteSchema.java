package onecard.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.words.Words;

/// The JSON Schema of the site file, written from the same shapes that check it.
public final class SiteSchema {

    private SiteSchema() {}

    public static Json.Obj schema() {
        return of(SiteShape.SITE)
                .with("$schema", "https://json-schema.org/draft/2020-12/schema")
                .with("title", "onecard-edge site file");
    }

    private static Json.Obj of(Shape shape) {
        return switch (shape) {
            case Shape.Text(var pattern, var hint) ->
                    type("string").with("pattern", "^" + pattern + "$").with("title", both(hint));
            case Shape.Whole(var min, var max) ->
                    type("integer").with("minimum", min).with("maximum", max);
            case Shape.NumberOrName(var number, var name) ->
                    Json.Obj.EMPTY.with("anyOf", new Json.Arr(List.of(of(number), of(name))));
            case Shape.Flag() -> type("boolean");
            case Shape.Choice(var values) -> Json.Obj.EMPTY.with("enum", Json.Arr.ofText(values));
            case Shape.Seq(var item, var max) ->
                    type("array").with("items", of(item)).with("minItems", 1).with("maxItems", max);
            case Shape.OneOrMore(var item, var max) ->
                    Json.Obj.EMPTY.with(
                            "anyOf", new Json.Arr(List.of(of(item), of(new Shape.Seq(item, max)))));
            case Shape.Named(var entry) ->
                    type("object")
                            .with("additionalProperties", of(entry))
                            .with(
                                    "propertyNames",
                                    Json.Obj.EMPTY.with("pattern", "^" + Terms.ID_PATTERN + "$"));
            case Shape.Section(var keys) -> section(keys);
            case Shape.Kinds kinds -> kinds(kinds);
        };
    }

    private static Json.Obj section(List<Shape.Key> keys) {
        var properties = Json.Obj.EMPTY;
        var required = new ArrayList<String>();
        for (var key : keys) {
            var property = of(key.shape()).with("description", both(key.reason()));
            if (key.preset().isPresent()) {
                property = property.with("default", preset(key));
            }
            properties = properties.with(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        var section =
                type("object").with("properties", properties).with("additionalProperties", false);
        return required.isEmpty() ? section : section.with("required", Json.Arr.ofText(required));
    }

    /// An editor shows the keys of the kind that is written there, and only the problems of those.
    private static Json.Obj kinds(Shape.Kinds kinds) {
        var choices =
                kinds.kinds().stream()
                        .flatMap(kind -> kind(kinds.by().name(), kind).stream())
                        .toList();
        return section(List.of(kinds.by()))
                .without("additionalProperties")
                .with("allOf", new Json.Arr(choices));
    }

    /// The keys of a kind, also under the names of its ready profiles; and for each that it
    /// requires and one of those brings, by what names somebody has to write it.
    private static List<Json> kind(String by, Shape.Kinds.Kind kind) {
        var ready = ReadyProfiles.of(kind.name());
        var brought = ready.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        var names = new ArrayList<>(List.of(kind.name()));
        names.addAll(ready.keySet());
        var keys =
                kind.section().keys().stream()
                        .map(key -> brought.contains(key.name()) ? key.asOptional() : key)
                        .toList();
        var choices = new ArrayList<Json>(List.of(where(by, names, section(keys))));
        for (var key : kind.section().keys()) {
            if (key.required() && brought.contains(key.name())) {
                var without =
                        names.stream()
                                .filter(
                                        it ->
                                                !ready.getOrDefault(it, Set.of())
                                                        .contains(key.name()))
                                .toList();
                var required = Json.Arr.ofText(List.of(key.name()));
                choices.add(where(by, without, Json.Obj.EMPTY.with("required", required)));
            }
        }
        return choices;
    }

    private static Json.Obj where(String key, List<String> values, Json.Obj then) {
        var choice = Json.Obj.EMPTY.with("enum", Json.Arr.ofText(values));
        return Json.Obj.EMPTY
                .with("if", Json.Obj.EMPTY.with("properties", Json.Obj.EMPTY.with(key, choice)))
                .with("then", then);
    }

    private static Json preset(Shape.Key key) {
        var preset = key.preset().orElseThrow();
        return switch (key.shape()) {
            case Shape.Whole _ -> new Json.Num(Long.parseLong(preset));
            case Shape.Flag _ -> new Json.Bool(Boolean.parseBoolean(preset));
            case Shape.Seq _ -> Json.Arr.ofText(List.of(preset.split(" ")));
            case Shape.Text _,
                    Shape.NumberOrName _,
                    Shape.Choice _,
                    Shape.OneOrMore _,
                    Shape.Named _,
                    Shape.Section _,
                    Shape.Kinds _ ->
                    new Json.Str(preset);
        };
    }

    private static String both(Words words) {
        return words.en() + " / " + words.zh();
    }

    private static Json.Obj type(String name) {
        return Json.Obj.EMPTY.with("type", name);
    }
}
