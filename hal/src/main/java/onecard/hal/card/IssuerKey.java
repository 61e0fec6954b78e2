package onecard.hal.card;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import onecard.hal.Algorithm;
import onecard.hal.SecurityModule;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/// A symmetric key of 16 bytes, and what it makes of factors and blocks. For software doubles and
/// for checking published examples: real issuers' keys stay in their modules. Immutable.
///
/// Derived as JR/T 0025 derives card keys: triple DES of the factor, then of its complement; SM4
/// of both in one block.
public final class IssuerKey {

    /// The keys of published examples: of PBOC's purchase for DES, of GB/T 32907 for SM4. Everybody
    /// knows them: they prove nothing, and are for benches.
    public static IssuerKey published(Algorithm algorithm) {
        return of(
                algorithm,
                HexFormat.of()
                        .parseHex(
                                switch (algorithm) {
                                    case DES -> "11223344556677888877665544332211";
                                    case SM4 -> "0123456789abcdeffedcba9876543210";
                                    case SSF33 -> throw unknown();
                                }));
    }

    private final Algorithm algorithm;
    private final byte[] key;

    private IssuerKey(Algorithm algorithm, byte[] key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    /// @throws IllegalArgumentException for SSF33, which is not public, and for another length
    public static IssuerKey of(Algorithm algorithm, byte[] key) {
        if (algorithm == Algorithm.SSF33) {
            throw unknown();
        }
        if (key.length != 16) {
            throw new IllegalArgumentException("a key must be 16 bytes, but was " + key.length);
        }
        return new IssuerKey(algorithm, key.clone());
    }

    /// The key below this one.
    ///
    /// @param factor 8 bytes
    public IssuerKey derived(byte[] factor) {
        var complement = new byte[SecurityModule.BLOCK_BYTES];
        for (int i = 0; i < complement.length; i++) {
            complement[i] = (byte) ~factor[i];
        }
        return new IssuerKey(
                algorithm,
                switch (algorithm) {
                    case DES -> joined(enciphered(factor), enciphered(complement));
                    case SM4 -> enciphered(joined(factor, complement));
                    case SSF33 -> throw unknown();
                });
    }

    /// What a genuine chip answers: a block of 8 bytes under the key derived by these factors. SM4
    /// fills the block up with 80 00.. and answers the first half; of SM4 modules nothing is
    /// public, so this is the software double's own.
    public byte[] answer(List<byte[]> factors, byte[] block) {
        var session = this;
        for (var factor : factors) {
            session = session.derived(factor);
        }
        return switch (algorithm) {
            case DES -> session.enciphered(block);
            case SM4 -> {
                var filled = Arrays.copyOf(block, 16);
                filled[block.length] = (byte) 0x80;
                yield Arrays.copyOf(session.enciphered(filled), SecurityModule.BLOCK_BYTES);
            }
            case SSF33 -> throw unknown();
        };
    }

    /// One block of the algorithm's own size: 8 bytes, or 16 for SM4.
    byte[] enciphered(byte[] block) {
        BlockCipher cipher =
                switch (algorithm) {
                    case DES -> new DESedeEngine();
                    case SM4 -> new SM4Engine();
                    case SSF33 -> throw unknown();
                };
        cipher.init(true, new KeyParameter(key));
        var out = new byte[cipher.getBlockSize()];
        cipher.processBlock(block, 0, out, 0);
        return out;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("SSF33 is not public");
    }
}
