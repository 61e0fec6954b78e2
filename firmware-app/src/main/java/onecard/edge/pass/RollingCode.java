package onecard.edge.pass;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The smallest form, new every half minute: a phone puts the step of time beside its rights, and
/// a MAC under the key that goes with exactly those rights. A photograph of it is worth nothing a
/// minute later. The bytes are drawn in the package's description.
///
/// @param claims as far as this code reaches: its own half minute, give or take what the phone's
///     clock may be off
/// @param step half minutes since the pass began
/// @param end of that
record RollingCode(byte[] body, byte[] mac, PassClaims claims, int step, Instant end)
        implements PassToken {

    static final String PREFIX = "PR1:";
    static final int BODY_BYTES = 24;
    static final int MAC_BYTES = 16;
    static final int HASH_BYTES = 6;
    static final int STEP_MAX = 0xff_ffff;

    /// How long a phone shows one code.
    static final Duration STEP = Duration.ofSeconds(30);

    /// What a phone's own clock may be off, either way.
    static final Duration SKEW = STEP;

    /// What minutes are counted from; three bytes of them end in 2051.
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    static Optional<PassToken> decode(byte[] bytes) {
        if (bytes.length != BODY_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        var body = ByteBuffer.wrap(bytes);
        body.get(); // kid
        var id = new PassId(body.getLong());
        var from = minute(body);
        var until = minute(body);
        var audience = new byte[HASH_BYTES];
        body.get(audience);
        int step = three(body);
        var shown = from.plus(STEP.multipliedBy(step));
        if (!shown.isBefore(until)) {
            // No phone shows codes of a pass that is over.
            return Optional.empty();
        }
        var claims =
                new PassClaims(
                        id,
                        new Audience.Hashed(audience),
                        later(from, shown.minus(SKEW)),
                        earlier(until, shown.plus(STEP).plus(SKEW)),
                        1);
        return Optional.of(
                new RollingCode(
                        Arrays.copyOf(bytes, BODY_BYTES),
                        Arrays.copyOfRange(bytes, BODY_BYTES, bytes.length),
                        claims,
                        step,
                        until));
    }

    @Override
    public boolean signed(PassKeys keys) {
        var shown = Arrays.copyOf(body, RollingSeed.RIGHTS_BYTES);
        return keys.rolling(body[0]).stream()
                .map(key -> RollingSeed.mac(key.of(shown), body))
                .anyMatch(right -> MessageDigest.isEqual(right, mac));
    }

    @Override
    public String useOf() {
        return claims.id() + "/" + step;
    }

    static long step(Instant from, Instant now) {
        return Math.floorDiv(Duration.between(from, now).toSeconds(), STEP.toSeconds());
    }

    /// @throws IllegalArgumentException if three bytes of minutes do not reach it
    static void putMinute(ByteBuffer to, Instant at) {
        long minutes = Duration.between(FIRST, at).toMinutes();
        if (minutes < 0 || minutes > STEP_MAX) {
            throw new IllegalArgumentException(
                    "a rolling code counts minutes from 2020 to 2051, but was " + at);
        }
        putThree(to, (int) minutes);
    }

    static Instant minute(ByteBuffer from) {
        return FIRST.plus(Duration.ofMinutes(three(from)));
    }

    static void putThree(ByteBuffer to, int number) {
        to.put((byte) (number >>> 16)).putShort((short) number);
    }

    private static int three(ByteBuffer from) {
        return (from.get() & 0xff) << 16 | from.getShort() & 0xffff;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
