package onecard.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import onecard.edge.init.Draft;
import onecard.edge.site.SiteFile;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// `onecard init`, as somebody at a terminal and a script meet it.
class InitCommandTest {

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path file = Path.of("");

    @BeforeEach
    void aNewFile() {
        file = dir.resolve("site.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void emptyAnswersMakeAGoodFileThatEveryoneCanRead(Lang lang) throws IOException {
        assertEquals(0, asked(lang, "\n".repeat(40)), this::said);

        good();
        assertEquals(
                "rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(said().contains("onecard check " + file), this::said);
    }

    @Test
    void nonsenseIsAskedAgainWithTheReason() throws IOException {
        assertEquals(0, asked(Lang.EN, "gate\ndoor\nMy Site\nhall\n" + "\n".repeat(40)));

        assertTrue(Files.readString(file).contains("site: hall "));
        assertTrue(said().contains("scene cannot be gate: write one of door"), this::said);
        assertTrue(said().contains("site cannot be My Site: write 1 to 32"), this::said);
    }

    @Test
    void whoeverEndsTheAnswersHasNoFile() {
        for (var answers :
                new String[] {"", "door\n", "door\nhall\nnorth\n", "nonsense\n".repeat(50)}) {
            assertEquals(Exit.USAGE, asked(Lang.EN, answers));
            assertFalse(Files.exists(file));
        }
        assertTrue(said().contains("nothing was written"), this::said);
    }

    @Test
    void aFileThatIsThereStaysAsItIs() throws IOException {
        Files.writeString(file, "mine");

        assertEquals(Exit.USAGE, asked(Lang.EN, "\n".repeat(40)));
        assertEquals(Exit.USAGE, scripted("--answer", "scene=door"));

        assertEquals("mine", Files.readString(file));
        assertTrue(said().contains("stays as it is"), this::said);
    }

    @Test
    void withoutATerminalItTakesAnswersOrRefuses() throws IOException {
        assertEquals(Exit.USAGE, scripted());
        for (var key : Draft.keys()) {
            assertTrue(said().contains(key), key);
        }

        assertEquals(
                0, scripted("--answer", "scene=turnstile", "--answer", "board=raspberry-pi-4"));
        assertTrue(Files.readString(file).contains("model: raspberry-pi-4"));
        good();
    }

    @Test
    void aWrongAnswerBeforehandIsWrongUsage() {
        assertEquals(Exit.USAGE, scripted("--answer", "scne=door"));
        assertEquals(Exit.USAGE, scripted("--answer", "scene=door", "--answer", "lock=GPIO99"));
        assertEquals(Exit.USAGE, scripted("--answer", "scene=door", "--answer", "price-fen=5"));
        assertEquals(
                Exit.USAGE, scripted("--answer", "scene=door", "--answer", "opens=fail_secure"));

        assertTrue(said().contains("nothing asks for scne"), this::said);
        assertTrue(said().contains("price-fen is not asked here"), this::said);
        assertFalse(Files.exists(file));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAFailure() {
        file = dir.resolve("missing").resolve("site.yaml");
        assertEquals(Exit.FAILED, scripted("--answer", "scene=door"));
    }

    @Test
    void atATerminalOnlyTheRestIsAsked() throws IOException {
        assertEquals(
                0,
                run(Lang.EN, answers("\n".repeat(40)), "--answer", "site=hall", file.toString()));

        assertTrue(Files.readString(file).contains("site: hall "));
        assertFalse(said().contains("the site's name"), this::said);
    }

    private void good() {
        var read = SiteFile.read(file);
        assertInstanceOf(SiteFile.Read.Good.class, read, read::toString);
    }

    private int asked(Lang lang, String answers) {
        return run(lang, answers(answers), file.toString());
    }

    private int scripted(String... answers) {
        var args = new String[answers.length + 1];
        System.arraycopy(answers, 0, args, 0, answers.length);
        args[answers.length] = file.toString();
        return run(Lang.EN, Optional.empty(), args);
    }

    private static Optional<BufferedReader> answers(String text) {
        return Optional.of(new BufferedReader(new StringReader(text)));
    }

    private int run(Lang lang, Optional<BufferedReader> lines, String... args) {
        var console = new Console(lang, stream(out), stream(err));
        var asker = lines.map(it -> new Asker(it, console));
        return new CommandLine(new InitCommand(console, asker)).execute(args);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
