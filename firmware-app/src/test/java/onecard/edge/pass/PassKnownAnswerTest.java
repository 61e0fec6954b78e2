package onecard.edge.pass;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.VerifyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the standards of a token's outer forms say must come out.
class PassKnownAnswerTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] CONTENT = "This is the content.".getBytes(US_ASCII);

    /// RFC 9285, sections 4.3 and 4.4.
    @ParameterizedTest
    @CsvSource({
        "AB, BB8",
        "Hello!!, %69 VD92EX0",
        "base-45, UJCLQE7W581",
        "ietf!, QED8WEX0",
        "'', ''"
    })
    void base45AsTheRfcSays(String plain, String text) {
        assertEquals(text, Base45.encode(plain.getBytes(US_ASCII)));
        assertArrayEquals(plain.getBytes(US_ASCII), Base45.decode(text).orElseThrow());
    }

    /// RFC 9285, section 4.2 and 6: `GGW` would be 65536, `:::` 91124; one character is left over;
    /// another alphabet.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GGW",
                ":::",
                "BB8B",
                "B",
                "::",
                "V5",
                "bb8",
                "BB8\n",
                "BB\u0130",
                "\uff10\uff10"
            })
    void whatBase45NeverWritesIsRefused(String text) {
        // The largest pair and the largest single are the neighbours of two of these.
        assertTrue(Base45.decode("FGW").isPresent() && Base45.decode("U5").isPresent());
        assertEquals(Optional.empty(), Base45.decode(text).map(HEX::formatHex));
    }

    /// COSE working group's example eddsa-sig-01, the key of RFC 8032's first test.
    @Test
    void coseSign1WithEd25519AsTheExampleSays() {
        var example =
                HEX.parseHex(
                        ("D28445A201270300A10442313154546869732069732074686520636F6E74656E742E5840"
                                        + "7142FD2FF96D56DB85BEE905A76BA1D0B7321A95C8C4D3607C5781932B7AFB87"
                                        + "11497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D")
                                .toLowerCase(java.util.Locale.ROOT));
        var key =
                SigningKey.ofSeed(
                        HEX.parseHex(
                                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

        var message = CoseSign1.decode(example).orElseThrow();

        assertEquals(
                "846a5369676e61747572653145a2012703004054546869732069732074686520636f6e74656e742e",
                HEX.formatHex(message.toBeSigned()));
        assertArrayEquals(CONTENT, message.payload());
        assertEquals(
                Optional.of(CosePass.ED25519),
                message.header().flatMap(known -> known.number(CoseSign1.ALG)));
        assertArrayEquals(
                "11".getBytes(US_ASCII), message.open().bytes(CoseSign1.KID).orElseThrow());
        assertTrue(
                VerifyKey.of(key.publicText())
                        .orElseThrow()
                        .verifies(message.toBeSigned(), message.signature()));
        assertArrayEquals(message.signature(), key.sign(message.toBeSigned()));
        assertArrayEquals(example, message.encode());
    }

    /// RFC 9052, appendix C.2.1 (and RFC 8152's): ECDSA with P-256, which passes do not use, so the
    /// JDK checks it.
    @Test
    void coseSign1OfTheRfcIsSignedOverTheBytesWeFind() throws Exception {
        var example =
                HEX.parseHex(
                        "d28443a10126a10442313154546869732069732074686520636f6e74656e742e5840"
                                + "8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e"
                                + "2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36");

        var message = CoseSign1.decode(example).orElseThrow();

        assertEquals(
                "846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e",
                HEX.formatHex(message.toBeSigned()));
        assertArrayEquals(example, message.encode());
        var parameters = java.security.AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var point =
                new ECPoint(
                        number("usWxHK2PmfnHKwXPS54m0kTcGJ90UiglWiGahtagnv8"),
                        number("IBOL-C3BttVivg-lSreASjpkttcsz-1rb7btKLv8EX4"));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(
                KeyFactory.getInstance("EC")
                        .generatePublic(
                                new ECPublicKeySpec(
                                        point,
                                        parameters.getParameterSpec(ECParameterSpec.class))));
        signature.update(message.toBeSigned());
        assertTrue(signature.verify(message.signature()));
    }

    /// RFC 8949, appendix A, as far as a token uses it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "17",
                "1818",
                "1903e8",
                "1a000f4240",
                "1b000000e8d4a51000",
                "20",
                "3903e7",
                "3b7fffffffffffffff",
                "40",
                "4401020304",
                "60",
                "62c3bc",
                "63e6b0b4",
                "64f0908591",
                "80",
                "83010203",
                "8301820203820405",
                "a0",
                "a201020304",
                "a26161016162820203",
                "c11a514b67b0",
                "d74401020304"
            })
    void cborOfTheRfcComesBackAsTheSameBytes(String hex) {
        var value = CborReader.read(HEX.parseHex(hex), CoseSign1.BYTES_MAX).orElseThrow();
        assertEquals(hex, HEX.formatHex(CborWriter.bytes(value)));
    }

    /// Another form of a value that has one: longer heads, indefinite lengths, unsorted or double
    /// keys. And what tokens do not use: fractions, simple values, more than a long; and ends that
    /// come too early or too late.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1817",
                "1900ff",
                "1a0000ffff",
                "1b00000000ffffffff",
                "3817",
                "5800",
                "5f42010243030405ff",
                "7f657374726561646d696e67ff",
                "9fff",
                "bfff",
                "a203040102",
                "a201020103",
                "a2616200616101",
                "1bffffffffffffffff",
                "3bffffffffffffffff",
                "f4",
                "f6",
                "f93c00",
                "fb3ff199999999999a",
                "62c328",
                "63eda080",
                "",
                "4101ff",
                "4102030405",
                "830102",
                "a101",
                "1c",
                "5bffffffffffffffff",
                "9a7fffffff00",
                "ba7fffffff0000",
                "c1",
                "81818181818181818100"
            })
    void whatIsNoDeterministicCborIsRefused(String hex) {
        assertEquals(Optional.empty(), CborReader.read(HEX.parseHex(hex), CoseSign1.BYTES_MAX));
    }

    private static java.math.BigInteger number(String base64url) {
        return new java.math.BigInteger(1, Base64.getUrlDecoder().decode(base64url));
    }
}
