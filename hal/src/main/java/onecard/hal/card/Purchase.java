package onecard.hal.card;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/// The check values of one purchase from a PBOC electronic purse (JR/T 0025, part 1): a session
/// key of one DES key's length, and MACs of 4 bytes under it. Immutable.
public final class Purchase {

    private static final int BLOCK = 8;

    private final byte[] session;

    /// @param key of purchases, 16 bytes as hex; the one derived for this card
    /// @param cardRandom 4 bytes as hex
    /// @param cardSequence 2 bytes, what the card counts
    /// @param terminalSequence 4 bytes, of which the lower two count here
    public Purchase(String key, String cardRandom, String cardSequence, String terminalSequence) {
        var hex = HexFormat.of();
        session =
                IssuerKey.of(onecard.hal.Algorithm.DES, hex.parseHex(key))
                        .enciphered(
                                hex.parseHex(
                                        cardRandom + cardSequence + terminalSequence.substring(4)));
    }

    /// The first 4 bytes of the DES-MAC: what the terminal proves to the card (MAC1), or the card
    /// to the terminal (MAC2).
    ///
    /// @param data of any length, filled up with 80 00..
    public byte[] mac(byte[] data) {
        var filled = Arrays.copyOf(data, (data.length / BLOCK + 1) * BLOCK);
        filled[data.length] = (byte) 0x80;
        var cipher = new DESEngine();
        cipher.init(true, new KeyParameter(session));
        var chained = new byte[BLOCK];
        for (int at = 0; at < filled.length; at += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                chained[i] ^= filled[at + i];
            }
            cipher.processBlock(chained, 0, chained, 0);
        }
        return Arrays.copyOf(chained, 4);
    }

    byte[] session() {
        return session.clone();
    }
}
