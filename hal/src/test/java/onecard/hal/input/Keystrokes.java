package onecard.hal.input;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What the kernel says of keys: a press and its end, each with the scan code before it and a
/// report after it.
final class Keystrokes {

    private static final int EV_MSC = 4;
    private static final int MSC_SCAN = 4;
    private static final int HELD = 2;
    private static final int LET_GO = 0;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Keystrokes() {}

    /// Each key is held until it repeats.
    ///
    /// @param keys digits on the number pad, `#` its enter key, `*` its asterisk
    static byte[] of(String keys) {
        return strokes(keys, KeyEvents.PRESSED, HELD, HELD, LET_GO);
    }

    /// Each key is let go at once: the kernel keeps 64 events for whoever does not read them yet.
    static byte[] brief(String keys) {
        return strokes(keys, KeyEvents.PRESSED, LET_GO);
    }

    private static byte[] strokes(String keys, int... values) {
        var strokes = new Keystrokes();
        for (char key : keys.toCharArray()) {
            strokes.stroke(code(key), values);
        }
        return strokes.bytes.toByteArray();
    }

    /// One event.
    static byte[] event(int type, int code, int value) {
        return ByteBuffer.allocate(KeyEvents.EVENT_BYTES)
                .order(ByteOrder.nativeOrder())
                .position(KeyEvents.TIME_BYTES)
                .putShort((short) type)
                .putShort((short) code)
                .putInt(value)
                .array();
    }

    static int code(char key) {
        return switch (key) {
            case '#' -> 96;
            case '*' -> 55;
            case '0' -> 82;
            case '1', '2', '3' -> 79 + key - '1';
            case '4', '5', '6' -> 75 + key - '4';
            case '7', '8', '9' -> 71 + key - '7';
            default -> throw new IllegalArgumentException("no key: " + key);
        };
    }

    private void stroke(int code, int... values) {
        for (int value : values) {
            bytes.writeBytes(event(EV_MSC, MSC_SCAN, 0x70000 + code));
            bytes.writeBytes(event(KeyEvents.EV_KEY, code, value));
            bytes.writeBytes(event(KeyEvents.EV_SYN, 0, 0));
        }
    }
}
