package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables, windows, limits and amounts of a till that are wrong: each is named with its place, its
/// rule and what to do, in both languages. `tills/invalid.txt` has them.
class InvalidTillsTest {

    private static final Path TILLS =
            Path.of("src", "test", "resources", "onecard", "edge", "site", "tills");

    /// @param place `line:column`
    record Wrong(String till, String place, String rule, String from, String to) {

        private static Wrong of(String line) {
            var columns = line.split("\\|", 4);
            var change = columns[3].split("`", -1);
            return new Wrong(
                    columns[0].strip(),
                    columns[1].strip(),
                    columns[2].strip(),
                    change[1].replace("\\n", "\n"),
                    change[3].replace("\\n", "\n"));
        }

        String text() throws IOException {
            var good = Files.readString(TILLS.resolve(till + ".yaml"));
            int at = good.indexOf(from);
            assertTrue(at >= 0 && at == good.lastIndexOf(from), () -> "stands once: " + from);
            return good.substring(0, at) + to + good.substring(at + from.length());
        }
    }

    static List<Wrong> wrong() throws IOException {
        try (Stream<String> lines = Files.lines(TILLS.resolve("invalid.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Wrong::of)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "menu", "tray", "weigh", "listed"})
    void whatTheyAreMadeFromIsGood(String till) throws IOException {
        Checked.good(Files.readString(TILLS.resolve(till + ".yaml")));
    }

    @Test
    void thereAreTwoHundredAndNoTwoAlike() throws IOException {
        var texts = new HashSet<String>();
        for (var wrong : wrong()) {
            assertTrue(texts.add(wrong.text()), wrong::toString);
        }
        assertTrue(texts.size() >= 200, () -> texts.size() + " files");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void eachIsNamedWithPlaceAndAdvice(Wrong wrong) throws IOException {
        var problems = Checked.bad(wrong.text());

        assertTrue(
                problems.stream()
                        .anyMatch(
                                it ->
                                        wrong.place().equals(it.line() + ":" + it.column())
                                                && wrong.rule().equals(it.rule())),
                problems::toString);
        for (var problem : problems) {
            assertFalse(problem.path().isBlank(), problem::toString);
            for (var lang : List.of(Lang.EN, Lang.ZH)) {
                assertFalse(problem.advice().in(lang).isBlank(), problem::toString);
                assertFalse(problem.advice().in(lang).contains("%s"), problem::toString);
            }
        }
    }
}
