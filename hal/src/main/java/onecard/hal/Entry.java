package onecard.hal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What somebody is entering on a keypad. Digits are kept here until the entry ends, and nowhere
/// after. Owned by the keypad's thread.
public final class Entry {

    /// Twice the longest PIN; whatever comes after that is passed over.
    public static final int DIGITS_MAX = 16;

    /// Whoever has pressed nothing for so long has left.
    static final Duration IDLE = Duration.ofSeconds(5);

    private final byte[] digits = new byte[DIGITS_MAX];
    private int size;
    private boolean spoilt;
    private long pressedNanos;

    /// A key that was pressed.
    public sealed interface Key {
        /// @param value 0 to 9
        record Digit(int value) implements Key {}

        /// The entry is whole.
        record End() implements Key {}

        /// Begins anew.
        record Clear() implements Key {}
    }

    /// Nothing was pressed yet.
    public Entry() {}

    /// What a key ends, if anything: digits that are the caller's to overwrite. An entry without
    /// any is none.
    public Optional<byte[]> press(Key key, long nanos) {
        if (nanos - pressedNanos >= IDLE.toNanos()) {
            clear();
        }
        pressedNanos = nanos;
        return switch (key) {
            case Key.Digit(var value) -> {
                if (size < DIGITS_MAX) {
                    digits[size++] = (byte) ('0' + value);
                }
                yield Optional.empty();
            }
            case Key.End() -> {
                boolean whole = size > 0 && !spoilt;
                var entered =
                        whole ? Optional.of(Arrays.copyOf(digits, size)) : Optional.<byte[]>empty();
                clear();
                yield entered;
            }
            case Key.Clear() -> {
                clear();
                yield Optional.empty();
            }
        };
    }

    /// Forgets what was begun.
    public void clear() {
        Arrays.fill(digits, (byte) 0);
        size = 0;
        spoilt = false;
    }

    /// Keys were lost: what was begun comes to nothing, when it ends.
    public void spoil(long nanos) {
        clear();
        spoilt = true;
        pressedNanos = nanos;
    }
}
