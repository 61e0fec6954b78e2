package onecard.hal.card;

import java.util.Arrays;

/// The status words by which a card says that it has no such thing. Any other but success is a
/// failure: were it taken for absence too, a card that fails once would be a lesser one, or one
/// that never expires.
enum Absence {
    /// No such file, record or data object.
    FILE(0x6A82, 0x6A83, 0x6A88),
    /// The same, or a file that is there and wants a key first.
    CLOSED_FILE(0x6A82, 0x6A83, 0x6A88, 0x6982),
    /// The same, or the file ends before.
    OFFSET(0x6A82, 0x6A83, 0x6A88, 0x6B00),
    /// No such application, or a chip that knows none at all, as a resident ID card's.
    APPLICATION(0x6A82, 0x6A88, 0x6D00, 0x6E00),
    /// No such command.
    COMMAND(0x6D00, 0x6E00),
    /// No such data in a reader, or a slot that passes the command on to its card.
    READER_DATA(0x6A81, 0x6A82, 0x6A88, 0x6D00, 0x6E00);

    private final int[] statusWords;

    Absence(int... statusWords) {
        this.statusWords = statusWords;
    }

    boolean toldBy(int statusWord) {
        return Arrays.stream(statusWords).anyMatch(word -> word == statusWord);
    }
}
