package onecard.edge.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals bytes by AES-256-GCM: nobody without the key reads them, or puts others in their place.
/// What is sealed is a random nonce of 12 bytes, the ciphertext, and a tag of 16. Thread-safe.
///
/// A key seals some thousand times in its life, where 2^32 would be too often for random nonces
/// (NIST SP 800-38D, 8.3).
public final class SealingKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private SealingKey(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /// @param key 32 random bytes, of which this keeps a copy
    public static SealingKey of(byte[] key) {
        return new SealingKey(key);
    }

    /// One that never was before.
    public static SealingKey drawn() {
        var drawn = new byte[KEY_BYTES];
        RANDOM.nextBytes(drawn);
        var key = new SealingKey(drawn);
        Arrays.fill(drawn, (byte) 0);
        return key;
    }

    /// @param about what it is and whose; only who says the same opens it
    public byte[] seal(byte[] plain, byte[] about) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, about);
            var sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
            int _ = cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM is part of every JDK", impossible);
        }
    }

    /// The plain bytes, the caller's to wipe; empty if it was sealed by another key, about
    /// something else, or is not what was sealed.
    public Optional<byte[]> open(byte[] sealed, byte[] about) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, nonce, about)
                            .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM is part of every JDK", impossible);
        }
    }

    /// Another key under this one.
    public byte[] wrap(SealingKey other, byte[] about) {
        var plain = other.key.getEncoded();
        var wrapped = seal(plain, about);
        Arrays.fill(plain, (byte) 0);
        return wrapped;
    }

    /// What [#wrap] wrapped; empty as [#open].
    public Optional<SealingKey> unwrap(byte[] wrapped, byte[] about) {
        return open(wrapped, about)
                .filter(plain -> plain.length == KEY_BYTES)
                .map(
                        plain -> {
                            var key = new SealingKey(plain);
                            Arrays.fill(plain, (byte) 0);
                            return key;
                        });
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] about) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about);
        return cipher;
    }

    /// Without the key.
    @Override
    public String toString() {
        return "SealingKey[AES-256-GCM]";
    }
}
