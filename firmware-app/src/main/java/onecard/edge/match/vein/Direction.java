package onecard.edge.match.vein;

/// In which a profile is walked, or a vein runs.
enum Direction {
    RIGHT(1, 0),
    DOWN(0, 1),
    RIGHT_DOWN(1, 1),
    RIGHT_UP(1, -1);

    private static final float DIAGONAL = (float) Math.sqrt(0.5);

    private final int x;
    private final int y;

    Direction(int x, int y) {
        this.x = x;
        this.y = y;
    }

    /// Pixels to the right, a step.
    int x() {
        return x;
    }

    /// Pixels down, a step.
    int y() {
        return y;
    }

    /// Of the unit vector.
    float cos() {
        return y == 0 ? x : x * DIAGONAL;
    }

    /// Of the unit vector; y downwards.
    float sin() {
        return x == 0 ? y : y * DIAGONAL;
    }
}
