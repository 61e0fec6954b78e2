package onecard.point;

import java.util.Arrays;

/// Paths of a walk, in a row. Owned by the thread that walks.
final class Paths {

    /// Takes none.
    static final Paths NOWHERE = new Paths(0);

    private long[] paths;
    private int size;

    Paths() {
        this(1 << 10);
    }

    private Paths(int capacity) {
        paths = new long[capacity];
    }

    void add(long path) {
        if (paths.length == 0) {
            return;
        }
        if (size == paths.length) {
            paths = Arrays.copyOf(paths, size + (size >> 1));
        }
        paths[size++] = path;
    }

    long get(int index) {
        return paths[index];
    }

    int size() {
        return size;
    }
}
