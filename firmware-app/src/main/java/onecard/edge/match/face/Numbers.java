package onecard.edge.match.face;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What is kept of a face: numbers of length one, 32-bit floats, least byte first; and how like two
/// are, the cosine of the angle between them.
final class Numbers {

    /// Of what cannot be read: no face is less like another.
    static final double NOBODY = -1;

    /// How far from one a length is that was rounded to floats.
    private static final double ROUNDED = 1e-3;

    private Numbers() {}

    /// Empty where a net gave none, or nothing but zeros.
    static Optional<byte[]> kept(FloatBuffer numbers) {
        double square = 0;
        for (int i = 0; i < numbers.capacity(); i++) {
            square += (double) numbers.get(i) * numbers.get(i);
        }
        double length = Math.sqrt(square);
        if (!(length > 0 && Double.isFinite(length))) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.allocate(numbers.capacity() * Float.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers.capacity(); i++) {
            bytes.putFloat((float) (numbers.get(i) / length));
        }
        return Optional.of(bytes.array());
    }

    /// A probe that is compared with many; to be wiped.
    static final class Probe {

        private final float[] numbers;
        private final boolean readable;

        Probe(byte[] kept, int dimension) {
            numbers = new float[dimension];
            readable = kept.length == dimension * Float.BYTES && read(kept);
        }

        private boolean read(byte[] kept) {
            floats(kept).get(numbers);
            double square = 0;
            for (float number : numbers) {
                square += (double) number * number;
            }
            return isOne(square);
        }

        private static boolean isOne(double square) {
            return Math.abs(square - 1) < ROUNDED;
        }

        private static FloatBuffer floats(byte[] kept) {
            return ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        }

        /// -1 to 1; never a NaN.
        double cosine(byte[] kept) {
            if (!readable || kept.length != numbers.length * Float.BYTES) {
                return NOBODY;
            }
            var floats = floats(kept);
            double sum = 0;
            double square = 0;
            for (int i = 0; i < numbers.length; i++) {
                double number = floats.get(i);
                sum += numbers[i] * number;
                square += number * number;
            }
            return isOne(square) ? Math.clamp(sum, -1.0, 1.0) : NOBODY;
        }

        void wipe() {
            Arrays.fill(numbers, 0);
        }
    }
}
