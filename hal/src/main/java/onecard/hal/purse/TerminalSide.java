package onecard.hal.purse;

/// What a terminal's module says as a purchase begins.
///
/// @param number of the terminal: 6 bytes, as 12 hex digits
/// @param sequence 32 bits; the module gives each purchase its own, and none twice
public record TerminalSide(String number, long sequence) {

    static final long SEQUENCE_MAX = 0xFFFF_FFFFL;

    public TerminalSide {
        if (!number.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("a terminal number must be 12 hex digits");
        }
        if (sequence < 0 || sequence > SEQUENCE_MAX) {
            throw new IllegalArgumentException(
                    "a sequence must be 0.." + SEQUENCE_MAX + ", but was " + sequence);
        }
    }
}
