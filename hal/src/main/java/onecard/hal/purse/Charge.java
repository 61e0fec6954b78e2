package onecard.hal.purse;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// What a purse is asked to give, and when.
///
/// @param amountFen whole fen, 1 to [#FEN_MAX]
/// @param at local time to the second; in a year of four digits, as the card keeps it
public record Charge(long amountFen, LocalDateTime at) {

    /// The most that a card's 4 bytes hold, unsigned.
    public static final long FEN_MAX = 0xFFFF_FFFFL;

    /// The transaction type of a purchase from a purse.
    static final byte PURCHASE = 0x06;

    /// Date and time as they stand in commands and under MACs: YYYYMMDD HHMMSS, BCD.
    static final int MOMENT_BYTES = 7;

    /// @throws IllegalArgumentException for an amount or a year that a card cannot hold
    public Charge {
        if (amountFen < 1 || amountFen > FEN_MAX) {
            throw new IllegalArgumentException(
                    "an amount must be 1.." + FEN_MAX + " fen, but was " + amountFen);
        }
        if (at.getYear() < 0 || at.getYear() > 9999) {
            throw new IllegalArgumentException("a year must be 0..9999, but was " + at.getYear());
        }
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    byte[] moment() {
        return HexFormat.of()
                .parseHex(
                        "%04d%02d%02d%02d%02d%02d"
                                .formatted(
                                        at.getYear(),
                                        at.getMonthValue(),
                                        at.getDayOfMonth(),
                                        at.getHour(),
                                        at.getMinute(),
                                        at.getSecond()));
    }
}
