package onecard.edge.match.face;

import java.nio.FloatBuffer;

/// Both eyes, the nose and both corners of the mouth, from the left: x and y in turn.
final class FivePoints {

    /// As many numbers.
    static final int NUMBERS = 10;

    /// Where nets that embed faces want them, in a picture of 112 x 112; all that are known were
    /// trained so.
    private static final double[] UPRIGHT = {
        38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041
    };

    private static final double UPRIGHT_SIDE = 112;

    /// Of iBUG 300-W's 68: the lids of an eye but not its corners, the tip of the nose, and a
    /// corner of the mouth without and within.
    private static final int[][] OF_68 = {
        {37, 38, 40, 41}, {43, 44, 46, 47}, {30}, {48, 60}, {54, 64}
    };

    private FivePoints() {}

    /// @param points x and y of 68 in parts of what was shown
    /// @param of from there to the picture
    static double[] of68(FloatBuffer points, int width, int height, Similarity of) {
        var five = new double[NUMBERS];
        for (int i = 0; i < OF_68.length; i++) {
            double x = 0;
            double y = 0;
            for (int point : OF_68[i]) {
                x += (double) points.get(2 * point) * width / OF_68[i].length;
                y += (double) points.get(2 * point + 1) * height / OF_68[i].length;
            }
            five[2 * i] = of.x(x, y);
            five[2 * i + 1] = of.y(x, y);
        }
        return five;
    }

    static double[] moved(double[] points, Similarity by) {
        var moved = new double[NUMBERS];
        for (int i = 0; i < NUMBERS; i += 2) {
            moved[i] = by.x(points[i], points[i + 1]);
            moved[i + 1] = by.y(points[i], points[i + 1]);
        }
        return moved;
    }

    /// From an upright face of such a size to where it lies in the picture.
    static Similarity upright(double[] points, int width, int height) {
        var wanted = new double[NUMBERS];
        for (int i = 0; i < NUMBERS; i += 2) {
            wanted[i] = UPRIGHT[i] * width / UPRIGHT_SIDE;
            wanted[i + 1] = UPRIGHT[i + 1] * height / UPRIGHT_SIDE;
        }
        return Similarity.fit(points, wanted).inverse();
    }

    /// How many pixels are between the eyes of an upright face that is so wide.
    static double eyesOf(int width) {
        return Math.hypot(UPRIGHT[2] - UPRIGHT[0], UPRIGHT[3] - UPRIGHT[1]) * width / UPRIGHT_SIDE;
    }
}
