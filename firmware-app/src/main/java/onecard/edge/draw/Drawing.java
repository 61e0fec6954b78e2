package onecard.edge.draw;

import java.util.ArrayList;
import java.util.List;

/// One sheet: what is drawn on it, in order, in points of 1/72 inch from its upper left corner.
/// Built by one thread.
public final class Drawing {

    public static final String INK = "#222222";
    public static final String GREY = "#8a8a8a";
    public static final String PAPER = "#ffffff";

    private final double width;
    private final double height;
    private final List<Mark> marks = new ArrayList<>();

    public Drawing(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /// One thing on the sheet.
    public sealed interface Mark {
        /// A rectangle.
        ///
        /// @param fill a colour as `#rrggbb`
        record Box(double x, double y, double width, double height, Pen pen, String fill)
                implements Mark {}

        /// Strokes from each point to the next.
        record Path(List<Point> points, Pen pen) implements Mark {
            public Path {
                points = List.copyOf(points);
            }
        }

        /// A disc.
        record Dot(double x, double y, double radius, String fill) implements Mark {}

        /// One line of text.
        ///
        /// @param x of its beginning
        /// @param y of its foot
        /// @param size in points
        record Text(double x, double y, double size, boolean bold, String colour, String text)
                implements Mark {
            /// Where it ends, by the table of widths.
            public double end() {
                return x + Widths.of(text, size, bold);
            }

            /// The top of its highest letters.
            public double top() {
                return y - ASCENT * size;
            }

            /// The foot of its lowest letters.
            public double bottom() {
                return y + DESCENT * size;
            }
        }
    }

    private static final double ASCENT = 0.78;
    private static final double DESCENT = 0.22;

    public record Point(double x, double y) {}

    /// How a stroke looks.
    ///
    /// @param width in points; 0 draws none
    public record Pen(double width, boolean dashed, String colour) {

        /// No stroke.
        public static final Pen NONE = new Pen(0, false, INK);
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    public List<Mark> marks() {
        return List.copyOf(marks);
    }

    public void add(Mark mark) {
        marks.add(mark);
    }

    /// A straight stroke, or several.
    public void path(Pen pen, Point... points) {
        marks.add(new Mark.Path(List.of(points), pen));
    }

    /// The texts on it.
    public List<Mark.Text> texts() {
        return marks.stream()
                .filter(Mark.Text.class::isInstance)
                .map(Mark.Text.class::cast)
                .toList();
    }
}
