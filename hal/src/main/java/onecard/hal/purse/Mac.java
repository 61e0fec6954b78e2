package onecard.hal.purse;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A check value of 4 bytes: MAC1, by which a terminal proves itself to a purse, MAC2, by which
/// the purse proves a debit to the terminal, or TAC, by which it proves it to its issuer.
public record Mac(int value) {

    static final int BYTES = 4;

    /// @param bytes 4 of them from there
    static Mac of(byte[] bytes, int from) {
        return new Mac(ByteBuffer.wrap(bytes).getInt(from));
    }

    /// 8 hex digits.
    public static Mac parse(String hex) {
        return new Mac(HexFormat.fromHexDigits(hex));
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putInt(value).array();
    }

    /// 8 hex digits.
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
