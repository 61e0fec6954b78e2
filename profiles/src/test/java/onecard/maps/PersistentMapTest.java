package onecard.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Beside a map of the platform that is copied whole.
class PersistentMapTest {

    /// A key of a hash that is chosen.
    private record Key(int name, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key(int otherName, _) && name == otherName;
        }
    }

    /// All of one hash; few; those that differ in their highest bits alone; spread.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, -5, 1_000})
    void everyMapOnTheWayStaysWhatItWas(int hashes) {
        var random = new Random(hashes);
        var now = PersistentMap.<Key, Integer>empty();
        var plain = new HashMap<Key, Integer>();
        var maps = new ArrayList<PersistentMap<Key, Integer>>();
        var copies = new ArrayList<Map<Key, Integer>>();
        for (int step = 0; step < 3_000; step++) {
            int name = random.nextInt(400);
            var key = new Key(name, hash(name, hashes));
            if (random.nextInt(step / 1_000 + 2) == 0) {
                now = now.with(key, step);
                plain.put(key, step);
            } else {
                now = now.without(key);
                plain.remove(key);
            }
            if (step % 50 == 0) {
                maps.add(now);
                copies.add(Map.copyOf(plain));
            }
            assertEquals(plain.get(key), now.get(key));
            assertEquals(plain.size(), now.size());
        }
        for (int i = 0; i < maps.size(); i++) {
            var map = maps.get(i);
            assertEquals(copies.get(i), map);
            assertEquals(map, copies.get(i));
            assertEquals(copies.get(i).hashCode(), map.hashCode());
            assertEquals(map, PersistentMap.copyOf(copies.get(i)));
            copies.get(i).forEach((key, value) -> assertEquals(value, map.get(key)));
            var each = new HashMap<Key, Integer>();
            map.forEach((key, value) -> assertNull(each.put(key, value)));
            assertEquals(copies.get(i), each);
            assertEquals(copies.get(i).size(), List.copyOf(map.entrySet()).size());
        }
        var last = now;
        for (var key : plain.keySet()) {
            last = last.without(key);
            assertNull(last.get(key));
        }
        assertEquals(Map.of(), last);
    }

    /// Of any two, whether one came from the other or not.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, -5, 1_000})
    void whatIsUnlikeIsFoundAndNothingElse(int hashes) {
        var random = new Random(hashes);
        var maps = new ArrayList<PersistentMap<Key, Integer>>();
        maps.add(PersistentMap.empty());
        for (int step = 0; step < 600; step++) {
            var from = maps.get(random.nextInt(maps.size()));
            int name = random.nextInt(60);
            var key = new Key(name, hash(name, hashes));
            maps.add(
                    random.nextInt(3) == 0 ? from.without(key) : from.with(key, random.nextInt(3)));
        }
        for (int pair = 0; pair < 5_000; pair++) {
            var one = maps.get(random.nextInt(maps.size()));
            var other = maps.get(random.nextInt(maps.size()));
            var unlike = new HashMap<>(one);
            unlike.entrySet().removeIf(it -> it.getValue().equals(other.get(it.getKey())));
            var found = one.unlike(other);
            assertEquals(unlike.size(), found.size());
            found.forEach(it -> assertEquals(it.getValue(), unlike.get(it.getKey())));
            assertEquals(new HashMap<>(one).equals(new HashMap<>(other)), one.equals(other));
        }
    }

    /// A value that tells of each time it is compared.
    private record Costly(int value, List<Integer> compared) {
        @Override
        public int hashCode() {
            return value;
        }

        @Override
        public boolean equals(Object other) {
            compared.add(value);
            return other instanceof Costly(int otherValue, _) && value == otherValue;
        }
    }

    @Test
    void whatIsSharedIsNotLookedAt() {
        var compared = new ArrayList<Integer>();
        var map = PersistentMap.<Integer, Costly>empty();
        for (int name = 0; name < 5_000; name++) {
            map = map.with(key(name), new Costly(name, compared));
        }
        var next = map.with(key(7), new Costly(-7, compared)).without(key(0));

        assertEquals(List.of(-7), values(next.unlike(map)));
        assertEquals(List.of(0, 7), values(map.unlike(next)));
        var again =
                next.with(key(7), new Costly(7, compared)).with(key(0), new Costly(0, compared));
        assertTrue(map.equals(again));
        assertFalse(map.equals(next));
        assertTrue(compared.size() < 10, () -> compared.size() + " were compared");
    }

    private static int key(int name) {
        return name * 0x9E3779B1;
    }

    private static List<Integer> values(List<Map.Entry<Integer, Costly>> found) {
        return found.stream().map(it -> it.getValue().value()).sorted().toList();
    }

    @Test
    void anEntryIsAsThePlatformHasIt() {
        var entry =
                PersistentMap.<String, Integer>empty().with("a", 1).entrySet().iterator().next();

        assertEquals(Map.entry("a", 1), entry);
        assertEquals(entry, Map.entry("a", 1));
        assertEquals(Map.entry("a", 1).hashCode(), entry.hashCode());
        assertEquals("a=1", entry.toString());
        assertNotEquals(Map.entry("a", 2), entry);
        assertNotEquals(Map.entry("b", 1), entry);
    }

    private static int hash(int name, int hashes) {
        return hashes < 0 ? name << 23 : name % hashes * 0x9E3779B1;
    }

    @Test
    void whatChangesNothingIsTheSameMap() {
        var map = PersistentMap.<String, Integer>empty().with("a", 1).with("b", 2);
        assertSame(map, map.without("c"));
        assertSame(map, map.withoutValues(value -> value > 2));
        assertSame(map, PersistentMap.copyOf(map));
        assertEquals(Map.of("a", 1), map.withoutValues(value -> value > 1));
        assertEquals(Map.of("a", 3, "b", 2), map.with("a", 3));
    }

    /// What is alone on its way hangs as high as it can, so whatever was there leaves no trace.
    @Test
    void keysThatDifferLateLeaveNoBranchesBehind() {
        var map = PersistentMap.<Key, Integer>empty();
        var two = map.with(new Key(1, 0), 1).with(new Key(2, 1 << 31), 2);
        assertEquals(2, two.size());
        var one = two.without(new Key(1, 0));
        assertEquals(Map.of(new Key(2, 1 << 31), 2), one);
        var three = one.with(new Key(3, 1 << 31), 3);
        assertEquals(List.of(2, 3), three.values().stream().sorted().toList());
        assertEquals(Map.of(new Key(3, 1 << 31), 3), three.without(new Key(2, 1 << 31)));
    }

    @Test
    void nobodyChangesItAndNoNullIsInIt() {
        var map = PersistentMap.<String, Integer>empty().with("a", 1);
        assertThrows(UnsupportedOperationException.class, () -> map.put("b", 2));
        assertThrows(UnsupportedOperationException.class, () -> map.remove("a"));
        assertThrows(UnsupportedOperationException.class, map::clear);
        assertThrows(
                UnsupportedOperationException.class,
                () -> map.entrySet().iterator().next().setValue(2));
        var nulls = new HashMap<String, Integer>();
        nulls.put("a", null);
        assertThrows(NullPointerException.class, () -> PersistentMap.copyOf(nulls));
        assertFalse(map.containsKey(null));
        assertTrue(map.containsKey("a"));
        var entries = PersistentMap.empty().entrySet().iterator();
        assertThrows(NoSuchElementException.class, entries::next);
    }
}
