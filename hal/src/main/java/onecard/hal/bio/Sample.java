package onecard.hal.bio;

import java.util.Arrays;
import java.util.OptionalInt;

/// What one look at a person gave. It is of that person's body: it is compared, overwritten and
/// forgotten, never written, sent or logged.
public sealed interface Sample {

    /// Overwrites it with zeros; whoever has compared it does so.
    void wipe();

    /// A picture, row by row from the top left.
    ///
    /// @param bytes one a pixel (`GREY`), or three: red, green, blue (`RGB`); owned by the sample
    /// @param dpi dots an inch; absent where it has no scale
    record Picture(Colour colour, int width, int height, byte[] bytes, OptionalInt dpi)
            implements Sample {

        /// No sensor gives a larger one, in pixels: a lie about the size must not cost the memory.
        public static final int PIXELS_MAX = 8_000_000;

        public enum Colour {
            GREY(1),
            RGB(3);

            private final int bytes;

            Colour(int bytes) {
                this.bytes = bytes;
            }

            /// Of one pixel.
            public int bytes() {
                return bytes;
            }
        }

        public Picture {
            if (width < 1 || height < 1 || (long) width * height > PIXELS_MAX) {
                throw new IllegalArgumentException(
                        "a picture of " + width + " x " + height + " pixels");
            }
            if (bytes.length != width * height * colour.bytes()) {
                throw new IllegalArgumentException(
                        bytes.length + " bytes for " + width + " x " + height + " " + colour);
            }
        }

        @Override
        public void wipe() {
            Arrays.fill(bytes, (byte) 0);
        }

        /// Without the picture.
        @Override
        public String toString() {
            return "Picture[%s %dx%d]".formatted(colour, width, height);
        }
    }

    /// What the sensor itself made of its picture.
    ///
    /// @param bytes owned by the sample
    record Template(String format, byte[] bytes) implements Sample {

        @Override
        public void wipe() {
            Arrays.fill(bytes, (byte) 0);
        }

        /// Without its content.
        @Override
        public String toString() {
            return "Template[%s, %d bytes]".formatted(format, bytes.length);
        }
    }

    /// The numbers that a model on the sensor made of its picture.
    ///
    /// @param numbers owned by the sample
    record Embedding(String model, float[] numbers) implements Sample {

        @Override
        public void wipe() {
            Arrays.fill(numbers, 0);
        }

        /// Without the numbers.
        @Override
        public String toString() {
            return "Embedding[%s, %d]".formatted(model, numbers.length);
        }
    }
}
