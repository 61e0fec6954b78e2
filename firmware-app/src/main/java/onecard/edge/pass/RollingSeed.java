package onecard.edge.pass;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import onecard.edge.crypto.Sm3;

/// What a phone is given once, and makes its codes from: the rights, and the key that goes with
/// exactly these. A secret of its holder; at a door it opens nothing.
///
/// @param rights as every code repeats them, 21 bytes
/// @param key 32 bytes
public record RollingSeed(byte[] rights, byte[] key) {

    static final String PREFIX = "PS1:";
    static final int RIGHTS_BYTES = 21;

    /// @throws IllegalArgumentException if it has more than one address, lies before 2020, or ends
    ///     after 2051
    static RollingSeed issue(PassClaims claims, RollingKey secret) {
        var rights = ByteBuffer.allocate(RIGHTS_BYTES);
        rights.put(secret.kid());
        rights.put(claims.id().bytes());
        RollingCode.putMinute(rights, claims.from());
        RollingCode.putMinute(rights, claims.until());
        rights.put(CompactPass.only(claims).hash(RollingCode.HASH_BYTES));
        return new RollingSeed(rights.array(), secret.of(rights.array()));
    }

    /// Empty if it is no seed.
    public static Optional<RollingSeed> parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() > PassToken.CHARS_MAX) {
            return Optional.empty();
        }
        return Base45.decode(text.substring(PREFIX.length()))
                .filter(bytes -> bytes.length == RIGHTS_BYTES + RollingKey.BYTES)
                .map(
                        bytes ->
                                new RollingSeed(
                                        Arrays.copyOf(bytes, RIGHTS_BYTES),
                                        Arrays.copyOfRange(bytes, RIGHTS_BYTES, bytes.length)));
    }

    public String text() {
        return PREFIX + Base45.encode(CompactPass.joined(rights, key));
    }

    /// The code of that half minute; empty before the pass begins and after it ended.
    public Optional<String> code(Instant now) {
        var times = ByteBuffer.wrap(rights, RIGHTS_BYTES - 12, 12);
        var from = RollingCode.minute(times);
        var until = RollingCode.minute(times);
        long step = RollingCode.step(from, now);
        if (step < 0 || step > RollingCode.STEP_MAX || !now.isBefore(until)) {
            return Optional.empty();
        }
        var body = ByteBuffer.allocate(RollingCode.BODY_BYTES).put(rights);
        RollingCode.putThree(body, (int) step);
        var mac = mac(key, body.array());
        return Optional.of(
                RollingCode.PREFIX + Base45.encode(CompactPass.joined(body.array(), mac)));
    }

    static byte[] mac(byte[] key, byte[] body) {
        var whole = Sm3.mac(key, RollingCode.PREFIX.getBytes(StandardCharsets.US_ASCII), body);
        return Arrays.copyOf(whole, RollingCode.MAC_BYTES);
    }
}
