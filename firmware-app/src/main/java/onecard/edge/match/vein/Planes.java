package onecard.edge.match.vein;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What one extraction has in hand. It shows a body as the picture does, so all of it is
/// overwritten at the end.
final class Planes implements AutoCloseable {

    private final List<Plane> all = new ArrayList<>();

    /// Of zeros.
    Plane of(int width, int height) {
        var plane = new Plane(width, height, new float[width * height]);
        all.add(plane);
        return plane;
    }

    @Override
    public void close() {
        all.forEach(plane -> Arrays.fill(plane.values(), 0));
    }
}
