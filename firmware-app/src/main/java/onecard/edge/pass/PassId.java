package onecard.edge.pass;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/// A pass's name, drawn by its issuer at random: 8 bytes, 16 lower-case hex digits in lists and on
/// the command line.
public record PassId(long value) {

    static final int BYTES = 8;

    /// Empty if it is not 16 hex digits.
    public static Optional<PassId> of(String hex) {
        return hex.matches("[0-9a-f]{16}")
                ? Optional.of(new PassId(HexFormat.fromHexDigitsToLong(hex)))
                : Optional.empty();
    }

    static Optional<PassId> of(byte[] bytes) {
        return bytes.length == BYTES
                ? Optional.of(new PassId(ByteBuffer.wrap(bytes).getLong()))
                : Optional.empty();
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(value).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
