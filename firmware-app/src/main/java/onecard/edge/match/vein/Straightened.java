package onecard.edge.match.vein;

/// Step 3: the finger, laid level: a window of 256 x 112 on the line through the middle of its
/// edges, and a margin around it for the derivatives.
///
/// @param window with the margin
/// @param inside the finger and so far from its edges that they bend nothing; without the margin,
///     row by row
/// @param margin pixels on each side of the window
record Straightened(Plane window, boolean[] inside, int margin) {

    static final int WIDTH = 256;
    static final int HEIGHT = 112;

    /// Pixels at the edge that are its shade and no vein.
    private static final int RIM = 4;

    static Straightened of(Plane grey, FingerEdges edges, int margin, Planes planes) {
        var line = edges.middle();
        float along = (float) (1 / Math.sqrt(1 + line.slope() * line.slope()));
        float across = (float) (line.slope() * along);
        float middle = (grey.width() - 1) / 2f;
        float centre = (float) line.at(middle);
        var window = planes.of(WIDTH + 2 * margin, HEIGHT + 2 * margin);
        var inside = new boolean[WIDTH * HEIGHT];
        for (int y = 0; y < window.height(); y++) {
            float down = y - (window.height() - 1) / 2f;
            for (int x = 0; x < window.width(); x++) {
                float right = x - (window.width() - 1) / 2f;
                float atX = middle + right * along - down * across;
                float atY = centre + right * across + down * along;
                window.values()[y * window.width() + x] = grey.at(atX, atY);
                int u = x - margin;
                int v = y - margin;
                if (u >= 0 && u < WIDTH && v >= 0 && v < HEIGHT) {
                    inside[v * WIDTH + u] = isInside(edges, atX, atY);
                }
            }
        }
        return new Straightened(window, inside, margin);
    }

    private static boolean isInside(FingerEdges edges, float x, float y) {
        int column = Math.round(x) - FingerEdges.FIRST;
        return column >= 0
                && column < edges.upper().length
                && y >= edges.upper()[column] + RIM
                && y <= edges.lower()[column] - RIM;
    }

    /// How light it is there, without the margin.
    float light(int x, int y) {
        return window.at(x + margin, y + margin);
    }
}
