package onecard.hal.input;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import onecard.hal.Entry.Key;

/// Cuts what an input device says into keys that were pressed. Owned by the keypad's thread.
///
/// Source: Linux, include/uapi/linux/input.h and input-event-codes.h. A `struct input_event` is a
/// time of two C longs, a type and a code of 16 bits, a value of 32 bits.
final class KeyEvents {

    /// The time in front.
    static final int TIME_BYTES = 2 * longBytes();

    static final int EVENT_BYTES = TIME_BYTES + 8;

    static final int EV_SYN = 0;
    static final int EV_KEY = 1;
    static final int SYN_DROPPED = 3;
    static final int PRESSED = 1; // 0 is let go, 2 is held

    private static final int KEY_ESC = 1;
    private static final int KEY_1 = 2;
    private static final int KEY_0 = 11;
    private static final int KEY_BACKSPACE = 14;
    private static final int KEY_ENTER = 28;
    private static final int KEY_KPASTERISK = 55;
    private static final int KEY_KPENTER = 96;
    private static final int KEY_DELETE = 111;
    private static final int KEY_NUMERIC_0 = 0x200;
    private static final int KEY_NUMERIC_STAR = 0x20a;
    private static final int KEY_NUMERIC_POUND = 0x20b;

    /// KEY_KP0 to KEY_KP9, as they lie on a keyboard.
    private static final List<Integer> KEYPAD = List.of(82, 79, 80, 81, 75, 76, 77, 71, 72, 73);

    private final byte[] held = new byte[EVENT_BYTES]; // of an event that was cut
    private int size;

    /// @param keys pressed, in order
    /// @param dropped the kernel could not keep some before them
    record Told(List<Key> keys, boolean dropped) {}

    /// What the next bytes say; they may end amid an event.
    Told feed(byte[] chunk, int count) {
        var keys = new ArrayList<Key>();
        boolean dropped = false;
        for (int i = 0; i < count; i++) {
            held[size++] = chunk[i];
            if (size == EVENT_BYTES) {
                var event = ByteBuffer.wrap(held).order(ByteOrder.nativeOrder());
                int type = Short.toUnsignedInt(event.getShort(TIME_BYTES));
                int code = Short.toUnsignedInt(event.getShort(TIME_BYTES + 2));
                int value = event.getInt(TIME_BYTES + 4);
                if (type == EV_SYN && code == SYN_DROPPED) {
                    dropped = true;
                    keys.clear();
                } else if (type == EV_KEY && value == PRESSED) {
                    key(code).ifPresent(keys::add);
                }
                forget();
            }
        }
        return new Told(keys, dropped);
    }

    /// What a key means to an entry; empty: nothing.
    private static Optional<Key> key(int code) {
        return switch (code) {
            case KEY_ENTER, KEY_KPENTER, KEY_NUMERIC_POUND -> Optional.of(new Key.End());
            case KEY_ESC, KEY_BACKSPACE, KEY_DELETE, KEY_KPASTERISK, KEY_NUMERIC_STAR ->
                    Optional.of(new Key.Clear());
            case KEY_0 -> Optional.of(new Key.Digit(0));
            default -> digit(code);
        };
    }

    private static Optional<Key> digit(int code) {
        if (code >= KEY_1 && code < KEY_0) {
            return Optional.of(new Key.Digit(code - KEY_1 + 1));
        }
        if (code >= KEY_NUMERIC_0 && code < KEY_NUMERIC_STAR) {
            return Optional.of(new Key.Digit(code - KEY_NUMERIC_0));
        }
        int keypad = KEYPAD.indexOf(code);
        return keypad < 0 ? Optional.empty() : Optional.of(new Key.Digit(keypad));
    }

    private void forget() {
        Arrays.fill(held, (byte) 0);
        size = 0;
    }

    private static int longBytes() {
        MemoryLayout layout = Linker.nativeLinker().canonicalLayouts().get("long");
        return (int) Objects.requireNonNull(layout).byteSize();
    }
}
