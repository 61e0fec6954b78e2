package onecard.point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a machine's drawing shows.
public final class Drawing {

    private static final Pattern EDGE = Pattern.compile("(\\w+) --> (\\w+): (.+)");

    private Drawing() {}

    /// One line an arrow and input, `from --> to: Input`, sorted.
    ///
    /// @param name below the sources of `onecard.point`
    public static String of(String name) throws IOException {
        var drawn = new TreeSet<String>();
        for (var line : Files.readAllLines(Path.of("src/main/java/onecard/point", name))) {
            var match = EDGE.matcher(line.strip());
            if (match.matches()) {
                for (var input : match.group(3).split(", ")) {
                    drawn.add(match.group(1) + " --> " + match.group(2) + ": " + input);
                }
            }
        }
        return String.join("\n", drawn);
    }
}
