package onecard.edge.crypto;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// A JSON value as the contract uses it: objects with sorted keys, text, whole numbers, booleans,
/// arrays. No null (absent things are absent) and no fractions, so its canonical form (RFC 8785)
/// is its only form. Immutable.
public sealed interface Json {

    /// Members sorted by UTF-16 code unit, as RFC 8785 orders them. Two arrays side by side: an
    /// event has some twenty members and is built one by one, which a tree would pay for dearly.
    final class Obj implements Json {
        public static final Obj EMPTY = new Obj(new String[0], new Json[0]);

        private final String[] names;
        private final Json[] values;

        private Obj(String[] names, Json[] values) {
            this.names = names;
            this.values = values;
        }

        public static Obj of(Map<String, Json> members) {
            var sorted =
                    members instanceof SortedMap<String, Json> map && map.comparator() == null
                            ? map
                            : new TreeMap<>(members);
            return new Obj(
                    sorted.keySet().toArray(String[]::new), sorted.values().toArray(Json[]::new));
        }

        public Obj with(String name, Json value) {
            int at = Arrays.binarySearch(names, name);
            if (at >= 0) {
                var changed = values.clone();
                changed[at] = value;
                return new Obj(names, changed);
            }
            int before = -at - 1;
            var moreNames = new String[names.length + 1];
            var moreValues = new Json[names.length + 1];
            System.arraycopy(names, 0, moreNames, 0, before);
            System.arraycopy(values, 0, moreValues, 0, before);
            moreNames[before] = name;
            moreValues[before] = value;
            System.arraycopy(names, before, moreNames, before + 1, names.length - before);
            System.arraycopy(values, before, moreValues, before + 1, names.length - before);
            return new Obj(moreNames, moreValues);
        }

        public Obj with(String name, String value) {
            return with(name, new Str(value));
        }

        public Obj with(String name, long value) {
            return with(name, new Num(value));
        }

        public Obj with(String name, boolean value) {
            return with(name, new Bool(value));
        }

        public Obj without(String... unwanted) {
            var rest = members();
            for (var name : unwanted) {
                rest.remove(name);
            }
            return rest.size() == names.length ? this : of(rest);
        }

        public Optional<Json> get(String name) {
            int at = Arrays.binarySearch(names, name);
            return at < 0 ? Optional.empty() : Optional.of(values[at]);
        }

        public Optional<String> text(String name) {
            return get(name).filter(Str.class::isInstance).map(value -> ((Str) value).value());
        }

        public Optional<Long> number(String name) {
            return get(name).filter(Num.class::isInstance).map(value -> ((Num) value).value());
        }

        public Optional<Boolean> bool(String name) {
            return get(name).filter(Bool.class::isInstance).map(value -> ((Bool) value).value());
        }

        public Optional<Obj> object(String name) {
            return get(name).filter(Obj.class::isInstance).map(Obj.class::cast);
        }

        public Optional<Arr> array(String name) {
            return get(name).filter(Arr.class::isInstance).map(Arr.class::cast);
        }

        /// A copy, in order.
        public Map<String, Json> members() {
            var copy = new LinkedHashMap<String, Json>();
            forEach(copy::put);
            return copy;
        }

        /// Each member, in order.
        public void forEach(BiConsumer<String, Json> visitor) {
            for (int i = 0; i < names.length; i++) {
                visitor.accept(names[i], values[i]);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Obj that
                    && Arrays.equals(names, that.names)
                    && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Canonical.text(this);
        }
    }

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }

        public static Arr ofText(List<String> items) {
            return new Arr(items.stream().<Json>map(Str::new).toList());
        }
    }

    record Str(String value) implements Json {}

    /// Within +-(2^53 - 1), so that every reader keeps it exactly.
    record Num(long value) implements Json {
        public static final long MAX = (1L << 53) - 1;

        public Num {
            if (value > MAX || value < -MAX) {
                throw new IllegalArgumentException(
                        "a number must be within +-(2^53-1), but was " + value);
            }
        }
    }

    record Bool(boolean value) implements Json {}
}
