package onecard.edge.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What standards and other programs say must come out. Where it says so, OpenSSL 3.0 made the
/// value, from the command in the comment.
class KnownAnswerTest {

    private static final HexFormat HEX = HexFormat.of();

    /// GB/T 32905-2016, appendix A, examples 1 and 2.
    @Test
    void sm3OfTheStandardsExamples() {
        assertEquals(
                "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", Sm3.hex("abc"));
        assertEquals(
                "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
                Sm3.hex("abcd".repeat(16)));
    }

    /// `printf 'KIND\x1fID' | openssl dgst -sm3 -mac HMAC -macopt hexkey:000102...1f`, its first
    /// 16 bytes.
    @ParameterizedTest
    @CsvSource({
        "ssc, 342500d1560000050000000000000001, 855060f4178ed63ca3c18f321c3730c9",
        "plate, 京A12345, 3e41fba96c319537de772fad6df03f12"
    })
    void aTokenIsTheFirstHalfOfTheKeyedHash(String kind, String id, String token) {
        var key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }

        assertEquals(token, new Tokens(key).of(kind, id));
        assertEquals(token, HEX.formatHex(new Tokens(key).bytes(kind, id)));
    }

    /// RFC 8032, section 7.1, tests 1 to 3.
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
                + "'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
                + "72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,"
                + "af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void ed25519AsTheRfcSays(String seed, String point, String message, String signature) {
        var key = SigningKey.ofSeed(HEX.parseHex(seed));
        var text = "ed25519:" + base64url(HEX.parseHex(point));
        var bytes = HEX.parseHex(message);

        assertEquals(text, key.publicText());
        assertEquals(signature, HEX.formatHex(key.sign(bytes)));
        assertTrue(Signatures.valid(text, bytes, HEX.parseHex(signature)));
        assertFalse(Signatures.valid(text, "other".getBytes(UTF_8), HEX.parseHex(signature)));
    }

    /// The signed object, of which the canonical form was signed by `openssl pkeyutl -sign -rawin
    /// -digest sm3 -pkeyopt distid:1234567812345678`.
    private static final Json.Obj SM2_SIGNED =
            Json.Obj.EMPTY.with("site", "langxi-hall").with("device", "north-gate").with("seq", 42);

    private static final String SM2_POINT =
            "04f4e4fc13fa7cc0e78109fb3c3b83c494caecfdf974401f5e562e3282cd9277a97fa0921c2a32b8d9becab48ace77d01089f028f36474296f38f75fa17655ec55";
    private static final String SM2_SIGNATURE =
            "C1E80A6A88BC0E919466ED755E2A1BD2D58F1BC5F6BB2E7E207BC00CA83C5BBC"
                    + "8A908A4D224B18C9551B6DDEA38BE8AEEAB070594713CE3FA67AAA82862A855D";

    /// The same key and bytes, but with distid:ALICE123@YAHOO.COM.
    private static final String SM2_OF_ANOTHER_ID =
            "84969DB0203B675791CB62AC4F71B0232B9C26CDE1C14F3F9368CE287E84DFB5"
                    + "2CBD117FAA680D83ECF06564300587353ED01EFD7259872A1BFCEA48B05DA8FF";

    @Test
    void sm2AsOpenSslSigns() {
        assertEquals(
                "{\"device\":\"north-gate\",\"seq\":42,\"site\":\"langxi-hall\"}",
                Canonical.text(SM2_SIGNED));
        assertTrue(sm2(SM2_POINT, SM2_SIGNED, SM2_SIGNATURE));
    }

    /// GB/T 32918.5-2017, appendix A.2: the recommended curve, user id 1234567812345678.
    @Test
    void sm2AsTheStandardSigns() {
        var key = SigningKey.sm2Of(HEX.parseHex(SM2_STANDARD_NUMBER));
        var message = "message digest".getBytes(UTF_8);
        var signature =
                HEX.parseHex(
                        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

        assertEquals(
                "sm2:"
                        + base64url(
                                HEX.parseHex(
                                        "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                                                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")),
                key.publicText());
        assertTrue(Signatures.valid(key.publicText(), message, signature));
        assertTrue(Signatures.valid(key.publicText(), message, key.sign(message)));
        signature[63] ^= 1;
        assertFalse(Signatures.valid(key.publicText(), message, signature));
    }

    private static final String SM2_STANDARD_NUMBER =
            "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";

    /// GB/T 32907-2016, appendix A: key and plain text alike, once and a million times. No product
    /// code uses SM4 yet; the library that would is held to it.
    @Test
    void sm4OfTheStandardsExamples() {
        var block = HEX.parseHex("0123456789abcdeffedcba9876543210");
        var engine = new SM4Engine();
        engine.init(true, new KeyParameter(block.clone()));

        engine.processBlock(block, 0, block, 0);
        assertEquals("681edf34d206965e86b3e94f536e4246", HEX.formatHex(block));
        for (int i = 1; i < 1_000_000; i++) {
            engine.processBlock(block, 0, block, 0);
        }
        assertEquals("595298c7c6fd271f0402f804c33d3f66", HEX.formatHex(block));
    }

    /// `openssl genpkey -algorithm SM2`.
    @Test
    void anSm2KeyFileOfOpenSslSigns(@TempDir Path dir) throws IOException {
        var file = dir.resolve("passes.pem");
        KeyFile.write(
                file,
                """
                -----BEGIN PRIVATE KEY-----
                MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgLTjrILM5RKnsrrW6
                6K6J3wNf8yH/KFBYG8zycur79GKhRANCAAT2DRrEX2Y2jmDmmQrJ6qxhbSzwc+VB
                wwWqYriovKRC/hmdr2fy2TUtvvRrHyEaWCpD+/4dQNLiZZADtEwjOM/6
                -----END PRIVATE KEY-----
                """);

        var key = SigningKey.read(file);

        assertEquals(SignatureAlgorithm.SM2, key.algorithm());
        assertEquals(
                "sm2:"
                        + base64url(
                                HEX.parseHex(
                                        "04f60d1ac45f66368e60e6990ac9eaac616d2cf073e541c305aa62b8a8bca442fe199daf67f2d9352dbef46b1f211a582a43fbfe1d40d2e2659003b44c2338cffa")),
                key.publicText());
        assertTrue(Signatures.valid(key.publicText(), SM2_SIGNED, key.sign(SM2_SIGNED)));
    }

    @Test
    void sm2WithAnyBitFlippedIsRefused() {
        var signature = HEX.parseHex(SM2_SIGNATURE);
        for (int bit = 0; bit < signature.length * 8; bit++) {
            var other = signature.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(sm2(SM2_POINT, SM2_SIGNED, HEX.formatHex(other)), "bit " + bit);
        }
        assertFalse(sm2(SM2_POINT, SM2_SIGNED.with("seq", 43), SM2_SIGNATURE));
    }

    @Test
    void sm2UnderAnotherUserIdIsRefused() {
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, SM2_OF_ANOTHER_ID));
    }

    @Test
    void sm2ByAPointNotOnTheCurveIsRefused() {
        var off = HEX.parseHex(SM2_POINT);
        off[64] ^= 1;
        assertFalse(sm2(HEX.formatHex(off), SM2_SIGNED, SM2_SIGNATURE));

        assertFalse(sm2("04" + "00".repeat(64), SM2_SIGNED, SM2_SIGNATURE));
        assertFalse(sm2("04" + "ff".repeat(64), SM2_SIGNED, SM2_SIGNATURE));
    }

    /// Compressed, hybrid and the point at infinity: one key has one text.
    @Test
    void sm2PointsInAnotherFormAreRefused() {
        var x = SM2_POINT.substring(2, 66);
        assertFalse(sm2("03" + x, SM2_SIGNED, SM2_SIGNATURE));
        assertFalse(sm2("07" + SM2_POINT.substring(2), SM2_SIGNED, SM2_SIGNATURE));
        assertFalse(sm2("00", SM2_SIGNED, SM2_SIGNATURE));
    }

    @Test
    void sm2OfAnotherLengthIsRefused() {
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, SM2_SIGNATURE + "00"));
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, SM2_SIGNATURE.substring(2)));
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, ""));
        assertFalse(sm2(SM2_POINT + "00", SM2_SIGNED, SM2_SIGNATURE));
        assertFalse(sm2(SM2_POINT.substring(0, 128), SM2_SIGNED, SM2_SIGNATURE));
    }

    /// r and s must lie within 1..n-1, and r+s must not be n.
    @Test
    void sm2OutsideItsRangeIsRefused() {
        var order = GMNamedCurves.getByName("sm2p256v1").getN();
        var zero = word(BigInteger.ZERO);
        var one = word(BigInteger.ONE);
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, zero + one));
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, one + zero));
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, word(order) + one));
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, one + word(order)));
        assertFalse(sm2(SM2_POINT, SM2_SIGNED, one + word(order.subtract(BigInteger.ONE))));
    }

    private static boolean sm2(String point, Json.Obj signed, String signature) {
        return Signatures.valid(
                "sm2:" + base64url(HEX.parseHex(point)),
                signed,
                base64url(HEX.parseHex(signature)));
    }

    private static String word(BigInteger number) {
        return "%064x".formatted(number);
    }

    /// RFC 8785, section 3.2.3: by UTF-16 code units, so the emoji's surrogates come before the
    /// Hebrew letter.
    @Test
    void membersAreSortedByCodeUnits() {
        var names =
                Json.Obj.EMPTY
                        .with("\u20ac", "Euro Sign")
                        .with("\r", "Carriage Return")
                        .with("\ufb33", "Hebrew Letter Dalet With Dagesh")
                        .with("1", "One")
                        .with("\ud83d\ude00", "Emoji: Grinning Face")
                        .with("\u0080", "Control")
                        .with("\u00f6", "Latin Small Letter O With Diaeresis");

        assertEquals(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                        + "\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
                Canonical.text(names));
    }

    /// RFC 8785, section 3.2.2, without its fractions and its null, which are not ours.
    @Test
    void textIsEscapedAsLittleAsCanBe() {
        var read =
                JsonReader.object(
                                "{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                                        + " \"literals\": [true, false]}")
                        .orElseThrow();

        assertArrayEquals(
                "{\"literals\":[true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
                        .getBytes(UTF_8),
                Canonical.bytes(read));
    }

    /// A snapshot has thousands of objects of the same members.
    @Test
    void aNameIsKeptOnceHoweverOftenItIsRead() {
        var read = JsonReader.object("{\"sales\":[{\"meal\":1},{\"meal\":2}]}").orElseThrow();

        var names = new ArrayList<String>();
        for (var sale : read.array("sales").orElseThrow().items()) {
            ((Json.Obj) sale).forEach((name, _) -> names.add(name));
        }

        assertEquals(List.of("meal", "meal"), names);
        assertSame(names.getFirst(), names.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-9007199254740991", "-1", "0", "9007199254740991"})
    void wholeNumbersStayAsTheyAre(String number) {
        var text = "{\"n\":" + number + "}";
        assertEquals(text, Canonical.text(JsonReader.object(text).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0",
                "01",
                "1.0",
                "1e3",
                "9007199254740992",
                "-9007199254740992",
                "null",
                "NaN",
                "\"\\ud800\"",
                "\"\\u\uff10041\"",
                "\"\\x\"",
                "\"\t\"",
                "[1,]",
                "{\"a\":1,\"a\":1}"
            })
    void whatTheContractDoesNotUseIsRefused(String value) {
        assertTrue(JsonReader.object("{\"n\":" + value + "}").isEmpty());
    }

    @Test
    void depthAndLengthEnd() {
        assertTrue(
                JsonReader.object("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}").isPresent());
        assertTrue(JsonReader.object("{\"a\":" + "[".repeat(17) + "]".repeat(17) + "}").isEmpty());
        assertTrue(JsonReader.object("{\"a\":" + "[".repeat(500_000)).isEmpty());
        assertTrue(
                JsonReader.object("{\"a\":\"" + "x".repeat(JsonReader.CHARS_MAX) + "\"}")
                        .isEmpty());
    }

    /// RFC 4648, section 5: - and _ for the last two letters, and no other alphabet.
    @Test
    void signaturesAreWrittenInTheAlphabetOfUrls() {
        var key = SigningKey.ofSeed(new byte[32]);
        var signed = Json.Obj.EMPTY.with("n", 0);
        var sig = key.sign(signed);
        for (int n = 1; !sig.contains("-") || !sig.contains("_"); n++) {
            signed = Json.Obj.EMPTY.with("n", n);
            sig = key.sign(signed);
        }

        assertTrue(sig.matches("[A-Za-z0-9_-]{86}"), sig);
        assertTrue(Signatures.valid(key.publicText(), signed, sig));
        assertFalse(
                Signatures.valid(
                        key.publicText(), signed, sig.replace('-', '+').replace('_', '/')));
        assertEquals("ed25519:".length() + 43, key.publicText().length());
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
