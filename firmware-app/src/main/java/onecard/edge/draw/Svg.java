package onecard.edge.draw;

import java.util.Locale;
import java.util.stream.Collectors;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Pen;

/// A drawing as SVG, of the size it has on paper. Without scripts, links and fonts of its own.
public final class Svg {

    /// What is no wider than [Widths] takes it for, Chinese included.
    private static final String FONTS =
            "'DejaVu Sans', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang"
                    + " SC', sans-serif";

    private Svg() {}

    public static String of(Drawing drawing) {
        var out = new StringBuilder(16_384);
        add(
                out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.2fpt\" height=\"%.2fpt\""
                        + " viewBox=\"0 0 %.2f %.2f\" font-family=\"%s\">\n",
                drawing.width(),
                drawing.height(),
                drawing.width(),
                drawing.height(),
                FONTS);
        add(
                out,
                "<rect width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>\n",
                drawing.width(),
                drawing.height(),
                Drawing.PAPER);
        drawing.marks().forEach(mark -> mark(out, mark));
        return out.append("</svg>\n").toString();
    }

    private static void mark(StringBuilder out, Mark mark) {
        switch (mark) {
            case Mark.Box box ->
                    add(
                            out,
                            "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\""
                                    + " fill=\"%s\"%s/>\n",
                            box.x(),
                            box.y(),
                            box.width(),
                            box.height(),
                            box.fill(),
                            stroke(box.pen()));
            case Mark.Path(var points, var pen) ->
                    add(
                            out,
                            "<polyline points=\"%s\" fill=\"none\"%s/>\n",
                            points.stream()
                                    .map(at -> number(at.x()) + "," + number(at.y()))
                                    .collect(Collectors.joining(" ")),
                            stroke(pen));
            case Mark.Dot(var x, var y, var radius, var fill) ->
                    add(
                            out,
                            "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\" fill=\"%s\"/>\n",
                            x,
                            y,
                            radius,
                            fill);
            case Mark.Text text ->
                    add(
                            out,
                            "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\"%s fill=\"%s\">%s"
                                    + "</text>\n",
                            text.x(),
                            text.y(),
                            text.size(),
                            text.bold() ? " font-weight=\"bold\"" : "",
                            text.colour(),
                            escaped(text.text()));
        }
    }

    private static String stroke(Pen pen) {
        if (pen.width() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " stroke=\"%s\" stroke-width=\"%.2f\"%s",
                pen.colour(),
                pen.width(),
                pen.dashed() ? " stroke-dasharray=\"7 3\"" : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void add(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }

    /// As text of XML 1.0, which has no place for control characters.
    private static String escaped(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                default -> out.appendCodePoint(printable(c) ? c : '?');
                            }
                        });
        return out.toString();
    }

    private static boolean printable(int c) {
        return c >= ' '
                && !Character.isISOControl(c)
                && (c < 0xd800 || c > 0xdfff)
                && c != 0xfffe
                && c != 0xffff;
    }
}
