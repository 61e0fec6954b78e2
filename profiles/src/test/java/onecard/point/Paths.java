package onecard.point;

import java.util.Arrays;

/// Paths of a walk, in a row. Owned by the thread that walks.
final class Paths {

    private long[] paths = new long[1 << 10];
    private int size;

    void add(long path) {
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
