package onecard.edge.pass;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A black and white PNG picture, one bit a pixel: by hand, because `java.desktop` with its image
/// writers is no part of the runtime on a board.
///
/// Source: W3C PNG specification, sections 5, 10 and 11.2.
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Png() {}

    interface Dark {
        boolean at(int x, int y);
    }

    static byte[] of(int width, int height, Dark dark) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 1); // one bit of grey; deflate, no filter, not interlaced: zeros
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", deflated(rows(width, height, dark)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /// Each row behind a byte that names its filter, 0 for none; a set bit is white.
    private static byte[] rows(int width, int height, Dark dark) {
        int stride = 1 + (width + 7) / 8;
        var rows = new byte[stride * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!dark.at(x, y)) {
                    rows[y * stride + 1 + x / 8] |= (byte) (0x80 >>> x % 8);
                }
            }
        }
        return rows;
    }

    private static byte[] deflated(byte[] bytes) {
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var piece = new byte[8_192];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var check = new CRC32();
        check.update(name);
        check.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
        out.writeBytes(name);
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
