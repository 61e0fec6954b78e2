package onecard.hal.purse;

import java.nio.ByteBuffer;

/// What a purse says as a purchase begins.
///
/// @param balanceFen before it, 0 to [Charge#FEN_MAX]; the card's word, which no MAC covers
/// @param sequence how many debits it has made, 0 to [#SEQUENCE_MAX]; it counts this one when it
/// debits, and not before
/// @param keyVersion of its purchase key, 0 to 255
/// @param algorithm of that key, 0 to 255
/// @param random 4 bytes, new each time
public record CardSide(long balanceFen, int sequence, int keyVersion, int algorithm, int random) {

    /// A purse that has counted so far makes no debit any more.
    public static final int SEQUENCE_MAX = 0xFFFF;

    /// Balance 4, sequence 2, overdraft limit 3, key version 1, algorithm 1, random 4. A purse has
    /// no overdraft, whatever stands there.
    static final int BYTES = 15;

    private static final int OVERDRAFT_BYTES = 3;

    public CardSide {
        if (balanceFen < 0
                || balanceFen > Charge.FEN_MAX
                || sequence < 0
                || sequence > SEQUENCE_MAX
                || keyVersion < 0
                || keyVersion > 0xFF
                || algorithm < 0
                || algorithm > 0xFF) {
            throw new IllegalArgumentException("no purse can say this");
        }
    }

    /// @param answer [#BYTES] of them: any are what some card may say
    static CardSide of(byte[] answer) {
        var bytes = ByteBuffer.wrap(answer);
        long balance = Integer.toUnsignedLong(bytes.getInt());
        int sequence = Short.toUnsignedInt(bytes.getShort());
        bytes.position(bytes.position() + OVERDRAFT_BYTES);
        return new CardSide(
                balance, sequence, bytes.get() & 0xFF, bytes.get() & 0xFF, bytes.getInt());
    }
}
