package onecard.hal.purse;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// The key a card and its issuer share, and no terminal has. What it makes of a debit is what the
/// issuer pays for. For software cards, and for whoever checks them. Immutable.
///
/// Which fields a TAC covers is published, no value of one is: JR/T 0025, part 1.
public final class TacKey {

    private static final int HALF = 8;

    private final byte[] folded;

    private TacKey(byte[] folded) {
        this.folded = folded;
    }

    /// @param key 16 bytes; it is used as its left half XOR its right
    public static TacKey of(byte[] key) {
        if (key.length != 2 * HALF) {
            throw new IllegalArgumentException("a key must be 16 bytes, but was " + key.length);
        }
        var folded = new byte[HALF];
        for (int i = 0; i < HALF; i++) {
            folded[i] = (byte) (key[i] ^ key[HALF + i]);
        }
        return new TacKey(folded);
    }

    public Mac tac(Charge charge, TerminalSide terminal) {
        return DesMac.of(
                folded,
                ByteBuffer.allocate(4 + 1 + 6 + 4 + Charge.MOMENT_BYTES)
                        .putInt((int) charge.amountFen())
                        .put(Charge.PURCHASE)
                        .put(HexFormat.of().parseHex(terminal.number()))
                        .putInt((int) terminal.sequence())
                        .put(charge.moment())
                        .array());
    }
}
