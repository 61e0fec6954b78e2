package onecard.hal.purse;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The DES-MAC of JR/T 0025: data filled up with 80 00.., enciphered in a chain from zeros; the
/// first 4 bytes of the last block.
final class DesMac {

    private static final int BLOCK = 8;

    private DesMac() {}

    /// @param key 8 bytes
    /// @param data of any length
    static Mac of(byte[] key, byte[] data) {
        var filled = Arrays.copyOf(data, (data.length / BLOCK + 1) * BLOCK);
        filled[data.length] = (byte) 0x80;
        try {
            var cipher = Cipher.getInstance("DES/CBC/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "DES"),
                    new IvParameterSpec(new byte[BLOCK]));
            return Mac.of(cipher.doFinal(filled), filled.length - BLOCK);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("a Java without DES, or a key that is none", bug);
        }
    }
}
