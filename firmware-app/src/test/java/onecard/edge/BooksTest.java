package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is written for people leads where it says.
final class BooksTest {

    private static final Path TOP = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");

    @Test
    void everyLinkLeadsToAFileAndEachPlaceInItIsAHeading() throws IOException {
        var broken = new ArrayList<String>();
        int links = 0;
        for (var book : books()) {
            var link = LINK.matcher(Files.readString(book));
            while (link.find()) {
                links++;
                var to =
                        link.group(1).isEmpty()
                                ? book
                                : book.resolveSibling(link.group(1)).normalize();
                var place = link.group(2);
                if (!Files.exists(to) || (place != null && !headings(to).contains(place))) {
                    broken.add(book + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 20, links + " links");
    }

    /// Beside what they are about; not below `target`, where others work meanwhile.
    private static List<Path> books() throws IOException {
        var books = new ArrayList<Path>();
        for (var folder : List.of("", "profiles", "hal", "firmware-app")) {
            addBooks(Files.list(TOP.resolve(folder)), books);
        }
        for (var sources : List.of("profiles/src", "hal/src", "firmware-app/src")) {
            addBooks(Files.walk(TOP.resolve(sources)), books);
        }
        return books;
    }

    private static void addBooks(Stream<Path> files, List<Path> books) {
        try (files) {
            files.filter(it -> it.toString().endsWith(".md")).forEach(books::add);
        }
    }

    /// As a page shows them: lower case, hyphens for blanks, no punctuation.
    private static List<String> headings(Path book) throws IOException {
        return Files.readAllLines(book).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(it -> it.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
                .toList();
    }
}
