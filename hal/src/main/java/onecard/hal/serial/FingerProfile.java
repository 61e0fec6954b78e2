package onecard.hal.serial;

/// What is known of a fingerprint module that it does not say itself.
///
/// @param model where it has no word for it
/// @param gives what a capture gives
/// @param level the least it may be set to, 1 to 5: how alike two fingers must be. Its maker does
///     not say how many strangers pass at one, but set to less than was tried out, it is another
///     module
public record FingerProfile(String model, Gives gives, int level) {

    /// What a capture gives.
    public sealed interface Gives {

        /// It tells no more than whom its slots hold.
        record Nothing() implements Gives {}

        /// Its picture, 16 shades.
        ///
        /// @param dpi dots an inch: a wrong number makes all its pictures useless
        record Picture(int width, int height, int dpi) implements Gives {
            public Picture {
                if (width < 2 || width % 2 != 0 || height < 1 || width * height > PIXELS_MAX) {
                    throw new IllegalArgumentException(
                            "no sensor has %d x %d pixels".formatted(width, height));
                }
            }

            /// Of one as it comes over the line, two pixels each.
            int bytes() {
                return width * height / 2;
            }
        }

        /// Its features. Also taken, so that they need not stay where they were made.
        ///
        /// @param format `vendor:NAME`
        /// @param bytes of each: 512 on an AS608. Some modules hand over the template of a slot
        /// and no features of a look; they give none
        record Template(String format, int bytes) implements Gives {
            public Template {
                if (bytes < 1 || bytes > TEMPLATE_MAX) {
                    throw new IllegalArgumentException(
                            "no module makes templates of " + bytes + " bytes");
                }
            }
        }
    }

    /// The largest sensors of the family have 256 x 288.
    static final int PIXELS_MAX = 512 * 512;

    /// The largest templates have 1536 bytes.
    static final int TEMPLATE_MAX = 8_192;

    public FingerProfile {
        if (level < 1 || level > 5) {
            throw new IllegalArgumentException("security levels are 1 to 5, not " + level);
        }
    }
}
