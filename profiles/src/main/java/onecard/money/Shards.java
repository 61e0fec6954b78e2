package onecard.money;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An immutable map of which a changed copy costs little however much is in it: the keys are spread
/// over some small maps, and all but one are shared.
final class Shards<K, V> {

    private static final int COUNT = 512;

    private final Map<K, V>[] shards;
    private final int size;

    private Shards(Map<K, V>[] shards, int size) {
        this.shards = shards;
        this.size = size;
    }

    static <K, V> Shards<K, V> empty() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map<K, V>[] shards = new Map[COUNT];
        Arrays.fill(shards, Map.of());
        return new Shards<>(shards, 0);
    }

    int size() {
        return size;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(shards[place(key)].get(key));
    }

    Shards<K, V> with(K key, V value) {
        var shard = new HashMap<>(shards[place(key)]);
        boolean more = shard.put(key, value) == null;
        return changed(place(key), shard, more ? 1 : 0);
    }

    Shards<K, V> without(K key) {
        if (!shards[place(key)].containsKey(key)) {
            return this;
        }
        var shard = new HashMap<>(shards[place(key)]);
        shard.remove(key);
        return changed(place(key), shard, -1);
    }

    private Shards<K, V> changed(int place, Map<K, V> shard, int more) {
        var next = shards.clone();
        next[place] = shard;
        return new Shards<>(next, size + more);
    }

    Stream<K> keys() {
        return Stream.of(shards).flatMap(shard -> shard.keySet().stream());
    }

    Stream<V> values() {
        return Stream.of(shards).flatMap(shard -> shard.values().stream());
    }

    /// The upper bits count, too: records of small numbers have few lower ones.
    private static int place(Object key) {
        int hash = key.hashCode() * 0x9E3779B1;
        return hash >>> 23;
    }
}
