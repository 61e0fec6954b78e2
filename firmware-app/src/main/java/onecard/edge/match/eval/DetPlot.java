package onecard.edge.match.eval;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import onecard.edge.draw.Drawing;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Pen;
import onecard.edge.draw.Drawing.Point;
import onecard.edge.draw.Png;
import onecard.edge.draw.Svg;
import onecard.edge.draw.Widths;

/// The detection error trade-off of ISO/IEC 19795-1: FNMR over FMR, both on the scale of the
/// normal deviate, on which good engines are near straight lines. What the set does not support is
/// grey.
public final class DetPlot {

    private static final double SIZE = 480;
    private static final double EDGE = 45;
    private static final int DOTS_PER_INCH = 144;

    /// Where both axes begin and end.
    private static final double LEAST = 5e-5;

    private static final double MOST = 0.5;

    private static final double[] TICKS = {1e-4, 1e-3, 1e-2, 0.05, 0.2, 0.5};

    private static final double LETTERS = 10.5;
    private static final Pen GRID = new Pen(0.75, false, "#bbbbbb");
    private static final Pen CURVE = new Pen(1.5, false, "#b02020");
    private static final Pen DIGITS = new Pen(0.9, false, Drawing.INK);
    private static final String UNSUPPORTED = "#e8e8e8";

    private final Figures figures;

    private DetPlot(Figures figures) {
        this.figures = figures;
    }

    public static DetPlot of(Figures figures) {
        return new DetPlot(figures);
    }

    /// With words.
    public String svg() {
        return Svg.of(drawing(true));
    }

    /// Without words: a board without fonts draws none. Its numbers are strokes.
    public byte[] png() throws IOException {
        return Png.of(drawing(false), DOTS_PER_INCH);
    }

    /// @param words by fonts; else numbers alone, as strokes
    Drawing drawing(boolean words) {
        var on = new Drawing(SIZE, SIZE);
        double supported = across(figures.finest());
        if (supported > EDGE) {
            on.add(
                    new Mark.Box(
                            EDGE, EDGE, supported - EDGE, SIZE - 2 * EDGE, Pen.NONE, UNSUPPORTED));
        }
        for (double tick : TICKS) {
            double x = across(tick);
            double y = SIZE - x;
            on.path(GRID, new Point(x, EDGE), new Point(x, SIZE - EDGE));
            on.path(GRID, new Point(EDGE, y), new Point(SIZE - EDGE, y));
            var percent = BigDecimal.valueOf(tick).movePointRight(2).stripTrailingZeros();
            number(on, x + 9, SIZE - EDGE + 15, percent.toPlainString(), words);
            number(on, EDGE - 4.5, y + 3.75, percent.toPlainString(), words);
        }
        var curve = curve(figures.steps());
        if (curve.size() > 1) {
            on.add(new Mark.Path(curve, CURVE));
        }
        if (words) {
            var below = "FMR, %";
            on.add(text((SIZE - Widths.of(below, LETTERS, false)) / 2, SIZE - 9, below));
            on.add(text(EDGE, EDGE - 12, "FNMR, %"));
            if (supported > EDGE) {
                on.add(text(EDGE + 6, EDGE + 13.5, "grey: on this set, not supported"));
            }
        }
        return on;
    }

    /// In steps. A set of a million pairs has no more to show than there are points to draw.
    private static List<Point> curve(List<Figures.Step> steps) {
        var curve = new ArrayList<Point>();
        for (var step : steps) {
            double x = across(step.fmr());
            double y = SIZE - across(step.fnmr());
            if (curve.isEmpty()) {
                curve.add(new Point(x, y));
            } else if (Math.hypot(x - curve.getLast().x(), y - curve.getLast().y()) >= 0.375) {
                curve.add(new Point(x, curve.getLast().y()));
                curve.add(new Point(x, y));
            }
        }
        return curve;
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

    private static Mark.Text text(double x, double foot, String text) {
        return new Mark.Text(x, foot, LETTERS, false, Drawing.INK, text);
    }

    /// @param end where it ends
    private static void number(Drawing on, double end, double foot, String text, boolean words) {
        if (words) {
            on.add(text(end - Widths.of(text, LETTERS, false), foot, text));
        } else {
            strokes(on, end, foot, text);
        }
    }

    /// Of a digit, whose box is 1 x 2 of these.
    private static final double SIDE = 3.6;

    private static final double BETWEEN = 2.25;

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

    private static void strokes(Drawing on, double end, double foot, String text) {
        double x = end;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '.') {
                x -= BETWEEN;
                on.add(new Mark.Dot(x, foot, DIGITS.width() / 2, Drawing.INK));
                x -= BETWEEN;
                continue;
            }
            x -= SIDE;
            double top = foot - 2 * SIDE;
            var bars = BARS[c - '0'];
            for (int bar = 0; bar < BAR.length; bar++) {
                if (bars.charAt(bar) == '1') {
                    var line = BAR[bar];
                    on.path(
                            DIGITS,
                            new Point(x + line[0] * SIDE, top + line[1] * SIDE),
                            new Point(x + line[2] * SIDE, top + line[3] * SIDE));
                }
            }
            x -= BETWEEN;
        }
    }
}
