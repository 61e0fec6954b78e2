package onecard.edge.match.eval;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/// The detection error trade-off of ISO/IEC 19795-1: FNMR over FMR, both on the scale of the
/// normal deviate, on which good engines are near straight lines. What the set does not support is
/// grey.
public final class DetPlot {

    private static final int SIZE = 640;
    private static final int EDGE = 60;

    /// Where both axes begin and end.
    private static final double LEAST = 5e-5;

    private static final double MOST = 0.5;

    private static final double[] TICKS = {1e-4, 1e-3, 1e-2, 0.05, 0.2, 0.5};

    private static final String INK = "#222222";
    private static final String GRID = "#bbbbbb";
    private static final String UNSUPPORTED = "#e8e8e8";
    private static final String CURVE = "#b02020";

    private final List<Stroke> strokes = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final double supported;

    private record Stroke(double x1, double y1, double x2, double y2, String colour, int width) {}

    /// @param x of its end
    /// @param y of its foot
    private record Label(double x, double y, String text) {}

    private DetPlot(double finest) {
        supported = across(finest);
    }

    public static DetPlot of(Figures figures) {
        var plot = new DetPlot(figures.finest());
        for (double tick : TICKS) {
            double x = across(tick);
            double y = SIZE - x;
            plot.strokes.add(new Stroke(x, EDGE, x, SIZE - EDGE, GRID, 1));
            plot.strokes.add(new Stroke(EDGE, y, SIZE - EDGE, y, GRID, 1));
            var percent = BigDecimal.valueOf(tick).movePointRight(2).stripTrailingZeros();
            plot.labels.add(new Label(x + 12, SIZE - EDGE + 20, percent.toPlainString()));
            plot.labels.add(new Label(EDGE - 6, y + 5, percent.toPlainString()));
        }
        plot.draw(figures.steps());
        return plot;
    }

    private void draw(List<Figures.Step> steps) {
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (var step : steps) {
            double x = across(step.fmr());
            double y = SIZE - across(step.fnmr());
            if (Double.isNaN(lastX)) {
                lastX = x;
                lastY = y;
            } else if (Math.hypot(x - lastX, y - lastY) >= 0.5) {
                // A set of a million pairs has no more to show than there are points to draw.
                strokes.add(new Stroke(lastX, lastY, x, lastY, CURVE, 2));
                strokes.add(new Stroke(x, lastY, x, y, CURVE, 2));
                lastX = x;
                lastY = y;
            }
        }
    }

    private static double across(double rate) {
        double from = deviate(LEAST);
        double part = (deviate(Math.clamp(rate, LEAST, MOST)) - from) / (deviate(MOST) - from);
        return EDGE + part * (SIZE - 2 * EDGE);
    }

    /// The inverse of the normal distribution, for rates up to a half: Abramowitz and Stegun,
    /// 26.2.23, good to 0.0005.
    private static double deviate(double rate) {
        double t = Math.sqrt(-2 * Math.log(rate));
        return (2.515517 + t * (0.802853 + t * 0.010328))
                        / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
                - t;
    }

    /// With words.
    public String svg() {
        var out = new StringBuilder(4_096);
        out.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n"
                        .formatted(SIZE, SIZE));
        out.append(rectangle(0, SIZE, 0, SIZE, "#ffffff"));
        out.append(rectangle(EDGE, Math.max(EDGE, supported), EDGE, SIZE - EDGE, UNSUPPORTED));
        for (var stroke : strokes) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                                    + " stroke-width=\"%d\"/>\n",
                            stroke.x1(),
                            stroke.y1(),
                            stroke.x2(),
                            stroke.y2(),
                            stroke.colour(),
                            stroke.width()));
        }
        for (var label : labels) {
            out.append(words(label.x(), label.y(), "end", label.text()));
        }
        out.append(words(SIZE / 2.0, SIZE - 12, "middle", "FMR, %"));
        out.append(words(EDGE, EDGE - 16, "start", "FNMR, %"));
        if (supported > EDGE) {
            out.append(words(EDGE + 8, EDGE + 18, "start", "grey: on this set, not supported"));
        }
        return out.append("</svg>\n").toString();
    }

    private static String rectangle(
            double left, double right, double top, double bottom, String colour) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                left,
                top,
                right - left,
                bottom - top,
                colour);
    }

    private static String words(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-family=\"sans-serif\" font-size=\"14\""
                        + " text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                INK,
                text);
    }

    /// Without words: a board without fonts draws none. Its numbers are strokes.
    public byte[] png() throws IOException {
        var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, SIZE, SIZE);
        canvas.setColor(Color.decode(UNSUPPORTED));
        canvas.fillRect(EDGE, EDGE, (int) (supported - EDGE), SIZE - 2 * EDGE);
        for (var stroke : strokes) {
            canvas.setColor(Color.decode(stroke.colour()));
            canvas.setStroke(new BasicStroke(stroke.width()));
            canvas.draw(new Line2D.Double(stroke.x1(), stroke.y1(), stroke.x2(), stroke.y2()));
        }
        canvas.setColor(Color.decode(INK));
        canvas.setStroke(new BasicStroke(1.2f));
        for (var label : labels) {
            number(canvas, label);
        }
        canvas.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static final int DIGIT = 8;

    /// Lit bars of each digit, as a pocket calculator has them: top, the upper left and right,
    /// middle, the lower left and right, bottom.
    private static final String[] BARS = {
        "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
        "1111111", "1111011"
    };

    /// From left to right on an upright box of 1 x 2.
    private static final int[][] BAR = {
        {0, 0, 1, 0},
        {0, 0, 0, 1},
        {1, 0, 1, 1},
        {0, 1, 1, 1},
        {0, 1, 0, 2},
        {1, 1, 1, 2},
        {0, 2, 1, 2}
    };

    private static void number(Graphics2D canvas, Label label) {
        double x = label.x();
        double side = DIGIT * 0.6;
        for (int i = label.text().length() - 1; i >= 0; i--) {
            char c = label.text().charAt(i);
            if (c == '.') {
                x -= 3;
                canvas.draw(new Line2D.Double(x, label.y(), x, label.y()));
                x -= 3;
                continue;
            }
            x -= side;
            double top = label.y() - 2 * side;
            var bars = BARS[c - '0'];
            for (int bar = 0; bar < BAR.length; bar++) {
                if (bars.charAt(bar) == '1') {
                    canvas.draw(
                            new Line2D.Double(
                                    x + BAR[bar][0] * side,
                                    top + BAR[bar][1] * side,
                                    x + BAR[bar][2] * side,
                                    top + BAR[bar][3] * side));
                }
            }
            x -= 3;
        }
    }
}
