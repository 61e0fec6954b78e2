package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Help;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// The command line as somebody meets it: what it prints, where, and with which status.
class MainTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    // --- language ---

    @Test
    void theLanguageIsWhatWasAskedForElseTheLocales() {
        var check = List.of("check", "f");
        var china = Map.of("LANG", "zh_CN.UTF-8");
        assertEquals(Lang.ZH, Console.lang(check, china));
        assertEquals(Lang.EN, Console.lang(check, Map.of("LANG", "fr_FR.UTF-8")));
        assertEquals(Lang.EN, Console.lang(check, Map.of()));
        assertEquals(
                Lang.EN, Console.lang(check, Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C.UTF-8")));
        assertEquals(Lang.EN, Console.lang(List.of("check", "f", "--lang=en"), china));
        assertEquals(Lang.ZH, Console.lang(List.of("--lang", "zh-CN", "check"), Map.of()));
    }

    @Test
    void anUnknownLanguageIsWrongUsage() {
        assertEquals(2, run("check", "--lang", "klingon", "x"));
        assertTrue(err().contains("klingon"));
    }

    // --- help ---

    @ParameterizedTest
    @EnumSource
    void everyCommandExplainsItselfAndTakesTheCommonOptions(Lang lang) {
        for (var command : all(Main.commands(console(lang)))) {
            var help = command.getUsageMessage();
            for (var option : List.of("--help", "--lang", "--debug")) {
                assertTrue(help.contains(option), () -> option + " is missing in\n" + help);
            }
            assertFalse(description(command).isBlank(), help);
            for (var argument : command.getCommandSpec().args()) {
                assertTrue(argument.description().length > 0, () -> argument + " in\n" + help);
            }
            assertEquals(lang == Lang.ZH, HAN.matcher(help).find(), help);
        }
    }

    @Test
    void noHelpTextIsLeftOver() {
        var shown = new StringBuilder();
        for (var command : all(Main.commands(console(Lang.EN)))) {
            shown.append(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        var text = shown.toString().replaceAll("\\s+", " ");
        var unused = new TreeSet<Help>();
        for (var help : Help.values()) {
            var words = help.words().en().replace("%n", "").replaceAll("\\$\\{.*", "").strip();
            if (!text.contains(words)) {
                unused.add(help);
            }
        }
        assertEquals(new TreeSet<>(), unused);
    }

    // --- wrong usage ---

    @Test
    void wrongUsageIsSaidInTheLanguageAskedForWithWhatIsNext() {
        assertEquals(2, run("run", "--lang", "zh-CN"));
        assertEquals("onecard: --site: 必须给出,但没有\n下一步: onecard run --help\n", err());
    }

    @Test
    void everyWrongUsageIsStatusTwo() {
        for (var args :
                List.of(
                        List.<String>of(),
                        List.of("list"),
                        List.of("journal"),
                        List.of("nonsense"),
                        List.of("check"),
                        List.of("check", "--nonsense", "f"),
                        List.of("journal", "tail", "-n", "many"),
                        List.of("keys"),
                        List.of("keys", "new", "--for", "nobody", "--out", "f"),
                        List.of("run", "--site"))) {
            err.reset();
            assertEquals(2, run(args.toArray(String[]::new)), args::toString);
            assertTrue(err().matches("onecard: .+\\nNext: onecard.* --help\\n"), this::err);
        }
        assertEquals("", out());
    }

    // --- keys ---

    @Test
    void aKeyIsMadeForItsPurposeAndNeverOverThere() throws IOException {
        var site = dir.resolve("site.key");
        assertEquals(0, run("keys", "new", "--for", "site", "--out", site.toString()));
        assertTrue(Files.readString(site).matches("[0-9a-f]{64}\n"));
        out.reset();
        var hosts = dir.resolve("hosts.pem");
        assertEquals(0, run("keys", "new", "--for", "hosts", "--out", hosts.toString()));
        assertTrue(out().matches("ed25519:[A-Za-z0-9_-]{43}\n"), this::out);
        assertTrue(err().contains("keys.hosts"), this::err);
        var before = Files.readString(hosts);
        assertEquals(1, run("keys", "new", "--for", "lists", "--out", hosts.toString()));
        assertEquals(before, Files.readString(hosts));
    }

    // --- check ---

    @Test
    void aWrongFileIsExplainedInEitherLanguage() throws IOException {
        var file = wrongSite();
        assertEquals(1, run("check", file.toString()));
        assertEquals(
                file
                        + ":3:9: device: text, but was North; write 1 to 32 of a-z, 0-9 and -, not"
                        + " beginning with -\n",
                out());
        out.reset();
        assertEquals(1, run("--lang", "zh-CN", "check", file.toString()));
        assertEquals(
                file + ":3:9: device: text,实际为 North;请写 1 到 32 个 a-z、0-9 与 -,且不以 - 开头\n", out());
    }

    @Test
    void programsReadTheSameRuleInEitherLanguage() throws IOException {
        var file = wrongSite().toString();
        run("check", "--json", file);
        var en = problem();
        out.reset();
        run("check", "--json", file, "--lang", "zh-CN");
        var zh = problem();
        for (var name : List.of("file", "path", "rule", "value")) {
            assertEquals(en.text(name), zh.text(name));
        }
        assertTrue(HAN.matcher(zh.text("advice").orElseThrow()).find());
        assertFalse(HAN.matcher(en.text("advice").orElseThrow()).find());
    }

    @Test
    void aGoodFileIsSaidToBeGood() {
        assertEquals(0, run("check", EXAMPLES.resolve("door.yaml").toString()));
        assertEquals("", err());
        assertTrue(out().endsWith("door.yaml: good\n"));
    }

    @Test
    void aGoodFileIsShownWithItsReadyProfilesWrittenOut() throws IOException {
        var file = dir.resolve("site.yaml");
        var door = EXAMPLES.resolve("door.yaml");

        assertEquals(0, run("check", "--show", door.toString()));
        var out = out();
        assertTrue(out.contains("    profile: door\n    # {{{ door-one-reader\n"), out);
        assertTrue(out.contains("\n    pre_alarm_percent: 80 "), out);
        assertEquals("", err());

        Files.writeString(file, out);
        this.out.reset();
        assertEquals(0, run("check", "--show", file.toString()));
        assertEquals(out, out());

        Files.writeString(file, Files.readString(door).replace("door-one-reader", "door-one"));
        this.out.reset();
        assertEquals(1, run("check", "--show", file.toString()));
        assertTrue(out().contains("points[0].profile: choice, but was door-one; "), this::out);
        assertEquals(1, out().lines().count());
        assertEquals(2, run("check", "--show", "--json", file.toString()));
    }

    // --- list, journal, explain ---

    @Test
    void aListIsImportedProvedAndExplained() {
        var site = EXAMPLES.resolve("bench-door.yaml").toString();
        var list = EXAMPLES.resolve("bench-door.csv").toString();
        var state = dir.resolve("state").toString();

        assertEquals(0, importing(list, site, state, "en"));
        assertEquals("demo version 1, 6 entries\n", out());
        out.reset();
        assertEquals(0, importing(list, site, state, "zh-CN"));
        assertEquals("demo 版本 2,6 个条目\n", out());

        out.reset();
        assertEquals(0, run("journal", "verify", "--state", state, "--lang", "zh-CN"));
        assertTrue(out().startsWith("ok: "), this::out);
        assertTrue(out().contains("未检查签名"), this::out);

        out.reset();
        assertEquals(0, run("journal", "tail", "--once", "-n", "1", "--state", state));
        var id = JsonReader.object(out().strip()).orElseThrow().text("id").orElseThrow();
        out.reset();
        assertEquals(0, run("explain", id, "--state", state, "--lang", "zh-CN"));
        assertTrue(out().startsWith("事件       " + id), this::out);
        assertEquals(1, run("explain", "bench:00000000:1", "--state", state));
    }

    @Test
    void aBadRowIsNamedInTheLanguageAskedFor() throws IOException {
        var site = EXAMPLES.resolve("bench-door.yaml").toString();
        var list = dir.resolve("bad.csv");
        Files.writeString(
                list,
                "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n"
                        + "uid,04a1b2c3,p-1,staff,soon,,,\n");
        assertEquals(1, importing(list.toString(), site, dir.resolve("state").toString(), "zh-CN"));
        assertTrue(err().contains("bad.csv:2:24: valid_from 必须为 YYYY-MM-DD"), this::err);
        assertTrue(err().contains("onecard: 文件有错误的行"), this::err);
    }

    @Test
    void noJournalIsStatusThree() {
        assertEquals(3, run("journal", "verify", "--state", dir.toString()));
        assertTrue(err().endsWith("name its folder by --state\n"), this::err);
    }

    // --- failures ---

    @Test
    void aFailureShowsItsStackOnlyWithDebug() {
        var args = List.of("journal", "verify", "--export", dir.resolve("none").toString());
        assertEquals(3, run(args.toArray(String[]::new)));
        assertEquals(1, err().lines().count(), this::err);
        assertTrue(err().contains("must exist, but does not; check the path"), this::err);

        err.reset();
        var debug = new ArrayList<>(args);
        debug.add("--debug");
        assertEquals(3, run(debug.toArray(String[]::new)));
        assertTrue(err().contains("\tat "), this::err);
        err.reset();
        debug.removeLast();
        debug.addFirst("--debug");
        assertEquals(3, run(debug.toArray(String[]::new)));
        assertTrue(err().contains("\tat "), this::err);
    }

    private int importing(String list, String site, String state, String lang) {
        return run(
                "list", "import", list, "--list", "demo", "--local", "--site", site, "--state",
                state, "--lang", lang);
    }

    private Path wrongSite() throws IOException {
        var file = dir.resolve("site.yaml");
        var good = Files.readString(EXAMPLES.resolve("door.yaml"));
        // Without its three lines of comment, so that lines count from the first key.
        var keys = good.substring(good.indexOf("onecard: 1"));
        Files.writeString(file, keys.replace("device: north-door", "device: North"));
        return file;
    }

    private Json.Obj problem() {
        return JsonReader.object(out().strip().replaceAll("^\\[|\\]$", "")).orElseThrow();
    }

    private static String description(CommandLine command) {
        return String.join("", command.getCommandSpec().usageMessage().description());
    }

    private static List<CommandLine> all(CommandLine root) {
        var all = new ArrayList<CommandLine>();
        all.add(root);
        for (var below : root.getSubcommands().values()) {
            all.addAll(all(below));
        }
        return all;
    }

    private int run(String... args) {
        return Main.run(console(Console.lang(List.of(args), Map.of())), args);
    }

    private Console console(Lang lang) {
        return new Console(
                lang,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
