package onecard.hal.serial;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import onecard.hal.Columns;
import onecard.hal.Receipt.Size;
import onecard.hal.ReceiptLayout.Code;
import onecard.hal.ReceiptLayout.Line;
import onecard.hal.ReceiptLayout.Row;

/// A receipt in ESC/POS, in pieces that a printer of the smallest buffer takes. Pure.
///
/// Between two pieces stands no half command, so that anything may be asked there. No byte sequence
/// of a piece is a real-time command (DLE first): text has no controls, and a code no byte that is
/// not printable.
final class EscPosReceipt {

    /// Some six lines. The smallest buffers that makers publish hold 4 KB, and a QR code of
    /// [onecard.hal.Receipt#CODE_MAX] characters comes on top whole.
    static final int PIECE_BYTES = 256;

    /// ESC @: as after power-on; what is in the line buffer is forgotten. FS &: two bytes are a
    /// Chinese character. GS a 0: says nothing unasked.
    static final byte[] INIT = {0x1b, '@', 0x1c, '&', 0x1d, 'a', 0};

    /// GS V 66 0: feeds as far as the cutter is away, and cuts.
    static final byte[] CUT = {0x1d, 'V', 66, 0};

    /// Dots a module of a QR code is wide: 65 of them for the longest text, and 8 of margin, are
    /// 365 of the paper's 384.
    private static final int MODULE_DOTS = 5;

    private EscPosReceipt() {}

    /// What is written one after another, from [#INIT] on: a printer that was off for a moment may
    /// not have been missed, and would print no Chinese.
    static List<byte[]> pieces(List<Row> rows) {
        var pieces = new ArrayList<byte[]>();
        var piece = new ByteArrayOutputStream();
        piece.writeBytes(INIT);
        for (var row : rows) {
            var bytes =
                    switch (row) {
                        case Line line -> line(line);
                        case Code(var text) -> code(text);
                    };
            if (piece.size() > 0 && piece.size() + bytes.length > PIECE_BYTES) {
                pieces.add(piece.toByteArray());
                piece.reset();
            }
            piece.writeBytes(bytes);
        }
        piece.writeBytes(CUT);
        pieces.add(piece.toByteArray());
        return pieces;
    }

    private static byte[] line(Line line) {
        var bytes = new ByteArrayOutputStream();
        boolean large = line.size() == Size.DOUBLE;
        if (large) {
            bytes.writeBytes(new byte[] {0x1d, '!', 0x11});
        }
        bytes.writeBytes(line.text().getBytes(Columns.GBK));
        if (large) {
            bytes.writeBytes(new byte[] {0x1d, '!', 0});
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /// GS ( k, functions 165, 167, 169, 180 and 181: model 2, size, correction M, the text, print.
    private static byte[] code(String text) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0x1b, 'a', 1});
        bytes.writeBytes(qr(65, 50, 0));
        bytes.writeBytes(qr(67, MODULE_DOTS));
        bytes.writeBytes(qr(69, 49));
        bytes.writeBytes(head(80, 1 + text.length()));
        bytes.write(48);
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(qr(81, 48));
        bytes.writeBytes(new byte[] {'\n', 0x1b, 'a', 0});
        return bytes.toByteArray();
    }

    private static byte[] qr(int function, int... arguments) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(function, arguments.length));
        for (int argument : arguments) {
            bytes.write(argument);
        }
        return bytes.toByteArray();
    }

    /// @param arguments how many bytes follow
    private static byte[] head(int function, int arguments) {
        int length = 2 + arguments;
        return new byte[] {
            0x1d, '(', 'k', (byte) length, (byte) (length >> 8), 49, (byte) function
        };
    }
}
