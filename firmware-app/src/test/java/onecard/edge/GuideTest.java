package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecard.edge.cli.Console;
import onecard.edge.site.SiteFile;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The installer's guide says the same in both languages, and nothing that does not work: its
/// commands are run where they need no root and no board, and else held to the command line.
class GuideTest {

    private static final Path PARTS = Path.of("src", "package");
    private static final Path FIRST_DOOR = PARTS.resolve("first-door.yaml");
    private static final String SITE_FILE = "/etc/onecard/site.yaml";

    /// What belongs to the machine and not to us.
    private static final Set<String> OF_THE_MACHINE =
            Set.of("apt", "systemctl", "journalctl", "install", "mv");

    private static final Pattern OURS = Pattern.compile("(?:sudo |office\\$ )?onecard (.*)");
    private static final Pattern AUTHORITY = Pattern.compile("office\\$ (scripts/ca .*)");
    private static final Pattern OF_THE_PACKAGE = Pattern.compile("/usr/share/[A-Za-z0-9./-]+");
    private static final Pattern ROW = Pattern.compile("uid,[0-9a-f]+,[^`|]*");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

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

    // --- the first tap ---

    /// The package's test lives by these in a container.
    @ParameterizedTest
    @EnumSource
    void theFirstTapIsTwoCommandsAndAtMostSixLines(Lang lang) throws IOException {
        var guide = Guide.in(lang);
        assertEquals(2, guide.marked());
        assertTrue(guide.edits().size() <= 6, guide.edits()::toString);

        var site = Files.readString(FIRST_DOOR);
        for (var edit : guide.edits()) {
            if (edit.from().equals("people.csv")) {
                assertTrue(ROW.matcher(edit.to()).matches(), edit::toString);
            } else {
                assertEquals(2, site.split(Pattern.quote(edit.from()), -1).length, edit::toString);
                site = site.replace(edit.from(), edit.to());
            }
        }
        assertGood(site);
    }

    /// Who is to be seen in the walk is brought in from the very lines.
    @Test
    void theLinesOfCardsAreOnesThatAListTakes() throws IOException {
        var rows = new TreeSet<String>();
        for (var span : Guide.in(Lang.EN).spans()) {
            if (ROW.matcher(span).matches()) {
                rows.add(span);
            }
        }
        assertEquals(3, rows.size(), rows::toString);
        var header = Files.readString(PARTS.resolve("people.csv"));
        var list = Files.writeString(dir.resolve("people.csv"), header + String.join("\n", rows));

        assertEquals(
                0,
                run(
                        Lang.EN,
                        List.of(
                                "list",
                                "import",
                                list.toString(),
                                "--list",
                                "people",
                                "--local",
                                "--site",
                                FIRST_DOOR.toString(),
                                "--state",
                                dir.resolve("state").toString())),
                this::said);
        assertTrue(said().contains("3"), this::said);
    }

    // --- commands ---

    @Test
    void everyCommandIsOneThatThereIsWithItsOptions() throws IOException {
        int ours = 0;
        for (var line : Guide.in(Lang.EN).bareCommands()) {
            var command = OURS.matcher(line);
            if (command.matches()) {
                ours++;
                Main.commands(console(Lang.EN)).parseArgs(command.group(1).split(" "));
            } else if (!AUTHORITY.matcher(line).matches()) {
                var word = line.replaceFirst("^sudo ", "").split(" ", 2)[0];
                assertTrue(OF_THE_MACHINE.contains(word), line);
            }
        }
        assertTrue(ours >= 15, ours + " commands");
    }

    /// In the text only their names need be right: what follows is for people.
    @Test
    void everyCommandThatTheTextNamesExists() throws IOException {
        int named = 0;
        for (var span : Guide.in(Lang.EN).spans()) {
            var command = OURS.matcher(span);
            if (command.matches()) {
                named++;
                var word = command.group(1).split(" ", 2)[0];
                var all = Main.commands(console(Lang.EN)).getSubcommands().keySet();
                assertTrue(all.contains(word), span);
            }
        }
        assertTrue(named > 3, named + " commands");
    }

    @Test
    void whatNeedsNoBoardDoesWhatItSays() throws IOException {
        Files.copy(FIRST_DOOR, dir.resolve("site.yaml"));
        var verbs = new TreeSet<String>();
        for (var line : Guide.in(Lang.EN).bareCommands()) {
            var command = OURS.matcher(line);
            if (!command.matches() || line.equals("onecard init site.yaml")) {
                continue;
            }
            var words = new ArrayList<>(List.of(command.group(1).split(" ")));
            if (Set.of("init", "check", "wiring", "keys").contains(words.getFirst())) {
                verbs.add(words.getFirst());
                assertEquals(0, run(Lang.EN, here(words)), () -> line + "\n" + said());
            }
        }
        assertEquals(Set.of("check", "init", "keys", "wiring"), verbs);
        assertGood(Files.readString(dir.resolve("door.yaml")));
        assertTrue(Files.readString(dir.resolve("wiring.svg")).startsWith("<svg"));
        assertEquals(65, Files.size(dir.resolve("site.key")));
    }

    /// The files of a board, and those of the folder somebody is in, lie in this test's.
    private List<String> here(List<String> words) {
        return words.stream()
                .map(word -> word.equals(SITE_FILE) ? "site.yaml" : word)
                .map(word -> word.matches("[a-z]+[.][a-z]+") ? dir.resolve(word).toString() : word)
                .toList();
    }

    @Test
    void theAuthoritysLinesWorkInTheirOrder() throws Exception {
        var lines = new ArrayList<>(List.of("set -e"));
        for (var line : Guide.in(Lang.ZH).commands()) {
            var ca = AUTHORITY.matcher(line);
            if (ca.matches()) {
                lines.add(ca.group(1).replace("scripts/ca", "\"$CA\""));
            }
        }
        assertEquals(7, lines.size());
        var shell =
                new ProcessBuilder("sh", "-c", String.join("\n", lines))
                        .directory(dir.toFile())
                        .redirectErrorStream(true);
        shell.environment().put("CA", Path.of("..", "scripts", "ca").toAbsolutePath().toString());
        var process = shell.start();
        process.getOutputStream().close();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), told);
        var made = List.of("ca.pem", "crl.pem", "revoked/hall-door.pem", "issued/op.host.key");
        for (var file : made) {
            assertTrue(Files.size(dir.resolve("authority").resolve(file)) > 0, file);
        }
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
            assertGood(new ObjectMapper().writeValueAsString(with(door, part)));
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

        assertEquals(1, run(lang, List.of("check", dir.resolve("site.yaml").toString())));
        assertEquals(
                Guide.in(lang).said(),
                said().lines().map(line -> line.replace(dir + "/", "")).toList());
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
                    run(lang, List.of("wiring", site.toString(), "--svg", now.toString())),
                    this::said);
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

    // --- by whom ---

    private static void assertGood(String site) {
        var read = SiteFile.read(site);
        assertInstanceOf(SiteFile.Read.Good.class, read, () -> read + "\n" + site);
    }

    private int run(Lang lang, List<String> words) {
        out.reset();
        return Main.run(console(lang), words.toArray(String[]::new));
    }

    private Console console(Lang lang) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(lang, stream, stream);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
