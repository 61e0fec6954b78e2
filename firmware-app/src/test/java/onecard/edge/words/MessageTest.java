package onecard.edge.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {

    /// A message, and whether values are given to it.
    private static final Pattern USE =
            Pattern.compile("(?<![A-Z_\"])([A-Z][A-Z_0-9]*)(?![A-Z_0-9\"])(::with|\\.with\\()?");

    private static final Pattern TOLD =
            Pattern.compile("(?:tell|complain)\\(\\s*Message\\.([A-Z][A-Z_0-9]*)\\b(?!\\.)");

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern PLACEHOLDER = Pattern.compile("%(?:(\\d+)\\$)?s");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @ParameterizedTest
    @EnumSource
    void aMessageStandsInBothLanguagesWithTheSameValues(Message message) {
        var words = message.template();
        assertFalse(words.zh().isBlank() || words.en().isBlank());
        assertEquals(values(words.en()), values(words.zh()));
        assertFalse(HAN.matcher(words.en()).find(), words.en());
    }

    /// What is left over is the same in both: a name, a path, a form of writing.
    @Test
    void onlyWhatIsNoSentenceIsWithoutChinese() {
        var without =
                Arrays.stream(Message.values())
                        .filter(message -> !HAN.matcher(message.template().zh()).find())
                        .collect(Collectors.toSet());
        assertEquals(java.util.Set.of(Message.DEMO_MQTT), without);
    }

    @ParameterizedTest
    @EnumSource
    void aHelpTextStandsInBothLanguages(Help help) {
        var words = help.words();
        assertFalse(words.zh().isBlank() || words.en().isBlank());
        assertEquals(
                words.en().contains("${DEFAULT-VALUE}"), words.zh().contains("${DEFAULT-VALUE}"));
        assertTrue(HAN.matcher(words.zh()).find(), words.zh());
        assertFalse(HAN.matcher(words.en()).find(), words.en());
    }

    @Test
    void aValueInWordsSpeaksTheSentencesLanguage() {
        var said = Message.WRITE.with(new Words("日期", "a date"));
        assertEquals(new Words("请写 日期", "write a date"), said);
    }

    /// Each message is said somewhere, with as many values as it has places.
    @Test
    void everyMessageIsSaidWithTheValuesItHasPlacesFor() throws IOException {
        Map<Message, Integer> said = new TreeMap<>();
        var wrong = new TreeSet<String>();
        for (var file : sources()) {
            var text = Files.readString(file);
            var use = USE.matcher(text);
            while (use.find()) {
                var message = named(use.group(1));
                message.ifPresent(it -> said.merge(it, 1, Integer::sum));
                if (message.isPresent() && ".with(".equals(use.group(2))) {
                    count(message.get(), arguments(text, use.end()), file, wrong);
                }
            }
            var told = TOLD.matcher(text);
            while (told.find()) {
                var message = named(told.group(1));
                if (message.isPresent()) {
                    int given = arguments(text, told.start(1)) - 1;
                    count(message.get(), given, file, wrong);
                }
            }
        }
        assertEquals(new TreeSet<>(), wrong);
        var unsaid = new TreeSet<>(Arrays.asList(Message.values()));
        unsaid.removeAll(said.keySet());
        assertEquals(new TreeSet<>(), unsaid);
    }

    private static Optional<Message> named(String word) {
        return Arrays.stream(Message.values()).filter(it -> it.name().equals(word)).findFirst();
    }

    private static void count(Message message, int given, Path file, TreeSet<String> wrong) {
        int wanted = values(message.template().en()).size();
        if (given != wanted) {
            wrong.add(message + " in " + file + " has " + given + ", not " + wanted);
        }
    }

    private static java.util.List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            var found =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("Message.java"))
                            .filter(file -> !file.endsWith("Help.java"))
                            .toList();
            assertTrue(found.size() > 50, () -> "only " + found.size() + " sources");
            return found;
        }
    }

    /// How many arguments stand between here and the bracket that closes.
    private static int arguments(String text, int from) {
        int depth = 0;
        int commas = 0;
        boolean quoted = false;
        boolean any = false;
        for (int i = from; ; i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else {
                    quoted = c != '"';
                }
                continue;
            }
            if (c == ')' && depth == 0) {
                return any ? commas + 1 : 0;
            }
            any |= !Character.isWhitespace(c);
            switch (c) {
                case '"' -> quoted = true;
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> commas += depth == 0 ? 1 : 0;
                default -> {}
            }
        }
    }

    /// Which values a text names, by position.
    private static TreeSet<Integer> values(String text) {
        var values = new TreeSet<Integer>();
        var found = PLACEHOLDER.matcher(text);
        int next = 0;
        while (found.find()) {
            values.add(found.group(1) == null ? ++next : Integer.parseInt(found.group(1)));
        }
        assertEquals(
                text.replace("%%", "").replaceAll(PLACEHOLDER.pattern(), ""),
                text.replace("%%", "").replaceAll(PLACEHOLDER.pattern(), "").replace("%", ""));
        return values;
    }
}
