package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.cli.Sites;
import onecard.edge.draw.Png;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `onecard wiring` as an installer runs it.
class WiringCommandTest {

    private static final Path DOOR = Path.of("..", "profiles", "examples", "header-door.yaml");
    private static final Path VISITORS = Path.of("..", "profiles", "examples", "visitor-gate.yaml");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path directory;

    @Test
    void theTableIsInTheReadersLanguage() {
        assertEquals(0, run(Lang.EN, "wiring", DOOR.toString()));
        assertTrue(out().contains("relay lock    PIN11 GPIO17"), this::out);
        out.reset();
        assertEquals(0, run(Lang.ZH, "wiring", DOOR.toString()));
        assertTrue(out().contains("继电器 lock  PIN11 GPIO17"), this::out);
        assertEquals("", err());
    }

    @Test
    void aPictureIsWrittenAndBearsTheFilesMark() throws IOException {
        var svg = directory.resolve("door.svg");
        assertEquals(0, run(Lang.EN, "wiring", DOOR.toString(), "--svg", svg.toString()));
        assertTrue(Files.readString(svg).contains(Sites.hash(DOOR).substring(0, 8)));
        assertTrue(out().contains("written: " + svg), this::out);
    }

    @Test
    void aPngIsA4At200DotsAnInch() throws IOException {
        assumeTrue(Png.fonts() != Png.Fonts.NONE, "no font here");
        var png = directory.resolve("door.png");
        assertEquals(0, run(Lang.EN, "wiring", DOOR.toString(), "--png", png.toString()));
        var image = ImageIO.read(png.toFile());
        assertEquals(2_339, image.getWidth());
        assertEquals(1_653, image.getHeight());
    }

    @Test
    void furtherSheetsAreFilesBesideTheFirst() {
        var svg = directory.resolve("gate.plan.svg");
        assertEquals(0, run(Lang.EN, "wiring", VISITORS.toString(), "--svg", svg.toString()));
        assertTrue(Files.exists(svg));
        assertTrue(Files.exists(directory.resolve("gate.plan-2.svg")));
        assertFalse(Files.exists(directory.resolve("gate.plan-3.svg")));
    }

    @Test
    void aBadFileIsToldLineByLineAndNothingIsDrawn() throws IOException {
        var file = directory.resolve("bad.yaml");
        Files.writeString(file, Files.readString(DOOR).replace("PIN11", "PIN1"));
        var svg = directory.resolve("bad.svg");
        assertEquals(
                Exit.PROBLEMS, run(Lang.EN, "wiring", file.toString(), "--svg", svg.toString()));
        assertTrue(
                err().contains("bad.yaml:14:19: board.relays.lock.line: no_such_pin"), this::err);
        assertFalse(Files.exists(svg));
        assertEquals("", out());
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        var svg = directory.resolve("absent").resolve("door.svg");
        assertEquals(Exit.FAILED, run(Lang.EN, "wiring", DOOR.toString(), "--svg", svg.toString()));
        assertTrue(err().contains(svg + ": cannot be written"), this::err);
    }

    @Test
    void withoutAFileItIsWrongUsage() {
        assertEquals(Exit.USAGE, run(Lang.EN, "wiring"));
    }

    private int run(Lang lang, String... args) {
        return Main.run(
                new Console(
                        lang,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
