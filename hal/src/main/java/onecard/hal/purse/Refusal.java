package onecard.hal.purse;

import java.util.Locale;

/// Why a purse was not debited. Stable: people are shown words for it, and metrics carry
/// [#wire].
public enum Refusal {
    /// Before the debit was sent.
    CARD_LEFT,
    /// The card carries none, or not the kind that is taken here.
    NO_PURSE,
    /// The issuer closed the purse, for a time or for ever.
    LOCKED,
    NOT_ENOUGH,
    /// The purse has counted to its end and makes no debit any more.
    COUNTER_END,
    /// Purse and module share no key.
    NO_SUCH_KEY,
    /// The purse does not take this terminal for genuine.
    WRONG_MAC,
    /// The purse was asked for something else meanwhile, or wants something else first.
    OUT_OF_TURN,
    UNKNOWN_STATUS,
    /// What the card answered is not of the form.
    GARBLED,
    SEVERAL_CARDS,
    MODULE_ABSENT,
    MODULE_REFUSED,
    /// A debit was sent already since this card came.
    ONE_A_PRESENCE;

    private static final int NONE_MADE_FROM = 0x67;
    private static final int NONE_MADE_TO = 0x6E;
    private static final int RIGHT_LENGTH = 0x6C;

    /// The name in metrics and events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What a status other than success means. ISO 7816-4, and JR/T 0025, part 1.
    static Refusal of(int status) {
        return switch (status) {
            case 0x6A82, 0x6A88, 0x6D00, 0x6E00 -> NO_PURSE;
            case 0x6283, 0x6983, 0x6A81, 0x9303 -> LOCKED;
            case 0x9401 -> NOT_ENOUGH;
            case 0x9402 -> COUNTER_END;
            case 0x9403 -> NO_SUCH_KEY;
            case 0x6988, 0x9302 -> WRONG_MAC;
            case 0x6901, 0x6982, 0x6985 -> OUT_OF_TURN;
            default -> UNKNOWN_STATUS;
        };
    }

    /// Whether a status assures that the command was not carried out: the checks before it, 67xx
    /// to 6Exx (ISO 7816-4 section 5.6), and what JR/T 0025 adds to them. Warnings, 65xx for a
    /// memory that failed and 6F00 for whatever went wrong do not, nor does a length that this
    /// command never has.
    static boolean noneMade(int status) {
        int sw1 = status >> 8;
        return switch (status) {
            case 0x9302, 0x9303, 0x9401, 0x9402, 0x9403 -> true;
            default -> sw1 >= NONE_MADE_FROM && sw1 <= NONE_MADE_TO && sw1 != RIGHT_LENGTH;
        };
    }
}
