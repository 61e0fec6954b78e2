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
    private final long[] pressed = new long[DIGITS_MAX];
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

    /// What was entered.
    ///
    /// @param digits in ASCII; the caller's to overwrite
    /// @param pressedNanos when each of them was pressed
    public record Whole(byte[] digits, long[] pressedNanos) {}

    /// What a key ends, if anything. An entry without any digit is none.
    public Optional<Whole> press(Key key, long nanos) {
        if (nanos - pressedNanos >= IDLE.toNanos()) {
            clear();
        }
        pressedNanos = nanos;
        return switch (key) {
            case Key.Digit(var value) -> {
                if (size < DIGITS_MAX) {
                    pressed[size] = nanos;
                    digits[size++] = (byte) ('0' + value);
                }
                yield Optional.empty();
            }
            case Key.End() -> {
                var entered =
                        size > 0 && !spoilt
                                ? Optional.of(
                                        new Whole(
                                                Arrays.copyOf(digits, size),
                                                Arrays.copyOf(pressed, size)))
                                : Optional.<Whole>empty();
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
