package onecard.edge.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Reads CBOR from strangers: bounded in size and depth, only its deterministic form, and never
/// by exception. A length is believed only as far as bytes are there, so a few bytes cannot ask
/// for much memory.
///
/// Source: RFC 8949, sections 3 and 4.2.1.
public final class CborReader {

    /// The deepest token has three levels.
    static final int DEPTH_MAX = 6;

    private final ByteBuffer in;

    private CborReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /// Empty if it is not exactly one value in its deterministic form, or longer than that.
    ///
    /// @param max bytes
    public static Optional<Cbor> read(byte[] bytes, int max) {
        if (bytes.length > max) {
            return Optional.empty();
        }
        try {
            var reader = new CborReader(bytes);
            var value = reader.value(0);
            return reader.in.hasRemaining() ? Optional.empty() : Optional.of(value);
        } catch (Malformed _) {
            return Optional.empty();
        }
    }

    private Cbor value(int depth) throws Malformed {
        if (depth > DEPTH_MAX) {
            throw new Malformed();
        }
        int head = octet();
        long argument = argument(head & 0x1f);
        return switch (head >>> 5) {
            case 0 -> new Cbor.Int(argument);
            case 1 -> new Cbor.Int(~argument);
            case 2 -> new Cbor.Bytes(bytes(argument));
            case 3 -> new Cbor.Text(text(bytes(argument)));
            case 4 -> array(count(argument, 1), depth);
            case 5 -> members(count(argument, 2), depth);
            case 6 -> new Cbor.Tagged(argument, value(depth + 1));
            // Fractions and simple values.
            default -> throw new Malformed();
        };
    }

    /// @throws Malformed if it would have fitted a shorter head, has no end, or exceeds a long
    private long argument(int low) throws Malformed {
        if (low < 24) {
            return low;
        }
        if (low > 27) {
            throw new Malformed();
        }
        int size = 1 << low - 24;
        long argument = 0;
        for (int i = 0; i < size; i++) {
            argument = argument << 8 | octet();
        }
        boolean longer =
                switch (size) {
                    case 1 -> argument < 24;
                    case 2 -> argument < 1L << 8;
                    case 4 -> argument < 1L << 16;
                    default -> argument < 1L << 32; // also what is negative as a long
                };
        if (longer) {
            throw new Malformed();
        }
        return argument;
    }

    private Cbor.Array array(int count, int depth) throws Malformed {
        var items = new ArrayList<Cbor>(count);
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return new Cbor.Array(items);
    }

    private Cbor.Members members(int count, int depth) throws Malformed {
        var members = new LinkedHashMap<Cbor, Cbor>();
        var before = new byte[0];
        for (int i = 0; i < count; i++) {
            int start = in.position();
            var key = value(depth + 1);
            var bytes = Arrays.copyOfRange(in.array(), start, in.position());
            // Rising, so none twice.
            if (Arrays.compareUnsigned(before, bytes) >= 0) {
                throw new Malformed();
            }
            before = bytes;
            members.put(key, value(depth + 1));
        }
        return new Cbor.Members(members);
    }

    /// @param least bytes that each item takes
    private int count(long count, int least) throws Malformed {
        if (count > in.remaining() / least) {
            throw new Malformed();
        }
        return (int) count;
    }

    private byte[] bytes(long length) throws Malformed {
        if (length > in.remaining()) {
            throw new Malformed();
        }
        var bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static String text(byte[] utf8) throws Malformed {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            throw new Malformed();
        }
    }

    private int octet() throws Malformed {
        if (!in.hasRemaining()) {
            throw new Malformed();
        }
        return in.get() & 0xff;
    }

    /// Without a stack: it is thrown at strangers' convenience.
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("not CBOR", null, false, false);
        }
    }
}
