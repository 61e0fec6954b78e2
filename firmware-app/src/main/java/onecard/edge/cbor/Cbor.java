package onecard.edge.cbor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A CBOR value as tokens and templates use it: whole numbers, byte and text strings, arrays, maps,
/// tags. No fraction, no simple value, nothing of indefinite length. Immutable.
///
/// There is one form of each value (RFC 8949, section 4.2.1), so what was read and is written
/// again is the same bytes.
public sealed interface Cbor {

    record Int(long value) implements Cbor {}

    record Text(String value) implements Cbor {}

    record Bytes(byte[] value) implements Cbor {
        public Bytes {
            value = value.clone();
        }

        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes(var theirs) && Arrays.equals(value, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    record Array(List<Cbor> items) implements Cbor {
        public Array {
            items = List.copyOf(items);
        }
    }

    /// Members sorted as they are written: by the bytes of their keys.
    record Members(Map<Cbor, Cbor> members) implements Cbor {
        public static final Members EMPTY = new Members(Map.of());

        public Members {
            var sorted = new TreeMap<Cbor, Cbor>(CborWriter.ORDER);
            sorted.putAll(members);
            members = Collections.unmodifiableMap(sorted);
        }

        public Members with(long key, Cbor value) {
            var more = new HashMap<>(members);
            more.put(new Int(key), value);
            return new Members(more);
        }

        public Members with(long key, long value) {
            return with(key, new Int(value));
        }

        public Members with(long key, byte[] value) {
            return with(key, new Bytes(value));
        }

        public Optional<Cbor> get(long key) {
            return Optional.ofNullable(members.get(new Int(key)));
        }

        public Optional<Long> number(long key) {
            return get(key).filter(Int.class::isInstance).map(value -> ((Int) value).value());
        }

        public Optional<byte[]> bytes(long key) {
            return get(key).filter(Bytes.class::isInstance).map(value -> ((Bytes) value).value());
        }
    }

    record Tagged(long tag, Cbor value) implements Cbor {}

    static Array array(Cbor... items) {
        return new Array(List.of(items));
    }

    static Array texts(Iterable<String> texts) {
        var items = new ArrayList<Cbor>();
        texts.forEach(text -> items.add(new Text(text)));
        return new Array(items);
    }
}
