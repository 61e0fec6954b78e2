package onecard.edge.match.vein;

/// Step 6: middles of veins, joined. A pixel is on a vein if there are middles on both sides of it,
/// at most two pixels away, in one direction: gaps close, and dots vanish.
final class Links {

    private static final Direction[] DIRECTIONS = Direction.values();

    private Links() {}

    /// @return as much as the weaker side has, in the best of the directions
    static Plane of(Plane middles, Planes planes) {
        var linked = planes.of(middles.width(), middles.height());
        for (int y = 2; y < middles.height() - 2; y++) {
            for (int x = 2; x < middles.width() - 2; x++) {
                float best = 0;
                for (var direction : DIRECTIONS) {
                    float ahead = side(middles, x, y, direction.x(), direction.y());
                    float behind = side(middles, x, y, -direction.x(), -direction.y());
                    best = Math.max(best, Math.min(ahead, behind));
                }
                linked.values()[y * linked.width() + x] = best;
            }
        }
        return linked;
    }

    private static float side(Plane middles, int x, int y, int dx, int dy) {
        return Math.max(middles.at(x + dx, y + dy), middles.at(x + 2 * dx, y + 2 * dy));
    }
}
