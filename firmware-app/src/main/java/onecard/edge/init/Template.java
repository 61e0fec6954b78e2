package onecard.edge.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with `@key@` where an answer goes. A line that ends in `#?key` is left out where that
/// answer is [#NONE], and a section with nothing in it too.
final class Template {

    static final String NONE = "none";

    private static final Pattern ANSWER = Pattern.compile("@([a-z-]+)@");
    private static final Pattern IF = Pattern.compile(" #\\?([a-z-]+)$");

    private Template() {}

    /// @param name of a file beside this class
    /// @param answers by key, each as it stands in the file
    static String filled(String name, Map<String, String> answers) {
        var lines =
                text(name)
                        .lines()
                        .filter(line -> !isWithout(line, answers))
                        .map(line -> IF.matcher(line).replaceFirst(""))
                        .map(line -> ANSWER.matcher(line).replaceAll(it -> answer(it, answers)))
                        .toList();
        return String.join("\n", withoutEmpty(lines)) + "\n";
    }

    private static boolean isWithout(String line, Map<String, String> answers) {
        return IF.matcher(line)
                .results()
                .anyMatch(it -> answers.getOrDefault(it.group(1), NONE).equals(NONE));
    }

    private static String answer(MatchResult key, Map<String, String> answers) {
        return Matcher.quoteReplacement(
                Objects.requireNonNull(answers.get(key.group(1)), key.group(1)));
    }

    private static List<String> withoutEmpty(List<String> lines) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            boolean below = i + 1 < lines.size() && indent(lines.get(i + 1)) > indent(lines.get(i));
            if (below || !lines.get(i).matches(" *[a-z-]+:( *#.*)?")) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String text(String name) {
        try (var in =
                Objects.requireNonNull(Template.class.getResourceAsStream(name + ".yaml"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("no template " + name, unreadable);
        }
    }
}
