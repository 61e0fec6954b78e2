package onecard.edge.pass;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A token as a QR code, at error correction level M. Immutable.
///
/// Source: ISO/IEC 18004; the modules are ZXing's.
public final class QrCode {

    /// Light modules that a scanner wants around it.
    static final int QUIET = 4;

    /// Pixels a module has in a picture: large enough to print and to photograph.
    private static final int SCALE = 8;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /// @param text of a token or a seed, all of it alphanumeric
    /// @throws IllegalArgumentException if it fits no QR code
    public static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException(
                    "no QR code holds " + text.length() + " characters", tooLong);
        }
    }

    /// Modules along one side: 17 and 4 more for each version.
    public int side() {
        return modules.getWidth();
    }

    /// For a terminal with light letters on a dark ground: two rows a line, light modules as
    /// blocks, the quiet zone around them.
    public String picture() {
        int end = side() + QUIET;
        var text = new StringBuilder();
        for (int y = -QUIET; y < end; y += 2) {
            for (int x = -QUIET; x < end; x++) {
                boolean upper = !dark(x, y);
                boolean lower = y + 1 < end && !dark(x, y + 1);
                text.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// As a PNG file, black on white, the quiet zone around it.
    public byte[] png() {
        int side = (side() + 2 * QUIET) * SCALE;
        return Png.of(side, side, (x, y) -> dark(x / SCALE - QUIET, y / SCALE - QUIET));
    }

    /// False also beyond its edge.
    private boolean dark(int x, int y) {
        return x >= 0 && y >= 0 && x < side() && y < side() && modules.get(x, y) == 1;
    }
}
