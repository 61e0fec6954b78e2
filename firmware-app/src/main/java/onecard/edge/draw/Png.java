package onecard.edge.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Pen;

/// A drawing as PNG, which says how large it is on paper.
public final class Png {

    private static final double POINTS_PER_INCH = 72;
    private static final double METRES_PER_INCH = 0.0254;
    private static final String FORMAT = "javax_imageio_png_1.0";

    private Png() {}

    /// What text of a machine's fonts can be drawn.
    public enum Fonts {
        /// None: a board without fonts draws none.
        NONE,
        LATIN,
        CHINESE
    }

    /// What this machine's fonts can show.
    public static Fonts fonts() {
        headless();
        try {
            if (font(12, false).canDisplayUpTo("门闸卡消防") < 0) {
                return Fonts.CHINESE;
            }
            return font(12, false).canDisplayUpTo("GPIO17") < 0 ? Fonts.LATIN : Fonts.NONE;
        } catch (RuntimeException | InternalError | LinkageError _) {
            return Fonts.NONE; // without fontconfig or any font, Java tells it in one of these ways
        }
    }

    /// @param dotsPerInch 150 or more prints well
    public static byte[] of(Drawing drawing, int dotsPerInch) throws IOException {
        headless();
        double scale = dotsPerInch / POINTS_PER_INCH;
        var image =
                new BufferedImage(
                        (int) Math.round(drawing.width() * scale),
                        (int) Math.round(drawing.height() * scale),
                        BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        canvas.setColor(Color.decode(Drawing.PAPER));
        canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
        canvas.scale(scale, scale);
        drawing.marks().forEach(mark -> draw(canvas, mark));
        canvas.dispose();
        return written(image, dotsPerInch);
    }

    private static void draw(Graphics2D canvas, Mark mark) {
        switch (mark) {
            case Mark.Box box -> {
                var shape = new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
                canvas.setColor(Color.decode(box.fill()));
                canvas.fill(shape);
                stroke(canvas, shape, box.pen());
            }
            case Mark.Path(var points, var pen) -> {
                var path = new Path2D.Double();
                path.moveTo(points.getFirst().x(), points.getFirst().y());
                points.forEach(at -> path.lineTo(at.x(), at.y()));
                stroke(canvas, path, pen);
            }
            case Mark.Dot(var x, var y, var radius, var fill) -> {
                canvas.setColor(Color.decode(fill));
                canvas.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
            }
            case Mark.Text text -> text(canvas, text);
        }
    }

    private static void stroke(Graphics2D canvas, Shape shape, Pen pen) {
        if (pen.width() == 0) {
            return;
        }
        canvas.setColor(Color.decode(pen.colour()));
        canvas.setStroke(
                new BasicStroke(
                        (float) pen.width(),
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_MITER,
                        10,
                        pen.dashed() ? new float[] {7, 3} : null,
                        0));
        canvas.draw(shape);
    }

    /// No wider than [Widths] takes it for, whatever font the machine has.
    private static void text(Graphics2D canvas, Mark.Text text) {
        var font = font(text.size(), text.bold());
        double wide = font.getStringBounds(text.text(), canvas.getFontRenderContext()).getWidth();
        double room = text.end() - text.x();
        canvas.setColor(Color.decode(text.colour()));
        canvas.setFont(
                wide <= room
                        ? font
                        : font.deriveFont(AffineTransform.getScaleInstance(room / wide, 1)));
        canvas.drawString(text.text(), (float) text.x(), (float) text.y());
    }

    private static Font font(double size, boolean bold) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
    }

    private static byte[] written(BufferedImage image, int dotsPerInch) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var metadata =
                writer.getDefaultImageMetadata(
                        ImageTypeSpecifier.createFromRenderedImage(image), null);
        var size = new IIOMetadataNode("pHYs");
        var perMetre = String.valueOf(Math.round(dotsPerInch / METRES_PER_INCH));
        size.setAttribute("pixelsPerUnitXAxis", perMetre);
        size.setAttribute("pixelsPerUnitYAxis", perMetre);
        size.setAttribute("unitSpecifier", "meter");
        var root = new IIOMetadataNode(FORMAT);
        root.appendChild(size);
        metadata.mergeTree(FORMAT, root);
        var out = new ByteArrayOutputStream();
        try (var to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writer.write(new IIOImage(image, List.of(), metadata));
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static void headless() {
        System.setProperty("java.awt.headless", "true");
    }
}
