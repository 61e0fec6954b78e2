package onecard.hal.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDateTime;
import java.util.HexFormat;
import onecard.hal.Algorithm;
import onecard.hal.card.IssuerKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The public worked example of a purchase from a PBOC purse: 4096 fen on 2012-02-29.
class PurchaseKeysTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String TERMINAL = "001122334455";
    private static final Charge CHARGE =
            new Charge(0x1000, LocalDateTime.of(2012, 2, 29, 13, 51, 0));
    private static final CardSide CARD = new CardSide(0x1000, 0, 1, 0, 0x11223344);
    private static final TacKey TACS = TacKey.of(HEX.parseHex("0123456789abcdef0011223344556677"));
    private static final SessionKey SESSION =
            SessionKey.of(IssuerKey.published(Algorithm.DES), CARD, 1);

    @Test
    void theSessionKeyAsPublished() {
        assertEquals("003238abc57659dd", HEX.formatHex(SESSION.bytes()));
    }

    @Test
    void ofTheTerminalsSequenceTheLowerHalfCounts() {
        var high = SessionKey.of(IssuerKey.published(Algorithm.DES), CARD, 0xABCD_0001L);

        assertEquals("003238abc57659dd", HEX.formatHex(high.bytes()));
    }

    @Test
    void theMacsAsPublished() {
        assertEquals("f15cab75", SESSION.mac1(CHARGE, TERMINAL).toString());
        assertEquals("56988a13", SESSION.mac2(CHARGE).toString());
    }

    /// `printf '000010000600112233445500000001201202291351008000' | xxd -r -p |
    /// openssl enc -des-ede3-cbc -nopad -iv 0 -K KKK`, K the key's halves XOR each other.
    @Test
    void aTacAsOpenSslMakesIt() {
        var terminal = new TerminalSide(TERMINAL, 1);

        assertEquals("eddc578e", TACS.tac(CHARGE, terminal).toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 0x1_0000_0000L, Long.MAX_VALUE})
    void aCardHoldsThirtyTwoBitsOfFen(long fen) {
        assertThrows(IllegalArgumentException.class, () -> new Charge(fen, CHARGE.at()));
    }

    @ParameterizedTest
    @CsvSource({"1, 00000001", "2147483647, 7fffffff", "2147483648, 80000000"})
    void andAllThirtyTwoCount(long fen, String hex) {
        var answer = HEX.parseHex(hex + "ffff" + "000000" + "0100" + "00000000");

        assertEquals(new CardSide(fen, 0xFFFF, 1, 0, 0), CardSide.of(answer));
        assertEquals(fen, new Charge(fen, CHARGE.at()).amountFen());
    }

    @Test
    void aMomentIsDigits() {
        assertEquals("20120229135100", HEX.formatHex(CHARGE.moment()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Charge(1, LocalDateTime.of(10_000, 1, 1, 0, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Charge(1, LocalDateTime.of(-1, 1, 1, 0, 0)));
    }

    @Test
    void aNumberSaysNothingOfItself() {
        assertEquals("PurseNumber", new PurseNumber("03104800000000000001").toString());
    }
}
