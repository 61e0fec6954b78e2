package onecard.edge.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Reason;
import onecard.edge.command.Verb;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the catalogue points at is there: commands, members of events, sections of documents; and
/// the sheet that is made of it.
class CatalogueLinksTest {

    private static final Path ROOT = Path.of("..");

    private static final Path EVENT =
            Path.of("src", "main", "resources", "contract", "schemas", "event.schema.json");

    /// A command in an operator's next step is one that there is.
    @ParameterizedTest
    @EnumSource
    void theCommandsThatAreNamedExist(Reason reason) {
        var next = ReasonWords.of(reason).next();
        var command = Pattern.compile("onecard ([a-z]+)(?: ([a-z]+))?");
        for (var lang : Lang.values()) {
            var named = command.matcher(next.in(lang));
            while (named.find()) {
                var first = named.group(1);
                var key = "onecard." + first + ".usage.description";
                assertTrue(
                        Stream.of(Help.values()).anyMatch(it -> it.key().equals(key)),
                        named.group());
                if (first.equals("cmd")) {
                    assertTrue(
                            Stream.of(Verb.values())
                                    .anyMatch(it -> it.wire().equals(named.group(2))),
                            named.group());
                }
            }
        }
        assertEquals(
                commands(command, next.zh()), commands(command, next.en()), "in both languages");
    }

    private static Set<String> commands(Pattern command, String text) {
        return command.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    /// Where operations look further is a member of the events, as their schema has it.
    @Test
    void theFieldsAreThoseOfEvents() throws IOException {
        var event = new ObjectMapper().readTree(Files.readString(EVENT));
        for (var reason : Reason.values()) {
            for (var field : ReasonWords.of(reason).fields()) {
                Set<JsonNode> at = Set.of(event);
                for (var name : ("data." + field).split("[.]")) {
                    at = members(at, name);
                }
                assertFalse(at.isEmpty(), () -> reason + ": " + field);
            }
        }
    }

    /// Whatever may stand under that name in one of these, however the schema puts its cases.
    private static Set<JsonNode> members(Set<JsonNode> schemas, String name) {
        var found = new HashSet<JsonNode>();
        for (var schema : schemas) {
            var properties = schema.path("properties").path(name);
            if (!properties.isMissingNode()) {
                found.add(properties);
            }
            for (var of : List.of("oneOf", "anyOf", "allOf")) {
                schema.path(of).forEach(one -> found.addAll(members(Set.of(one), name)));
            }
            if (schema.has("items")) {
                found.addAll(members(Set.of(schema.get("items")), name));
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void theSectionsThatExplainItExist(Reason reason) throws IOException {
        for (var link : List.of(ReasonWords.of(reason).see(), ReasonWords.of(reason).section())) {
            var parts = link.split("#");
            var anchors =
                    Files.readAllLines(ROOT.resolve(parts[0])).stream()
                            .filter(line -> line.matches("#+ .*"))
                            .map(CatalogueLinksTest::anchor)
                            .collect(Collectors.toSet());
            assertTrue(anchors.contains(parts[1]), link);
        }
    }

    /// As forges make it of a heading.
    private static String anchor(String heading) {
        return heading.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{IsAlphabetic}0-9 _-]", "")
                .replace(' ', '-');
    }

    /// The sheet for the wall of the guard's room.
    @Test
    void theSheetBesideTheProfilesIsTheCatalogue() throws IOException {
        var file = ROOT.resolve("profiles").resolve("MESSAGES.md");
        if (Boolean.getBoolean("words.write")) {
            Files.writeString(file, MessageSheet.text());
        }
        assertEquals(
                MessageSheet.text(),
                Files.readString(file),
                "write it anew with -Dwords.write=true");
    }
}
