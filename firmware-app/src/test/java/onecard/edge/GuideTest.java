package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecard.edge.walk.Block;
import onecard.hal.Cue;
import onecard.hal.Panel;
import onecard.words.Lang;
import onecard.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The installer's guide says the same in both languages, and of files, pictures, lights and the
/// walk what is so. Its commands: [GuideCommandsTest].
class GuideTest {

    private static final Path PARTS = Path.of("src", "package");
    private static final Path FIRST_DOOR = PARTS.resolve("first-door.yaml");

    private static final Pattern OF_THE_PACKAGE = Pattern.compile("/usr/share/[A-Za-z0-9./-]+");

    private final Typed typed = new Typed();

    @TempDir private Path dir;

    // --- two languages ---

    @Test
    void bothLanguagesHaveTheSameSectionsTablesLinksAndPictures() throws IOException {
        var zh = Guide.in(Lang.ZH);
        var en = Guide.in(Lang.EN);

        assertEquals(en.headings(), zh.headings());
        assertEquals(16, en.headings().size());
        assertEquals(en.rows(), zh.rows());
        assertEquals(en.links(), zh.links());
        assertTrue(en.links().contains("!pictures/header-door.LANG.svg"), en.links()::toString);
    }

    @Test
    void bothLanguagesHaveTheSameCommandsAndLines() throws IOException {
        var zh = Guide.in(Lang.ZH);
        var en = Guide.in(Lang.EN);

        assertEquals(en.bareCommands(), zh.bareCommands());
        assertEquals(en.data(), zh.data());
        assertEquals(en.edits(), zh.edits());
        assertEquals(named(en), named(zh));
        assertTrue(named(en).contains("PIN11"), () -> named(en).toString());
    }

    /// Names, keys and files; a reason to leave something out is each language's own.
    private static Set<String> named(Guide guide) {
        var named = new TreeSet<String>();
        for (var span : guide.spans()) {
            if (!span.startsWith("s ")) {
                named.add(span);
            }
        }
        return named;
    }

    // --- what a site file may say, and what is said of it ---

    @ParameterizedTest
    @EnumSource
    void everySnippetIsGoodInTheFirstDoor(Lang lang) throws IOException {
        var snippets = Guide.in(lang).snippets();
        assertTrue(snippets.size() >= 3, snippets::toString);
        for (var snippet : snippets) {
            var door = assertInstanceOf(Map.class, Guide.yaml(Files.readString(FIRST_DOOR)));
            var part = assertInstanceOf(Map.class, Guide.yaml(snippet));
            Typed.assertGood(new ObjectMapper().writeValueAsString(with(door, part)));
        }
    }

    /// A snippet stands in the place of the sections that it has, below what they are of.
    private static Map<Object, Object> with(Map<?, ?> door, Map<?, ?> part) {
        var whole = new LinkedHashMap<Object, Object>(door);
        part.forEach(
                (key, value) -> {
                    if (value instanceof Map<?, ?> said
                            && door.get(key) instanceof Map<?, ?> before) {
                        var section = new LinkedHashMap<Object, Object>(before);
                        section.putAll(said);
                        if (said.containsKey("model")) {
                            section.remove("gpio");
                        }
                        whole.put(key, section);
                    } else {
                        whole.put(key, value);
                    }
                });
        return whole;
    }

    @ParameterizedTest
    @EnumSource
    void whatCheckSaysOfATypoStandsThereWordForWord(Lang lang) throws IOException {
        var site = Files.readString(FIRST_DOOR).replace("release_ms", "relase_ms");
        Files.writeString(dir.resolve("site.yaml"), site);

        assertEquals(1, typed.run(lang, List.of("check", dir.resolve("site.yaml").toString())));
        assertEquals(
                Guide.in(lang).said(),
                typed.said().lines().map(line -> line.replace(dir + "/", "")).toList());
    }

    @ParameterizedTest
    @EnumSource
    void theBlocksOfTheWalkAreThoseOfTheProgram(Lang lang) throws IOException {
        assertEquals(
                Stream.of(Block.values())
                        .map(block -> block.title().in(lang).replace(". ", " "))
                        .toList(),
                Guide.in(lang).table(10).stream().map(List::getFirst).toList());
    }

    /// As panels show them, in their order; and the door that stands open.
    @ParameterizedTest
    @EnumSource
    void theLightsAreThoseOfPanels(Lang lang) throws IOException {
        var cues = Stream.of(Panel.Signal.values()).map(Panel.Signal::cue);
        assertEquals(
                Stream.concat(cues, Stream.of(Panel.HELD_OPEN))
                        .map(cue -> colour(cue.colour()).in(lang))
                        .toList(),
                Guide.in(lang).table(11).stream().map(row -> row.get(1)).toList());
    }

    private static Words colour(Cue.Colour colour) {
        return switch (colour) {
            case GREEN -> new Words("绿", "green");
            case RED -> new Words("红", "red");
            case BOTH -> new Words("红绿", "both");
        };
    }

    // --- files ---

    @Test
    void everyFileOfThePackageThatIsNamedIsInIt() throws IOException {
        var guide = Guide.in(Lang.EN);
        int named = 0;
        for (var text : Stream.concat(guide.prose().stream(), guide.commands().stream()).toList()) {
            var file = OF_THE_PACKAGE.matcher(text);
            while (file.find()) {
                named++;
                assertTrue(Files.exists(fromWhere(file.group())), file.group());
            }
        }
        assertTrue(named >= 5, named + " files");
        var script = Files.readString(Path.of("..", "scripts", "package"));
        assertTrue(script.contains("GUIDE.md,GUIDE.zh-CN.md"), "the package brings the guide");
        assertTrue(script.contains(",pictures,"), "and its pictures");
    }

    /// Where `scripts/package` takes it from.
    private static Path fromWhere(String installed) {
        var path = installed.replaceFirst("[.]$", "");
        return switch (path) {
            case "/usr/share/onecard/ca" -> Path.of("..", "scripts", "ca");
            case "/usr/share/onecard/profiles" -> Guide.FOLDER;
            default -> PARTS.resolve("root").resolve(path.substring(1));
        };
    }

    /// Where an example or the drawing has changed: write them anew with -Dpictures.write=true
    @ParameterizedTest
    @EnumSource
    void thePicturesAreWhatTheProgramDraws(Lang lang) throws IOException {
        var drawn = Pattern.compile("!pictures/(.*)[.]LANG[.]svg");
        int pictures = 0;
        for (var link : Guide.in(lang).links()) {
            var picture = drawn.matcher(link);
            if (!picture.matches()) {
                continue;
            }
            pictures++;
            var name = picture.group(1) + "." + lang.tag() + ".svg";
            var site = Guide.FOLDER.resolve("examples").resolve(picture.group(1) + ".yaml");
            var now = dir.resolve(name);
            assertEquals(
                    0,
                    typed.run(lang, List.of("wiring", site.toString(), "--svg", now.toString())),
                    typed::said);
            var kept = Guide.FOLDER.resolve("pictures").resolve(name);
            if (Boolean.getBoolean("pictures.write")) {
                Files.writeString(kept, Files.readString(now));
            }
            assertEquals(Files.readString(now), Files.readString(kept), name);
        }
        assertEquals(3, pictures);
        try (var kept = Files.list(Guide.FOLDER.resolve("pictures"))) {
            assertEquals(pictures * Lang.values().length, kept.count(), "none is left over");
        }
    }
}
