package onecard.edge.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is sealed is opened by who has the key and says what it is about, and by nobody else.
class SealingKeyTest {

    private static final byte[] PLAIN = "ridges and valleys".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ABOUT = {1, 2, 3};

    private final SealingKey key = SealingKey.of(new byte[32]);

    @Test
    void whatIsSealedIsOpenedByTheSameKeyAboutTheSame() {
        var sealed = key.seal(PLAIN, ABOUT);

        assertArrayEquals(PLAIN, SealingKey.of(new byte[32]).open(sealed, ABOUT).orElseThrow());
        assertTrue(key.open(sealed, new byte[] {1, 2}).isEmpty());
        assertTrue(SealingKey.drawn().open(sealed, ABOUT).isEmpty());
        assertEquals(0, key.open(key.seal(new byte[0], ABOUT), ABOUT).orElseThrow().length);
    }

    /// NIST's test case 16 (gcmEncryptExtIV256) of the GCM specification, with its nonce before.
    @Test
    void itIsAesGcmAsSpecified() {
        var hex = HexFormat.of();
        var known =
                SealingKey.of(
                        hex.parseHex(
                                "feffe9928665731c6d6a8f9467308308"
                                        + "feffe9928665731c6d6a8f9467308308"));
        var sealed =
                hex.parseHex(
                        "cafebabefacedbaddecaf888"
                                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                                + "76fc6ece0f4e1768cddf8853bb2d551b");
        var plain =
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
        var about = hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");

        assertEquals(Optional.of(plain), known.open(sealed, about).map(hex::formatHex));
    }

    @Test
    void noByteOfItMayChangeAndNoneMayBeMissing() {
        var sealed = key.seal(PLAIN, ABOUT);
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertTrue(key.open(changed, ABOUT).isEmpty(), "byte " + i);
            assertTrue(key.open(Arrays.copyOf(sealed, i), ABOUT).isEmpty(), "cut at " + i);
        }
        assertTrue(key.open(Arrays.copyOf(sealed, sealed.length + 1), ABOUT).isEmpty());
    }

    @Test
    void theSameIsNeverSealedTwiceAlike() {
        var nonces = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            var sealed = key.seal(PLAIN, ABOUT);
            nonces.add(Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, 12)));
        }
        assertEquals(1_000, nonces.size());
    }

    @Test
    void aKeyUnderAKeyOpensWhatItSealed() {
        var theirs = SealingKey.drawn();
        var wrapped = key.wrap(theirs, ABOUT);
        var sealed = theirs.seal(PLAIN, ABOUT);

        var again = key.unwrap(wrapped, ABOUT).orElseThrow();
        assertArrayEquals(PLAIN, again.open(sealed, ABOUT).orElseThrow());
        assertTrue(key.unwrap(wrapped, PLAIN).isEmpty());
        assertTrue(key.unwrap(sealed, ABOUT).isEmpty());
        assertTrue(key.unwrap(key.seal(PLAIN, ABOUT), ABOUT).isEmpty(), "no key is so short");
    }

    @Test
    void aKeyHasThirtyTwoBytesAndIsNotShown() {
        assertThrows(IllegalArgumentException.class, () -> SealingKey.of(new byte[16]));
        assertEquals("SealingKey[AES-256-GCM]", key.toString());
    }
}
