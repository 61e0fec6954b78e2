package onecard.hal;

/// Which face of a card was read. A dual-interface card shows the same applications on both.
public enum Face {
    /// In the field, ISO 14443-4 or a storage card.
    CONTACTLESS,
    /// In a slot, ISO 7816-3.
    CONTACT;

    private static final int T0 = 1;
    private static final int TD1 = 2;
    private static final int TD2 = 3;

    /// Told by the form of an answer to reset, whatever it holds. PC/SC part 3 gives every
    /// contactless card `3B 8n 80 01`, n historical bytes and a check byte; a chip with contacts
    /// does not announce itself so.
    ///
    /// @param atr as the reader reports it, of any length
    public static Face ofAtr(byte[] atr) {
        boolean contactless =
                atr.length > TD2
                        && atr[0] == 0x3B
                        && (atr[T0] & 0xf0) == 0x80
                        && atr[TD1] == (byte) 0x80
                        && atr[TD2] == 0x01
                        && atr.length == TD2 + 1 + (atr[T0] & 0x0f) + 1;
        return contactless ? CONTACTLESS : CONTACT;
    }
}
