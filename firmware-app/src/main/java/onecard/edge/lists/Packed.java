package onecard.edge.lists;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Heads, buckets and denied entries on the wire: as they are, or packed by gzip. Hash and
/// signature are of what is inside.
public final class Packed {

    /// What one message may have as it is sent, packed or not: the greatest, a bucket, has 420 KB
    /// packed. Each sort has a bound of its own for what is inside.
    public static final int WIRE_BYTES_MAX = 1 << 19;

    private static final int MAGIC = 0x1F;

    private Packed() {}

    public static byte[] of(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 2);
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /// What is inside; empty if that is more than `most` bytes, or nothing at all.
    public static Optional<byte[]> open(byte[] wire, int most) {
        if (wire.length == 0 || wire[0] != MAGIC) {
            return Optional.of(wire).filter(plain -> plain.length > 0 && plain.length <= most);
        }
        try (var unzip = new GZIPInputStream(new ByteArrayInputStream(wire))) {
            var plain = unzip.readNBytes(most + 1);
            return Optional.of(plain).filter(bytes -> bytes.length <= most);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
