package onecard.edge.match.face;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import onecard.site.FaceModels.Input;

/// What detectors say, made boxes of: two ways, by the name in the site file.
final class Boxes {

    /// The strides of YuNet's outputs, in pixels of its input.
    static final List<Integer> STRIDES = List.of(8, 16, 32);

    private static final double[] NO_POINTS = {};

    private Boxes() {}

    /// `boxes`: corners in parts of the input, and how likely there is none and is one.
    static List<Box> ofCorners(FloatBuffer boxes, FloatBuffer scores, Input input, double sure) {
        var seen = new ArrayList<Box>();
        for (int i = 0; i < scores.capacity() / 2; i++) {
            double score = scores.get(2 * i + 1);
            if (score >= sure) {
                add(
                        seen,
                        new Box(
                                (double) boxes.get(4 * i) * input.width(),
                                (double) boxes.get(4 * i + 1) * input.height(),
                                (double) boxes.get(4 * i + 2) * input.width(),
                                (double) boxes.get(4 * i + 3) * input.height(),
                                score,
                                NO_POINTS));
            }
        }
        return seen;
    }

    /// `yunet`, of one stride: a cell each `stride` pixels, row by row. How sure it is is the
    /// geometric mean of that there is a face and that something is there; middle and points are in
    /// strides from the cell's corner, width and height in powers of e of a stride.
    static List<Box> ofYuNet(
            FloatBuffer face,
            FloatBuffer object,
            FloatBuffer boxes,
            FloatBuffer points,
            int stride,
            Input input,
            double sure) {
        int across = input.width() / stride;
        var seen = new ArrayList<Box>();
        for (int i = 0; i < face.capacity(); i++) {
            double score = Math.sqrt(part(face.get(i)) * part(object.get(i)));
            if (score >= sure) {
                int column = i % across;
                int row = i / across;
                double x = (column + boxes.get(4 * i)) * stride;
                double y = (row + boxes.get(4 * i + 1)) * stride;
                double width = Math.exp(boxes.get(4 * i + 2)) * stride;
                double height = Math.exp(boxes.get(4 * i + 3)) * stride;
                var five = new double[10];
                for (int p = 0; p < five.length; p++) {
                    int cell = p % 2 == 0 ? column : row;
                    five[p] = (cell + points.get(10 * i + p)) * stride;
                }
                add(
                        seen,
                        new Box(
                                x - width / 2,
                                y - height / 2,
                                x + width / 2,
                                y + height / 2,
                                score,
                                five));
            }
        }
        return seen;
    }

    private static double part(float value) {
        return Math.clamp(value, 0.0, 1.0);
    }

    private static void add(List<Box> seen, Box box) {
        if (box.isSomewhere()) {
            seen.add(box);
        }
    }
}
