package onecard.edge.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.hal.Pseudonym;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/// Card numbers into tokens: the first 16 bytes of HMAC-SM3 under the site key over kind, 0x1F
/// and canonical id. Without the key no number can be told from its token. Thread-safe.
public final class Tokens implements Pseudonym {

    private static final HexFormat HEX = HexFormat.of();

    /// One keyed state a thread: keying costs as much as hashing.
    private final ThreadLocal<HMac> macs;

    private final Optional<Tokens> former;

    /// @param siteKey 32 random bytes
    public Tokens(byte[] siteKey) {
        this(siteKey, Optional.empty());
    }

    /// While the key is being rolled.
    ///
    /// @param former the same under the key of before; empty: none is rolled
    public Tokens(byte[] siteKey, Optional<Tokens> former) {
        this.former = former;
        var key = new KeyParameter(siteKey);
        macs =
                ThreadLocal.withInitial(
                        () -> {
                            var mac = new HMac(new SM3Digest());
                            mac.init(key);
                            return mac;
                        });
    }

    @Override
    public String of(String kind, String id) {
        return HEX.formatHex(bytes(kind, id));
    }

    /// The same under the key of before; empty: no key is being rolled.
    public Optional<Tokens> former() {
        return former;
    }

    /// This, and the one of before: whatever must be known under either is made with each.
    public List<Tokens> all() {
        return former.map(it -> List.of(this, it)).orElseGet(() -> List.of(this));
    }

    @Override
    public Optional<String> former(String kind, String id) {
        return former.map(it -> it.of(kind, id));
    }

    /// What that is known by now, and was under the key of before.
    public static Renamed renamed(Pseudonym tokens, String kind, String id) {
        return tokens.former(kind, id)
                .map(was -> Renamed.of(Optional.of(Token.of(was)), Token.of(tokens.of(kind, id))))
                .orElse(Renamed.NOTHING);
    }

    /// The token's 16 bytes.
    public byte[] bytes(String kind, String id) {
        var mac = macs.get();
        update(mac, kind);
        mac.update((byte) 0x1F);
        update(mac, id);
        return token(mac);
    }

    /// A PIN's token, of 16 bytes. Its canonical id is the token of the person whose it is, a colon
    /// and the digits: two people may have the same PIN, and nobody can tell that they do.
    ///
    /// @param subject the person's token, 32 hex digits
    /// @param digits in ASCII; the caller's to overwrite
    public byte[] pin(String subject, byte[] digits) {
        var mac = macs.get();
        update(mac, "pin");
        mac.update((byte) 0x1F);
        update(mac, subject + ":");
        mac.update(digits, 0, digits.length);
        return token(mac);
    }

    private static byte[] token(HMac mac) {
        var whole = new byte[32];
        mac.doFinal(whole, 0);
        return Arrays.copyOf(whole, 16);
    }

    private static void update(HMac mac, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
    }
}
