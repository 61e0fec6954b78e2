package onecard.point;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import onecard.time.Mono;

/// Tells values of one declared type apart: records down to taps, times, enumerations, numbers,
/// dates and texts, in optionals, lists, sets and maps. Each [Mono] counts from now, and each
/// [TapId] by its order among those that are there, so that what is the same later, to other
/// people, is the same. Owned by the thread that walks.
final class Fingerprint {

    private static final long ODD = 0x9E3779B97F4A7C15L;

    /// @param high never 0
    record Of(long high, long low) {}

    private final Words words = new Words();
    private final Map<String, Integer> texts = new HashMap<>();
    private Mono now = new Mono(0);
    private int classes;

    private final ClassValue<Shape> shapes =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(Kind.of(type), ++classes, getters(type));
                }
            };

    Of of(Mono from, Object... values) {
        now = from;
        words.clear();
        for (var value : values) {
            put(value);
        }
        words.rankTaps();
        return words.hashed();
    }

    /// How the values of one class are told apart from each other, and from those of other classes.
    private record Shape(Kind kind, int number, List<Function<Object, Object>> parts) {}

    private enum Kind {
        TIME,
        TAP,
        RECORD,
        CONSTANT,
        OPTIONAL,
        LIST,
        SET,
        MAP,
        ENTRY,
        TRUTH,
        NUMBER,
        DURATION,
        TEXT;

        private static final Map<Class<?>, Kind> KINDS = new LinkedHashMap<>();

        static {
            KINDS.put(Mono.class, TIME);
            KINDS.put(TapId.class, TAP);
            KINDS.put(Record.class, RECORD);
            KINDS.put(Enum.class, CONSTANT);
            KINDS.put(Optional.class, OPTIONAL);
            KINDS.put(List.class, LIST);
            KINDS.put(Set.class, SET);
            KINDS.put(Map.class, MAP);
            KINDS.put(Map.Entry.class, ENTRY);
            KINDS.put(Boolean.class, TRUTH);
            KINDS.put(Number.class, NUMBER);
            KINDS.put(Duration.class, DURATION);
            KINDS.put(String.class, TEXT);
            KINDS.put(Temporal.class, TEXT);
        }

        static Kind of(Class<?> type) {
            return KINDS.entrySet().stream()
                    .filter(each -> each.getKey().isAssignableFrom(type))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no value: " + type))
                    .getValue();
        }
    }

    private void put(Object value) {
        var shape = shapes.get(value.getClass());
        switch (shape.kind()) {
            case TIME -> words.put(((Mono) value).nanos() - now.nanos());
            case TAP -> words.putTap(((TapId) value).number());
            case RECORD -> putRecord(shape, value);
            case CONSTANT -> words.put(((long) shape.number() << 32) + ((Enum<?>) value).ordinal());
            case OPTIONAL -> putOptional((Optional<?>) value);
            case LIST -> putAll((List<?>) value);
            case SET -> putSorted((Set<?>) value);
            case MAP -> putSorted(((Map<?, ?>) value).entrySet());
            case ENTRY -> putEntry((Map.Entry<?, ?>) value);
            case TRUTH -> words.put((Boolean) value ? 1 : 0);
            case NUMBER -> words.put(((Number) value).longValue());
            case DURATION -> words.put(((Duration) value).toNanos());
            case TEXT -> words.put(texts.computeIfAbsent(value.toString(), _ -> texts.size()));
        }
    }

    private void putRecord(Shape shape, Object record) {
        words.put(shape.number());
        var parts = shape.parts();
        for (int i = 0; i < parts.size(); i++) {
            put(parts.get(i).apply(record));
        }
    }

    private static List<Function<Object, Object>> getters(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> getter(type, component))
                        .toList()
                : List.of();
    }

    /// As fast as a call of the accessor: it is called some hundred million times.
    @SuppressWarnings("unchecked")
    private static Function<Object, Object> getter(Class<?> type, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            var accessor = lookup.unreflect(component.getAccessor());
            var boxed = accessor.type().wrap();
            return (Function<Object, Object>)
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "apply",
                                    MethodType.methodType(Function.class),
                                    MethodType.methodType(Object.class, Object.class),
                                    accessor,
                                    boxed)
                            .getTarget()
                            .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("no accessor: " + component, e);
        }
    }

    private void putOptional(Optional<?> optional) {
        words.put(optional.isPresent() ? 1 : 0);
        if (optional.isPresent()) {
            put(optional.get());
        }
    }

    private void putAll(List<?> values) {
        words.put(values.size());
        for (int i = 0; i < values.size(); i++) {
            put(values.get(i));
        }
    }

    private void putEntry(Map.Entry<?, ?> entry) {
        put(entry.getKey());
        put(entry.getValue());
    }

    /// In an order that does not depend on how a set keeps its elements.
    private void putSorted(Collection<?> values) {
        words.put(values.size());
        if (values.size() < 2) {
            values.forEach(this::put);
            return;
        }
        var starts = new int[values.size() + 1];
        int i = 0;
        for (var value : values) {
            starts[i++] = words.size;
            put(value);
        }
        starts[i] = words.size;
        words.sort(starts);
    }

    /// A value as a row of numbers, and which of them name taps.
    private static final class Words {
        private long[] words = new long[64];
        private boolean[] taps = new boolean[64];
        private int size;
        private long[] ranked = new long[8];

        void clear() {
            size = 0;
        }

        void put(long word) {
            put(word, false);
        }

        void putTap(long number) {
            put(number, true);
        }

        private void put(long word, boolean tap) {
            if (size == words.length) {
                grow();
            }
            words[size] = word;
            taps[size++] = tap;
        }

        private void grow() {
            words = Arrays.copyOf(words, words.length * 2);
            taps = Arrays.copyOf(taps, taps.length * 2);
        }

        /// Puts the pieces between these starts, which reach to the end, in order.
        void sort(int[] starts) {
            var order = new Integer[starts.length - 1];
            Arrays.setAll(order, i -> i);
            Comparator<Integer> byWords =
                    (one, other) ->
                            Arrays.compare(
                                    words,
                                    starts[one],
                                    starts[one + 1],
                                    words,
                                    starts[other],
                                    starts[other + 1]);
            Arrays.sort(order, byWords);
            int first = starts[0];
            var wordsBefore = Arrays.copyOfRange(words, first, size);
            var tapsBefore = Arrays.copyOfRange(taps, first, size);
            size = first;
            for (int piece : order) {
                for (int i = starts[piece]; i < starts[piece + 1]; i++) {
                    put(wordsBefore[i - first], tapsBefore[i - first]);
                }
            }
        }

        /// In place of each tap's number, how many of those that are there came before it.
        void rankTaps() {
            int known = 0;
            for (int i = 0; i < size; i++) {
                if (taps[i] && Arrays.binarySearch(ranked, 0, known, words[i]) < 0) {
                    if (known == ranked.length) {
                        ranked = Arrays.copyOf(ranked, known * 2);
                    }
                    ranked[known++] = words[i];
                    Arrays.sort(ranked, 0, known);
                }
            }
            for (int i = 0; i < size; i++) {
                if (taps[i]) {
                    words[i] = Arrays.binarySearch(ranked, 0, known, words[i]);
                }
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
    }
}
