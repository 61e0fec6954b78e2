package onecard.edge.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// Writes the one deterministic form of a value: shortest heads, members by the bytes of their
/// keys.
///
/// Source: RFC 8949, section 4.2.1.
public final class CborWriter {

    /// As keys stand in a map.
    static final Comparator<Cbor> ORDER = (a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(160);

    private CborWriter() {}

    public static byte[] bytes(Cbor value) {
        var writer = new CborWriter();
        writer.write(value);
        return writer.out.toByteArray();
    }

    private void write(Cbor value) {
        switch (value) {
            case Cbor.Int(var number) -> head(number < 0 ? 1 : 0, number < 0 ? ~number : number);
            case Cbor.Bytes(var bytes) -> {
                head(2, bytes.length);
                out.writeBytes(bytes);
            }
            case Cbor.Text(var text) -> {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                head(3, bytes.length);
                out.writeBytes(bytes);
            }
            case Cbor.Array(var items) -> {
                head(4, items.size());
                items.forEach(this::write);
            }
            case Cbor.Members(var members) -> {
                head(5, members.size());
                members.forEach(
                        (key, member) -> {
                            write(key);
                            write(member);
                        });
            }
            case Cbor.Tagged(var tag, var inner) -> {
                head(6, tag);
                write(inner);
            }
        }
    }

    /// A major type and its argument in as few bytes as hold it.
    private void head(int major, long argument) {
        if (argument < 24) {
            out.write(major << 5 | (int) argument);
            return;
        }
        int power = argument < 1L << 8 ? 0 : argument < 1L << 16 ? 1 : argument < 1L << 32 ? 2 : 3;
        out.write(major << 5 | 24 + power);
        for (int shift = (8 << power) - 8; shift >= 0; shift -= 8) {
            out.write((int) (argument >>> shift));
        }
    }
}
