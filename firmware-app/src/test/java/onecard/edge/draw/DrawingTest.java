package onecard.edge.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Pen;
import onecard.edge.draw.Drawing.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/// Drawings and the two ways to keep them.
class DrawingTest {

    private static final String HOSTILE = "<text>&amp; \"'\u0000\u0007\u202e\ud800 门 ]]>";

    private static Drawing some(String text) {
        var drawing = new Drawing(200, 100);
        drawing.add(new Mark.Box(10, 10, 50, 30, new Pen(2, false, "#0000ff"), "#00ff00"));
        drawing.path(new Pen(3, false, "#ff0000"), new Point(100, 0), new Point(100, 100));
        drawing.add(new Mark.Dot(150, 50, 10, "#000000"));
        drawing.add(new Mark.Text(10, 80, 12, false, Drawing.INK, text));
        return drawing;
    }

    @Test
    void svgIsXmlWithEveryMarkAndTheTextAsItWas() throws Exception {
        var document = parsed(Svg.of(some("A&<B>'* 门")));
        assertEquals("200.00pt", document.getDocumentElement().getAttribute("width"));
        assertEquals(2, document.getElementsByTagName("rect").getLength(), "paper and box");
        assertEquals(1, document.getElementsByTagName("polyline").getLength());
        assertEquals(1, document.getElementsByTagName("circle").getLength());
        assertEquals("A&<B>'* 门", document.getElementsByTagName("text").item(0).getTextContent());
    }

    @Test
    void noTextBreaksOutOfIt() throws Exception {
        var texts = parsed(Svg.of(some(HOSTILE))).getElementsByTagName("text");
        assertEquals(1, texts.getLength());
        assertTrue(texts.item(0).getTextContent().startsWith("<text>&amp; \"'??"));
    }

    private static Document parsed(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void pngShowsTheMarksAtItsResolution() throws IOException {
        var bytes = Png.of(some("x"), 144);
        var image = ImageIO.read(new ByteArrayInputStream(bytes));
        assertEquals(400, image.getWidth());
        assertEquals(200, image.getHeight());
        assertEquals(0x00ff00, image.getRGB(60, 50) & 0xffffff);
        assertEquals(0x0000ff, image.getRGB(20, 50) & 0xffffff);
        assertEquals(0xff0000, image.getRGB(200, 100) & 0xffffff);
        assertEquals(0x000000, image.getRGB(300, 100) & 0xffffff);
        assertEquals(0xffffff, image.getRGB(390, 190) & 0xffffff);
        assertArrayEquals(bytes, Png.of(some("x"), 144));
    }

    /// As its own chunk says, in dots a metre.
    @Test
    void pngSaysHowLargeItIsOnPaper() throws IOException {
        var bytes = Png.of(some("x"), 200);
        var latin = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = latin.indexOf("pHYs") + 4;
        assertTrue(at > 4, "no pHYs");
        int dots = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
        assertEquals(7_874, dots);
        assertEquals(1, bytes[at + 8], "metres");
    }

    @Test
    void anyTextIsDrawnAndNoneFails() throws IOException {
        assertTrue(Png.of(some(HOSTILE), 72).length > 0);
    }

    /// Laid out by the table, drawn by a font: the table must not take text for narrower.
    @Test
    void theTableIsThatOfTheFontItNames() {
        var context = new FontRenderContext(null, true, true);
        for (boolean bold : List.of(false, true)) {
            var font = new Font("DejaVu Sans", bold ? Font.BOLD : Font.PLAIN, 1_000);
            assumeTrue(font.getFamily().equals("DejaVu Sans"), "no such font here");
            for (char c = ' '; c <= '~'; c++) {
                var text = String.valueOf(c);
                double real = font.getStringBounds(text, context).getWidth();
                assertEquals(real, Widths.of(text, 1_000, bold), 1.0, text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one two three four five six seven eight nine ten",
                "a-name-of-many-parts-that-goes-on-and-on-and-on",
                "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
                "/dev/serial/by-id/usb-Silicon_Labs_CP2102_USB_to_UART_0001-if00-port0",
                "消防报警,入向已通过,出向已通过,门磁,出门按钮,读卡器",
                "",
                " "
            })
    void aWrappedTextFitsAndLosesNothing(String text) {
        var lines = Widths.wrap(text, 100, 12, false, 99);
        for (var line : lines) {
            assertTrue(Widths.of(line, 12, false) <= 100, line);
        }
        assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
    }

    @Test
    void whatNeedsMoreLinesThanThereAreIsCutInItsMiddle() {
        var text = "/dev/serial/by-id/usb-" + "x".repeat(150) + "-if00-port0";
        for (int most = 1; most <= 4; most++) {
            var lines = Widths.wrap(text, 100, 12, false, most);
            var whole = String.join("", lines);
            assertTrue(lines.size() <= most, whole);
            assertTrue(whole.startsWith("/dev") && whole.endsWith("port0"), whole);
            assertTrue(whole.contains("..."), whole);
        }
    }

    @Test
    void linesBreakWhereWordsEnd() {
        assertEquals(
                List.of("door-of-the-", "north-gate"),
                Widths.wrap("door-of-the-north-gate", 80, 12, false, 9));
        assertEquals(List.of("one two", "three"), Widths.wrap("one two three", 60, 12, false, 9));
        // A line begins with no comma.
        assertTrue(
                IntStream.range(20, 120)
                        .mapToObj(width -> Widths.wrap("消防报警，入向已通过，门磁", width, 12, false, 99))
                        .filter(lines -> lines.getFirst().length() > 1)
                        .flatMap(List::stream)
                        .noneMatch(line -> line.startsWith("，")));
    }
}
