package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The installer's guide says nothing that does not work: its commands are run where they need no
/// root and no board, and else held to the command line. In the other language they are the same
/// ([GuideTest]).
class GuideCommandsTest {

    private static final Path PARTS = Path.of("src", "package");
    private static final Path FIRST_DOOR = PARTS.resolve("first-door.yaml");
    private static final String SITE_FILE = "/etc/onecard/site.yaml";

    /// What belongs to the machine and not to us.
    private static final Set<String> OF_THE_MACHINE =
            Set.of("apt", "systemctl", "journalctl", "install", "mv");

    private static final Pattern OURS = Pattern.compile("(?:sudo |office\\$ )?onecard (.*)");
    private static final Pattern AUTHORITY = Pattern.compile("office\\$ (scripts/ca .*)");
    private static final Pattern ROW = Pattern.compile("uid,[0-9a-f]+,[^`|]*");

    private final Typed typed = new Typed();

    @TempDir private Path dir;

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
        Typed.assertGood(site);
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
                typed.run(
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
                typed::said);
        assertEquals("people version 1, 3 entries", typed.said().strip());
    }

    // --- commands ---

    @Test
    void everyCommandIsOneThatThereIsWithItsOptions() throws IOException {
        int ours = 0;
        for (var line : Guide.in(Lang.EN).bareCommands()) {
            var command = OURS.matcher(line);
            if (command.matches()) {
                ours++;
                typed.commands().parseArgs(command.group(1).split(" "));
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
                var all = typed.commands().getSubcommands().keySet();
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
                assertEquals(0, typed.run(Lang.EN, here(words)), () -> line + "\n" + typed.said());
            }
        }
        assertEquals(Set.of("check", "init", "keys", "wiring"), verbs);
        Typed.assertGood(Files.readString(dir.resolve("door.yaml")));
        assertTrue(Files.readString(dir.resolve("wiring.svg")).startsWith("<svg"));
        assertEquals(65, Files.size(dir.resolve("site.key")));
    }

    /// From the keys to what a board knows, by the guide's own lines; only the broker is left out.
    @Test
    void aListOfTheOfficeIsOneThatABoardTakes() throws IOException {
        var header = Files.readString(PARTS.resolve("people.csv"));
        Files.writeString(dir.resolve("staff.csv"), header + "uid,04a1b2c3,p-0001,,,,,\n");
        follow("keys new --for site");
        follow("keys new --for lists");
        var key = typed.said().lines().filter(line -> line.startsWith("ed25519:")).findFirst();
        var office =
                Files.readString(FIRST_DOOR)
                        .replace("people: { local: true }", "people: {}")
                        .replace(
                                "site: { generate: true }",
                                "{ site: { file: %s }, lists: [\"%s\"] }"
                                        .formatted(dir.resolve("site.key"), key.orElseThrow()));
        Files.writeString(dir.resolve("site.yaml"), office);
        follow("list build");
        assertTrue(
                Guide.in(Lang.EN).spans().contains("site: { file: site.key }"),
                "what the office writes");

        Files.createDirectories(dir.resolve("media"));
        Files.move(dir.resolve("lists"), dir.resolve("media/lists"));
        follow("list import", "--state", dir.resolve("state").toString());
    }

    /// The one command that begins so.
    private void follow(String begins, String... more) throws IOException {
        var found = new ArrayList<List<String>>();
        for (var line : Guide.in(Lang.EN).bareCommands()) {
            var command = OURS.matcher(line);
            if (command.matches() && command.group(1).startsWith(begins)) {
                found.add(List.of(command.group(1).split(" ")));
            }
        }
        assertEquals(1, found.size(), begins);
        var words = new ArrayList<>(here(found.getFirst()));
        words.addAll(List.of(more));
        assertEquals(0, typed.run(Lang.EN, words), typed::said);
    }

    /// The files of a board, and those of the folder somebody is in, lie in this test's.
    private List<String> here(List<String> words) {
        var here = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i).replace(SITE_FILE, "site.yaml").replace("/media/usb", "media");
            boolean isOut = i > 0 && words.get(i - 1).equals("--out");
            boolean isFile = isOut || word.matches("[a-z]+[.][a-z]+") || word.startsWith("media");
            here.add(isFile ? dir.resolve(word).toString() : word);
        }
        return here;
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
}
