package onecard.hal.purse;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import onecard.hal.card.IssuerKey;

/// The key of one purchase, which a card and a terminal's module make each for itself: triple DES
/// under the card's purchase key of the card's random, the card's sequence and the lower half of
/// the terminal's. JR/T 0025, part 1. Immutable.
public final class SessionKey {

    private final byte[] key;

    private SessionKey(byte[] key) {
        this.key = key;
    }

    /// @param purchases the key derived for this card, triple DES
    /// @param terminalSequence 32 bits
    public static SessionKey of(IssuerKey purchases, CardSide card, long terminalSequence) {
        var factors =
                ByteBuffer.allocate(8)
                        .putInt(card.random())
                        .putShort((short) card.sequence())
                        .putShort((short) terminalSequence)
                        .array();
        return new SessionKey(purchases.answer(List.of(), factors));
    }

    /// What the terminal shows the card.
    ///
    /// @param terminal 12 hex digits
    public Mac mac1(Charge charge, String terminal) {
        return DesMac.of(
                key,
                ByteBuffer.allocate(4 + 1 + 6 + Charge.MOMENT_BYTES)
                        .putInt((int) charge.amountFen())
                        .put(Charge.PURCHASE)
                        .put(HexFormat.of().parseHex(terminal))
                        .put(charge.moment())
                        .array());
    }

    /// What the card shows the terminal once it has debited.
    public Mac mac2(Charge charge) {
        return DesMac.of(key, ByteBuffer.allocate(4).putInt((int) charge.amountFen()).array());
    }

    byte[] bytes() {
        return key.clone();
    }
}
