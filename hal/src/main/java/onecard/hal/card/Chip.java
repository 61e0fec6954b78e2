package onecard.hal.card;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.Face;

/// What a chip says of itself before it proves anything.
///
/// @param id the card identification code, 16 bytes
/// @param told the algorithm of its keys; absent: it does not say
/// @param atr as the reader reports it
record Chip(byte[] id, Optional<Algorithm> told, byte[] atr) {

    /// Region whose older cards use another algorithm without saying so.
    private static final byte BEIJING = 0x11;

    private static final int ISSUER_BYTES = 8;
    private static final int HISTORICAL_BYTES = 13;

    /// Of the serial in the answer to reset, which is also found in the middle of the code's.
    private static final int SERIAL_BYTES = 3;

    private static final int SERIAL_AT = 9;

    /// What a card's keys are derived by: the issuer's half of the code, and the last 8 bytes of
    /// the answer to reset, which are the same on both faces. Empty where this reader reports
    /// none, or where it belongs to another code: else one card's proof could be shown with
    /// another's code.
    Optional<List<byte[]>> factors() {
        return reset().filter(
                        tail ->
                                Arrays.equals(
                                        tail,
                                        tail.length - SERIAL_BYTES,
                                        tail.length,
                                        id,
                                        SERIAL_AT,
                                        SERIAL_AT + SERIAL_BYTES))
                .map(tail -> List.of(Arrays.copyOf(id, ISSUER_BYTES), tail));
    }

    /// Of its keys; a guess by its region where the chip does not say.
    Algorithm algorithm() {
        return told.orElse(id[0] == BEIJING ? Algorithm.SSF33 : Algorithm.DES);
    }

    String idText() {
        return HexFormat.of().formatHex(id);
    }

    /// The last 8 of 13 historical bytes: `3B 6D xx xx` and they by contacts, `3B 8D 80 01`, they
    /// and a check byte in the field.
    private Optional<byte[]> reset() {
        boolean field = Face.ofAtr(atr) == Face.CONTACTLESS;
        int end = atr.length - (field ? 1 : 0);
        boolean known =
                end == 4 + HISTORICAL_BYTES
                        && atr[0] == 0x3B
                        && atr[1] == (field ? (byte) 0x8D : 0x6D);
        return known ? Optional.of(Arrays.copyOfRange(atr, end - 8, end)) : Optional.empty();
    }
}
