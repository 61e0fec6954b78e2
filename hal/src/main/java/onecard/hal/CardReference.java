package onecard.hal;

import java.util.Arrays;

/// What a card carries to compare its holder with, as it stands there: of whose body it is, of
/// which part, and who says so, its bytes tell, and nobody has looked at them yet. It is of
/// somebody's body: whoever has it wipes it, and it is never written or logged.
///
/// @param bytes owned by it
public record CardReference(byte[] bytes) {

    /// Overwrites it with zeros.
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    /// Without its content.
    @Override
    public String toString() {
        return "CardReference[%d bytes]".formatted(bytes.length);
    }
}
