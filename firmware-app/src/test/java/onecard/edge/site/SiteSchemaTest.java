package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// What an editor shows of the schema as it is shipped: no key without a reason in both languages,
/// and with the default, the range and the choices that the checker holds it to.
class SiteSchemaTest {

    private static final Path SCHEMA = Path.of("..", "profiles", "schema", "site.schema.json");

    private static final SchemaKeys KEYS = SchemaKeys.all();

    @Test
    void everyKeyStandsInTheSchemaWithAReasonInBothLanguages() throws IOException {
        var found = new TreeSet<String>();
        var silent = new ArrayList<String>();
        each(
                (path, property) -> {
                    found.add(path);
                    if (!property.path("description")
                            .asText()
                            .matches(".*[a-zA-Z].* / .*\\p{IsHan}.*")) {
                        silent.add(path);
                    }
                });

        assertEquals(List.of(), silent);
        assertEquals(new TreeSet<>(KEYS.entries().keySet()), found);
    }

    @Test
    void whatHoldsWithoutAKeyIsItsDefault() throws IOException {
        var wrong = new ArrayList<String>();
        each(
                (path, property) -> {
                    var key = key(path);
                    if (key.preset().isPresent() != property.has("default")) {
                        wrong.add(path);
                    }
                    key.preset()
                            .filter(preset -> !preset.equals(text(property.path("default"))))
                            .ifPresent(_ -> wrong.add(path));
                });

        assertEquals(List.of(), wrong);
    }

    @Test
    void rangesAndChoicesAreTheCheckers() throws IOException {
        var wrong = new ArrayList<String>();
        each(
                (path, property) -> {
                    boolean right =
                            switch (key(path).shape()) {
                                case Shape.Whole(var min, var max) ->
                                        property.path("minimum").asLong(-1) == min
                                                && property.path("maximum").asLong(-1) == max;
                                case Shape.Choice(var values) ->
                                        values.equals(list(property.path("enum")));
                                case Shape.OneOrMore(var item, _) ->
                                        item.values().equals(list(property.at("/anyOf/0/enum")));
                                case Shape.Text(_, var hint) ->
                                        property.has("pattern")
                                                && property.path("title")
                                                        .asText()
                                                        .startsWith(hint.en());
                                case Shape.Flag() ->
                                        property.path("type").asText().equals("boolean");
                                case Shape.Seq _ -> property.path("maxItems").asInt() > 0;
                                case Shape.NumberOrName _ -> property.path("anyOf").size() == 2;
                                case Shape.Section _, Shape.Named _, Shape.Kinds _ ->
                                        property.path("type").asText().equals("object");
                            };
                    if (!right) {
                        wrong.add(path);
                    }
                });

        assertEquals(List.of(), wrong);
    }

    @Test
    void everyFileForPeopleToCopyBeginsWithItsSchema() throws IOException {
        for (var tree : GoodSites.shipped()) {
            assertTrue(tree.text().startsWith("# yaml-language-server: $schema="), tree::file);
        }
    }

    private static Shape.Key key(String path) {
        return Objects.requireNonNull(KEYS.entries().get(path), path).key();
    }

    private static String text(JsonNode value) {
        return value.isArray() ? String.join(" ", list(value)) : value.asText();
    }

    private static List<String> list(JsonNode array) {
        var list = new ArrayList<String>();
        array.forEach(item -> list.add(item.asText()));
        return list;
    }

    /// Every property, by the key that [SchemaKeys] calls it.
    private static void each(BiConsumer<String, JsonNode> does) throws IOException {
        walk(new ObjectMapper().readTree(SCHEMA.toFile()), "", does);
    }

    private static void walk(JsonNode schema, String path, BiConsumer<String, JsonNode> does) {
        boolean kinds = schema.has("allOf");
        if (!kinds) {
            for (var property : schema.path("properties").properties()) {
                var at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                does.accept(at, property.getValue());
                walk(property.getValue(), at, does);
            }
        }
        for (var kind : schema.path("allOf")) {
            var names = kind.at("/if/properties").properties().iterator().next().getValue();
            // The kind's own name stands before those of its ready profiles.
            walk(kind.path("then"), path + "[" + names.at("/enum/0").asText() + "]", does);
        }
        if (schema.path("items").isObject()) {
            walk(schema.path("items"), path, does);
        }
        if (schema.path("additionalProperties").isObject()) {
            walk(schema.path("additionalProperties"), path + ".*", does);
        }
    }
}
