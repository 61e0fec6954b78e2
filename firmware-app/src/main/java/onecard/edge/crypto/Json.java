package onecard.edge.crypto;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A JSON value as the contract uses it: objects with sorted keys, text, whole numbers, booleans,
/// arrays. No null (absent things are absent) and no fractions, so its canonical form (RFC 8785)
/// is its only form. Immutable.
public sealed interface Json {

    /// Members sorted by UTF-16 code unit, as RFC 8785 orders them.
    record Obj(Map<String, Json> members) implements Json {
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = Collections.unmodifiableMap(new TreeMap<>(members));
        }

        public Obj with(String name, Json value) {
            var copy = new TreeMap<>(members);
            copy.put(name, value);
            return new Obj(copy);
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

        public Obj without(String... names) {
            var copy = new TreeMap<>(members);
            for (var name : names) {
                copy.remove(name);
            }
            return new Obj(copy);
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
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
