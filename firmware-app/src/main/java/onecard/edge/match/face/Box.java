package onecard.edge.match.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where a detector has seen a face, in pixels of what it was shown.
///
/// @param sure 0 to 1
/// @param points x and y in turn of both eyes, nose and both corners of the mouth, from the left;
///     empty where the detector gives none
record Box(double left, double top, double right, double bottom, double sure, double[] points) {

    /// With less than that in common two are of two faces.
    private static final double SAME = 0.4;

    /// So much of the smaller one lies within the other: a face within a face is none.
    private static final double WITHIN = 0.7;

    /// Half as wide and half as high.
    private static final double BESIDE = 0.25;

    /// The surest are looked at: a net that is wrong sees faces everywhere.
    private static final int MANY = 500;

    double area() {
        return (right - left) * (bottom - top);
    }

    double middleX() {
        return (left + right) / 2;
    }

    double middleY() {
        return (top + bottom) / 2;
    }

    double height() {
        return bottom - top;
    }

    /// Of several of one face the surest; the largest first.
    static List<Box> faces(List<Box> boxes) {
        var surest =
                boxes.stream()
                        .sorted(Comparator.comparingDouble(Box::sure).reversed())
                        .limit(MANY)
                        .toList();
        var faces = new ArrayList<Box>();
        for (var box : surest) {
            if (faces.stream().noneMatch(box::isOf)) {
                faces.add(box);
            }
        }
        faces.sort(Comparator.comparingDouble(Box::area).reversed());
        return faces;
    }

    private boolean isOf(Box other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        if (width <= 0 || height <= 0) {
            return false;
        }
        double common = width * height;
        return common > SAME * (area() + other.area() - common)
                || common > WITHIN * Math.min(area(), other.area());
    }

    /// Whether it is of somebody who stands there, too, and not twice as far away.
    boolean isBeside(Box nearest) {
        return area() > BESIDE * nearest.area();
    }

    /// Not one of a net that went wrong.
    boolean isSomewhere() {
        return right > left && bottom > top && Double.isFinite(area());
    }
}
