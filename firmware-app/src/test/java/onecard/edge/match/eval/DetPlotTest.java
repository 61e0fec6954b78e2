package onecard.edge.match.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import onecard.edge.draw.Drawing;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Point;
import org.junit.jupiter.api.Test;

/// The picture of an engine's errors.
class DetPlotTest {

    private static final double EDGE = 45;
    private static final double FAR = 480 - EDGE;

    private static DetPlot plot() {
        var trials = new Trials(40);
        IntStream.range(0, 40).forEach(i -> trials.genuine(50 + i, i));
        IntStream.range(0, 40)
                .forEach(i -> IntStream.range(0, i).forEach(j -> trials.impostor(i + j, i, j)));
        return DetPlot.of(Figures.of(trials));
    }

    private static List<Point> curve(Drawing drawing) {
        return drawing.marks().stream()
                .filter(Mark.Path.class::isInstance)
                .map(Mark.Path.class::cast)
                .filter(path -> path.pen().colour().equals("#b02020"))
                .findFirst()
                .orElseThrow()
                .points();
    }

    @Test
    void theCurveFallsInStepsAndStaysInItsFrame() {
        var curve = curve(plot().drawing(true));

        assertTrue(curve.size() > 10, curve::toString);
        for (int i = 0; i < curve.size(); i++) {
            var at = curve.get(i);
            assertTrue(at.x() >= EDGE && at.x() <= FAR, at::toString);
            assertTrue(at.y() >= EDGE && at.y() <= FAR, at::toString);
            if (i > 0) {
                var before = curve.get(i - 1);
                assertTrue(at.x() == before.x() || at.y() == before.y(), at::toString);
            }
        }
        double across = curve.getLast().x() - curve.getFirst().x();
        double down = curve.getLast().y() - curve.getFirst().y();
        assertTrue(across * down > 0, "who lets more in turns fewer away");
    }

    /// 780 pairs say nothing of rates below 3 in 780.
    @Test
    void whatTheSetDoesNotSupportIsGreyFromTheEdgeOn() {
        var grey =
                plot().drawing(true).marks().stream()
                        .filter(Mark.Box.class::isInstance)
                        .map(Mark.Box.class::cast)
                        .toList();

        assertEquals(1, grey.size());
        assertEquals(EDGE, grey.getFirst().x());
        double end = grey.getFirst().x() + grey.getFirst().width();
        assertTrue(end > EDGE + 90 && end < FAR - 90, "ends at " + end);
    }

    @Test
    void itsWordsLieOnThePaperAndNoTwoOnEachOther() {
        var texts = plot().drawing(true).texts();

        for (var one : texts) {
            assertTrue(one.x() >= 0 && one.end() <= 480 && one.bottom() <= 480, one::toString);
            for (var other : texts) {
                boolean apart =
                        one.equals(other)
                                || one.end() <= other.x()
                                || other.end() <= one.x()
                                || one.bottom() <= other.top()
                                || other.bottom() <= one.top();
                assertTrue(apart, () -> one + " lies on " + other);
            }
        }
        assertTrue(texts.stream().anyMatch(text -> text.text().equals("0.01")), texts::toString);
    }

    /// A board without fonts draws no text, so that its picture has none, but the same curve.
    @Test
    void withoutFontsItsNumbersAreStrokes() throws Exception {
        var plot = plot();
        var bare = plot.drawing(false);

        assertEquals(List.of(), bare.texts());
        assertEquals(curve(plot.drawing(true)), curve(bare));
        var digits =
                bare.marks().stream()
                        .filter(Mark.Path.class::isInstance)
                        .map(Mark.Path.class::cast)
                        .filter(path -> path.pen().colour().equals(Drawing.INK))
                        .count();
        // 0.01, 0.1, 1, 5, 20, 50 in lit bars, at both axes.
        assertEquals(2 * (6 + 6 + 2 + 6 + 2 + 2 + 5 + 5 + 6 + 5 + 6), digits);
        var picture = ImageIO.read(new ByteArrayInputStream(plot.png()));
        assertEquals(960, picture.getWidth());
        assertEquals(960, picture.getHeight());
    }
}
