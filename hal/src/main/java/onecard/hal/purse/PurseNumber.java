package onecard.hal.purse;

import java.util.HexFormat;

/// The number of a purse, from which its keys are derived. It does not leave the reader's thread:
/// whoever else speaks of the card has its pseudonym.
///
/// @param hex 10 bytes, as 20 hex digits
public record PurseNumber(String hex) {

    static final int BYTES = 10;

    private static final int FACTOR_BYTES = 8;

    public PurseNumber {
        if (!hex.matches("[0-9a-f]{20}")) {
            throw new IllegalArgumentException("the number of a purse must be 20 hex digits");
        }
    }

    /// By which the issuer's keys become this card's: the last 8 bytes.
    public byte[] factor() {
        return HexFormat.of().parseHex(hex.substring(2 * (BYTES - FACTOR_BYTES)));
    }

    /// Says nothing of it: it may end up in a log.
    @Override
    public String toString() {
        return "PurseNumber";
    }
}
