package onecard.point;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.time.Mono;

/// Tells values of one declared type apart: records down to taps, times, enumerations, numbers and
/// texts, in optionals, lists, sets and maps. Each [Mono] counts from now, and each [TapId] by its
/// order among those that are there, so that what is the same later, to other people, is the same.
/// Owned by the thread that walks.
final class Fingerprint {

    private static final long ODD = 0x9E3779B97F4A7C15L;

    /// @param high never 0
    record Of(long high, long low) {}

    private final Map<Class<?>, Shape> shapes = new HashMap<>();

    /// What tells a class's values apart from all others'.
    private record Shape(long number, List<Method> parts) {}

    Of of(Mono now, Object... values) {
        var words = new Words();
        for (var value : values) {
            put(words, value, now);
        }
        words.rankTaps();
        return words.hashed();
    }

    private void put(Words words, Object value, Mono now) {
        switch (value) {
            case Mono at -> words.put(at.nanos() - now.nanos());
            case TapId tap -> words.putTap(tap.number());
            case Record record -> putRecord(words, record, now);
            case Enum<?> one -> {
                words.put(shape(one.getDeclaringClass()).number());
                words.put(one.ordinal());
            }
            case Optional<?> optional -> putAll(words, optional.stream().toList(), now);
            case Set<?> set -> putSorted(words, set, now);
            case Map<?, ?> map -> putSorted(words, map.entrySet(), now);
            case Map.Entry<?, ?> entry -> {
                put(words, entry.getKey(), now);
                put(words, entry.getValue(), now);
            }
            case List<?> list -> putAll(words, list, now);
            case Boolean is -> words.put(is ? 1 : 0);
            case Number number -> words.put(number.longValue());
            case Duration duration -> words.put(duration.toNanos());
            case String text -> putAll(words, text.chars().boxed().toList(), now);
            default -> throw new IllegalArgumentException("no value: " + value.getClass());
        }
    }

    private void putAll(Words words, Collection<?> values, Mono now) {
        words.put(values.size());
        values.forEach(value -> put(words, value, now));
    }

    /// In an order that does not depend on how a set keeps its elements.
    private void putSorted(Words words, Collection<?> values, Mono now) {
        words.put(values.size());
        values.stream()
                .map(
                        value -> {
                            var each = new Words();
                            put(each, value, now);
                            return each;
                        })
                .sorted()
                .forEach(words::putAll);
    }

    private void putRecord(Words words, Record record, Mono now) {
        var shape = shape(record.getClass());
        words.put(shape.number());
        for (var part : shape.parts()) {
            try {
                put(words, part.invoke(record), now);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Shape shape(Class<?> type) {
        var known = shapes.get(type);
        if (known != null) {
            return known;
        }
        var parts =
                type.isRecord()
                        ? Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getAccessor)
                                .toList()
                        : List.<Method>of();
        parts.forEach(part -> part.setAccessible(true));
        var shape = new Shape(shapes.size() + 1, parts);
        shapes.put(type, shape);
        return shape;
    }

    /// A value as a row of numbers, and which of them name taps.
    private static final class Words implements Comparable<Words> {
        private long[] words = new long[64];
        private int[] taps = new int[8];
        private int size;
        private int tapsSize;

        void put(long word) {
            if (size == words.length) {
                words = Arrays.copyOf(words, size * 2);
            }
            words[size++] = word;
        }

        void putTap(long number) {
            if (tapsSize == taps.length) {
                taps = Arrays.copyOf(taps, tapsSize * 2);
            }
            taps[tapsSize++] = size;
            put(number);
        }

        void putAll(Words more) {
            for (int i = 0, tap = 0; i < more.size; i++) {
                if (tap < more.tapsSize && more.taps[tap] == i) {
                    putTap(more.words[i]);
                    tap++;
                } else {
                    put(more.words[i]);
                }
            }
        }

        /// In place of each tap's number, how many of those that are there came before it.
        void rankTaps() {
            var numbers = Arrays.stream(taps, 0, tapsSize).mapToLong(at -> words[at]);
            var ranked = numbers.sorted().distinct().toArray();
            for (int i = 0; i < tapsSize; i++) {
                words[taps[i]] = Arrays.binarySearch(ranked, words[taps[i]]);
            }
        }

        Of hashed() {
            long high = size;
            long low = ODD;
            for (int i = 0; i < size; i++) {
                high = mixed(high ^ words[i] * ODD);
                low = mixed(low + Long.rotateLeft(words[i], 23) ^ high);
            }
            return new Of(high == 0 ? 1 : high, low);
        }

        /// The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
        /// generators, 2014).
        private static long mixed(long value) {
            long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }

        @Override
        public int compareTo(Words other) {
            return Arrays.compare(words, 0, size, other.words, 0, other.size);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Words words && compareTo(words) == 0;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(Arrays.copyOf(words, size));
        }
    }
}
