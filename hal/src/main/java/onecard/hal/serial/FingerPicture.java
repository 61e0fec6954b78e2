package onecard.hal.serial;

import java.util.Arrays;
import java.util.OptionalInt;
import onecard.hal.bio.Sample;

/// A fingerprint module's picture as it comes over the line: two pixels a byte, the left one in its
/// upper half.
final class FingerPicture {

    private static final int SHADE = 0x11;

    private FingerPicture() {}

    /// @param packed is wiped
    static Sample of(byte[] packed, FingerProfile.Gives.Picture picture) {
        var grey = new byte[picture.width() * picture.height()];
        for (int i = 0; i < packed.length; i++) {
            grey[2 * i] = (byte) ((packed[i] >> 4 & 0xf) * SHADE);
            grey[2 * i + 1] = (byte) ((packed[i] & 0xf) * SHADE);
        }
        Arrays.fill(packed, (byte) 0);
        return new Sample.Picture(
                Sample.Picture.Colour.GREY,
                picture.width(),
                picture.height(),
                grey,
                OptionalInt.of(picture.dpi()));
    }
}
