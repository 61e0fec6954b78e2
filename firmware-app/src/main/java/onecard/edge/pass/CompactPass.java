package onecard.edge.pass;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.VerifyKey;

/// The small form, for cheap scanners and cracked screens: 32 bytes and their signature, one
/// address, known by its hash. The bytes are drawn in the package's description.
record CompactPass(byte[] body, byte[] signature, PassClaims claims) implements PassToken {

    static final String PREFIX = "PF1:";
    static final int BODY_BYTES = 32;

    private static final int HASH_BYTES = 8;
    private static final int SPARE_BYTES = 3;

    /// The text of a pass.
    ///
    /// @throws IllegalArgumentException if it has more than one address
    static String issue(PassClaims claims, SigningKey key) {
        var body = ByteBuffer.allocate(BODY_BYTES);
        body.put(PassKeys.kid(key.publicText()));
        body.put(claims.id().bytes());
        body.putInt((int) claims.from().getEpochSecond());
        body.putInt((int) claims.until().getEpochSecond());
        body.put(only(claims).hash(HASH_BYTES));
        body.put((byte) claims.uses());
        var signature = key.sign(toBeSigned(body.array()));
        return PREFIX + Base45.encode(joined(body.array(), signature));
    }

    static Optional<PassToken> decode(byte[] bytes) {
        if (bytes.length != BODY_BYTES + VerifyKey.SIGNATURE_BYTES) {
            return Optional.empty();
        }
        var body = ByteBuffer.wrap(bytes);
        body.position(PassKeys.KID_BYTES);
        var id = new PassId(body.getLong());
        long from = Integer.toUnsignedLong(body.getInt());
        long until = Integer.toUnsignedLong(body.getInt());
        var audience = new byte[HASH_BYTES];
        body.get(audience);
        int uses = body.get() & 0xff;
        var spare = new byte[SPARE_BYTES];
        body.get(spare);
        if (from >= until || uses == 0 || !Arrays.equals(spare, new byte[SPARE_BYTES])) {
            return Optional.empty();
        }
        return Optional.of(
                new CompactPass(
                        Arrays.copyOf(bytes, BODY_BYTES),
                        Arrays.copyOfRange(bytes, BODY_BYTES, bytes.length),
                        new PassClaims(
                                id,
                                new Audience.Hashed(audience),
                                Instant.ofEpochSecond(from),
                                Instant.ofEpochSecond(until),
                                uses)));
    }

    @Override
    public boolean signed(PassKeys keys) {
        return keys.signer(Arrays.copyOf(body, PassKeys.KID_BYTES))
                .filter(key -> key.verifies(toBeSigned(body), signature))
                .isPresent();
    }

    @Override
    public String useOf() {
        return claims.id().toString();
    }

    /// The prefix goes first, so that no signature over another thing of ours is one over this.
    private static byte[] toBeSigned(byte[] body) {
        return joined(PREFIX.getBytes(StandardCharsets.US_ASCII), body);
    }

    /// The one address of a form that has room for one.
    static Address only(PassClaims claims) {
        var addresses = ((Audience.Named) claims.audience()).addresses();
        if (addresses.size() != 1) {
            throw new IllegalArgumentException(
                    "this form has one address, but the pass has " + addresses.size());
        }
        return addresses.iterator().next();
    }

    static byte[] joined(byte[] first, byte[] then) {
        var both = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }
}
