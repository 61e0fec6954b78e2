package onecard.edge.match.vein;

/// Numbers over a rectangle, row by row from the top left. Owned by [Planes].
record Plane(int width, int height, float[] values) {

    float at(int x, int y) {
        return values[y * width + x];
    }

    /// Between the four pixels around a place; outside of the rectangle: what its border says.
    float at(float x, float y) {
        float inX = Math.clamp(x, 0, width - 1);
        float inY = Math.clamp(y, 0, height - 1);
        int left = Math.min((int) inX, width - 2);
        int top = Math.min((int) inY, height - 2);
        float toRight = inX - left;
        float down = inY - top;
        float above = at(left, top) + toRight * (at(left + 1, top) - at(left, top));
        float below = at(left, top + 1) + toRight * (at(left + 1, top + 1) - at(left, top + 1));
        return above + down * (below - above);
    }
}
