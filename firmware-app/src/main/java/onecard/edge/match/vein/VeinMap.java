package onecard.edge.match.vein;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Step 7: where veins are, a bit a pixel of the level finger.
///
/// As bytes: row by row from the top, the pixel most to the left is the most significant bit of a
/// row's first byte.
final class VeinMap {

    static final int WIDTH = Straightened.WIDTH;
    static final int HEIGHT = Straightened.HEIGHT;
    static final int BYTES = WIDTH * HEIGHT / Byte.SIZE;

    /// Half of the pixels of which the gate says that they are noise.
    static final int BITS_MAX = (int) (Quality.VEINS_MAX * WIDTH * HEIGHT / 2);

    /// Of a row.
    static final int WORDS = WIDTH / Long.SIZE;

    private final long[] words;

    private VeinMap(long[] words) {
        this.words = words;
    }

    /// Those pixels that are above the median of all that are above 0.
    static VeinMap of(Plane linked, Planes planes) {
        float median = median(linked.values(), planes.of(WIDTH, HEIGHT).values());
        var words = new long[HEIGHT * WORDS];
        for (int i = 0; i < linked.values().length; i++) {
            if (linked.values()[i] > median) {
                words[i / Long.SIZE] |= Long.MIN_VALUE >>> (i % Long.SIZE);
            }
        }
        return new VeinMap(words);
    }

    /// Empty where it is none that an extraction makes: too long, too short, or with so many bits
    /// that they lie on whatever they are laid on.
    static Optional<VeinMap> read(byte[] bytes) {
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        var map = new VeinMap(new long[HEIGHT * WORDS]);
        ByteBuffer.wrap(bytes).asLongBuffer().get(map.words);
        return map.bits() > BITS_MAX ? Optional.empty() : Optional.of(map);
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(BYTES);
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }

    /// Owned by the map: row by row, [#WORDS] each.
    long[] words() {
        return words;
    }

    boolean at(int x, int y) {
        return (words[y * WORDS + x / Long.SIZE] << (x % Long.SIZE)) < 0;
    }

    int bits() {
        int bits = 0;
        for (long word : words) {
            bits += Long.bitCount(word);
        }
        return bits;
    }

    /// Overwrites it with zeros.
    void wipe() {
        Arrays.fill(words, 0);
    }

    /// @param positive as long as the values, and theirs to use
    private static float median(float[] values, float[] positive) {
        int count = 0;
        for (float value : values) {
            if (value > 0) {
                positive[count++] = value;
            }
        }
        Arrays.sort(positive, 0, count);
        return count == 0 ? 0 : positive[count / 2];
    }
}
