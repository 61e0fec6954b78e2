package onecard.edge.match.face;

/// Turns, scales and moves points of one picture to another; nothing is mirrored or sheared:
/// `(a x - b y + right, b x + a y + down)`.
record Similarity(double a, double b, double right, double down) {

    /// Scales and moves alone.
    static Similarity scaled(double scale, double right, double down) {
        return new Similarity(scale, 0, right, down);
    }

    /// What comes nearest, by the sum of squares, to moving each point onto its other.
    ///
    /// @param from x and y in turn, of two points or more
    /// @param to as many
    static Similarity fit(double[] from, double[] to) {
        int points = from.length / 2;
        double fromX = 0;
        double fromY = 0;
        double toX = 0;
        double toY = 0;
        for (int i = 0; i < from.length; i += 2) {
            fromX += from[i] / points;
            fromY += from[i + 1] / points;
            toX += to[i] / points;
            toY += to[i + 1] / points;
        }
        double along = 0;
        double across = 0;
        double square = 0;
        for (int i = 0; i < from.length; i += 2) {
            double x = from[i] - fromX;
            double y = from[i + 1] - fromY;
            double u = to[i] - toX;
            double v = to[i + 1] - toY;
            along += x * u + y * v;
            across += x * v - y * u;
            square += x * x + y * y;
        }
        double a = along / square;
        double b = across / square;
        return new Similarity(a, b, toX - a * fromX + b * fromY, toY - b * fromX - a * fromY);
    }

    /// Back again; of one without a scale, nothing that is finite.
    Similarity inverse() {
        double square = a * a + b * b;
        double backA = a / square;
        double backB = -b / square;
        return new Similarity(
                backA, backB, -backA * right + backB * down, -backB * right - backA * down);
    }

    double x(double x, double y) {
        return a * x - b * y + right;
    }

    double y(double x, double y) {
        return b * x + a * y + down;
    }

    /// How far apart two points come to lie that were one apart.
    double scale() {
        return Math.hypot(a, b);
    }

    boolean isFinite() {
        return Double.isFinite(a)
                && Double.isFinite(b)
                && Double.isFinite(right)
                && Double.isFinite(down);
    }
}
