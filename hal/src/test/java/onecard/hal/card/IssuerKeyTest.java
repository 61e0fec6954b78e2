package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import onecard.hal.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What standards and OpenSSL 3.0 say must come out.
class IssuerKeyTest {

    private static final HexFormat HEX = HexFormat.of();

    /// GB/T 32907-2016, appendix A, example 1.
    @Test
    void sm4OfTheStandardsExample() {
        var key = IssuerKey.published(Algorithm.SM4);
        var block = HEX.parseHex("0123456789abcdeffedcba9876543210");

        assertEquals("681edf34d206965e86b3e94f536e4246", HEX.formatHex(key.enciphered(block)));
    }

    /// `printf F~F | xxd -r -p | openssl enc -sm4-ecb|-des-ede -nopad -K KEY`, and under what comes
    /// out the block, for SM4 with 8000000000000000 behind it.
    @ParameterizedTest
    @CsvSource({
        "SM4, 4f1b09a38aaa6cb9be266449c24b92f9, a8f7906c105cdf09",
        "DES, f4a6bb57121c145672a3066bdea801d8, 04a33eb5ec9448bb"
    })
    void keysAreDerivedAsOpenSslDoes(Algorithm algorithm, String derived, String answer) {
        var key = IssuerKey.published(algorithm);
        var factor = HEX.parseHex("342500d156000005");
        var block = HEX.parseHex("0102030405060708");

        assertEquals(answer, HEX.formatHex(key.answer(List.of(factor), block)));
        assertEquals(
                answer,
                HEX.formatHex(
                        IssuerKey.of(algorithm, HEX.parseHex(derived)).answer(List.of(), block)));
        assertEquals(
                HEX.formatHex(key.derived(factor).answer(List.of(factor), block)),
                HEX.formatHex(key.answer(List.of(factor, factor), block)));
    }

    @Test
    void whatIsNotPublicIsNotPretended() {
        assertThrows(IllegalArgumentException.class, () -> IssuerKey.published(Algorithm.SSF33));
        assertThrows(
                IllegalArgumentException.class, () -> IssuerKey.of(Algorithm.SSF33, new byte[16]));
        assertThrows(
                IllegalArgumentException.class, () -> IssuerKey.of(Algorithm.DES, new byte[8]));
    }
}
