package onecard.maps;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An immutable map of which a changed copy costs the same however much is in it: all but the way
/// to the changed entry is shared with the map before. No null is in it; its order says nothing.
///
/// Source: P. Bagwell, Ideal Hash Trees (2001). Each node looks at five bits of the hash, the
/// lowest first, and has only those of its 32 places that are taken.
public final class PersistentMap<K, V> extends AbstractMap<K, V> {

    private static final int BITS = 5;

    /// Branches for 32 bits of a hash, and below them keys of one.
    private static final int DEPTH_MAX = 8;

    private static final PersistentMap<?, ?> EMPTY =
            new PersistentMap<>(new Branch<>(0, nodes(0)), 0);

    private final Branch<K, V> root;
    private final int size;

    private PersistentMap(Branch<K, V> root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // nothing of any type is in it
    public static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    /// That map itself, if it is one.
    ///
    /// @throws NullPointerException if a key or a value is null
    public static <K, V> PersistentMap<K, V> copyOf(Map<K, V> map) {
        if (map instanceof PersistentMap<K, V> same) {
            return same;
        }
        var copy = PersistentMap.<K, V>empty();
        for (var entry : map.entrySet()) {
            copy = copy.with(entry.getKey(), entry.getValue());
        }
        return copy;
    }

    /// With that value in the place of the one that was the key's, if there was one.
    public PersistentMap<K, V> with(K key, V value) {
        var leaf = new Leaf<>(key.hashCode(), key, Objects.requireNonNull(value));
        var next = root.with(leaf, 0);
        return new PersistentMap<>(next, containsKey(key) ? size : size + 1);
    }

    /// This map itself, if the key is not in it.
    public PersistentMap<K, V> without(K key) {
        return containsKey(key)
                ? new PersistentMap<>(root.without(key.hashCode(), key, 0), size - 1)
                : this;
    }

    /// Without every value that is so; this map itself, if none is.
    public PersistentMap<K, V> withoutValues(Predicate<? super V> gone) {
        var less = this;
        for (var entry : entrySet()) {
            less = gone.test(entry.getValue()) ? less.without(entry.getKey()) : less;
        }
        return less;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return key == null ? null : root.get(key.hashCode(), key, 0);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<K, V>> iterator() {
                return new Entries<>(root);
            }
        };
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        root.forEach(action);
    }

    /// Its entries that the other one has not, or has otherwise. Of two maps of which one came from
    /// the other nothing is looked at that both share: it costs what has changed.
    public List<Entry<K, V>> unlike(PersistentMap<K, V> other) {
        var found = new ArrayList<Entry<K, V>>();
        root.unlike(other.root, 0, found);
        return found;
    }

    /// Of another such map only what the two do not share is looked at.
    @Override
    @SuppressWarnings("unchecked") // a key of another type equals none
    public boolean equals(@Nullable Object other) {
        return other instanceof PersistentMap<?, ?> same
                ? size == same.size && unlike((PersistentMap<K, V>) same).isEmpty()
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /// From leaf to leaf, by the way that leads there.
    private static final class Entries<K, V> implements Iterator<Entry<K, V>> {

        private final Node<K, V>[][] way = ways();
        private final int[] places = new int[DEPTH_MAX];
        private int depth;

        Entries(Branch<K, V> root) {
            way[0] = root.children();
        }

        @Override
        public boolean hasNext() {
            while (depth > 0 && places[depth] == way[depth].length) {
                depth--;
            }
            return places[depth] < way[depth].length;
        }

        @Override
        public Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            while (true) {
                switch (way[depth][places[depth]++]) {
                    case Leaf<K, V> leaf -> {
                        return leaf;
                    }
                    case Parent<K, V> parent -> {
                        way[++depth] = parent.children();
                        places[depth] = 0;
                    }
                }
            }
        }
    }

    // --- the trie ---

    private sealed interface Node<K, V> {

        @Nullable V get(int hash, Object key, int shift);

        /// @param shift how many bits of the hash led here
        Node<K, V> with(Leaf<K, V> leaf, int shift);

        void forEach(BiConsumer<? super K, ? super V> action);

        /// Its entries that the other node of the same place has not.
        void unlike(@Nullable Node<K, V> other, int shift, List<Entry<K, V>> found);
    }

    private sealed interface Parent<K, V> extends Node<K, V> {
        Node<K, V>[] children();

        @Override
        default void forEach(BiConsumer<? super K, ? super V> action) {
            for (var child : children()) {
                child.forEach(action);
            }
        }
    }

    private record Leaf<K, V>(int hash, K key, V value) implements Node<K, V>, Entry<K, V> {

        @Override
        public K getKey() {
            return key;
        }

        @Override
        public V getValue() {
            return value;
        }

        @Override
        public V setValue(V other) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry<?, ?> same
                    && key.equals(same.getKey())
                    && value.equals(same.getValue());
        }

        @Override
        public int hashCode() {
            return hash ^ value.hashCode();
        }

        @Override
        public String toString() {
            return key + "=" + value;
        }

        @Override
        public void forEach(BiConsumer<? super K, ? super V> action) {
            action.accept(key, value);
        }

        @Override
        public void unlike(@Nullable Node<K, V> other, int shift, List<Entry<K, V>> found) {
            if (this != other && (other == null || !value.equals(other.get(hash, key, shift)))) {
                found.add(this);
            }
        }

        boolean isOf(int otherHash, Object other) {
            return hash == otherHash && key.equals(other);
        }

        @Override
        public @Nullable V get(int otherHash, Object other, int shift) {
            return isOf(otherHash, other) ? value : null;
        }

        @Override
        public Node<K, V> with(Leaf<K, V> leaf, int shift) {
            if (isOf(leaf.hash, leaf.key)) {
                return leaf;
            }
            return hash == leaf.hash
                    ? new Clash<>(hash, inserted(alone(this), 1, leaf))
                    : Branch.of(hash, this, shift).with(leaf, shift);
        }
    }

    /// Keys of one hash.
    private record Clash<K, V>(int hash, Node<K, V>[] children) implements Parent<K, V> {

        @Override
        public @Nullable V get(int otherHash, Object key, int shift) {
            int place = place(otherHash, key);
            return place < 0 ? null : children[place].get(otherHash, key, shift);
        }

        @Override
        public Node<K, V> with(Leaf<K, V> leaf, int shift) {
            if (hash != leaf.hash) {
                return Branch.of(hash, this, shift).with(leaf, shift);
            }
            int place = place(leaf.hash, leaf.key);
            return new Clash<>(
                    hash,
                    place < 0
                            ? inserted(children, children.length, leaf)
                            : replaced(children, place, leaf));
        }

        @Override
        public void unlike(@Nullable Node<K, V> other, int shift, List<Entry<K, V>> found) {
            if (this != other) {
                for (var child : children) {
                    child.unlike(other, shift, found);
                }
            }
        }

        Node<K, V> without(int otherHash, K key) {
            var others = removed(children, place(otherHash, key));
            return others.length == 1 ? others[0] : new Clash<>(hash, others);
        }

        private int place(int otherHash, Object key) {
            for (int i = 0; i < children.length; i++) {
                if (children[i] instanceof Leaf<K, V> leaf && leaf.isOf(otherHash, key)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /// @param taken the places that are, a bit each
    /// @param children one for each of them, in their order
    private record Branch<K, V>(int taken, Node<K, V>[] children) implements Parent<K, V> {

        /// With that node alone.
        static <K, V> Branch<K, V> of(int hash, Node<K, V> only, int shift) {
            return new Branch<>(bit(hash, shift), alone(only));
        }

        @Override
        public @Nullable V get(int hash, Object key, int shift) {
            int bit = bit(hash, shift);
            return (taken & bit) == 0 ? null : children[place(bit)].get(hash, key, shift + BITS);
        }

        @Override
        public Branch<K, V> with(Leaf<K, V> leaf, int shift) {
            int bit = bit(leaf.hash, shift);
            int place = place(bit);
            return (taken & bit) == 0
                    ? new Branch<>(taken | bit, inserted(children, place, leaf))
                    : new Branch<>(
                            taken,
                            replaced(children, place, children[place].with(leaf, shift + BITS)));
        }

        @Override
        public void unlike(@Nullable Node<K, V> other, int shift, List<Entry<K, V>> found) {
            if (this == other) {
                return;
            }
            int left = taken;
            for (var child : children) {
                int bit = Integer.lowestOneBit(left);
                child.unlike(below(other, bit), shift + BITS, found);
                left &= ~bit;
            }
        }

        /// In which that node has what it has of one place; what is no branch is of one alone.
        private static <K, V> @Nullable Node<K, V> below(@Nullable Node<K, V> node, int bit) {
            return switch (node) {
                case Branch<K, V> branch when (branch.taken & bit) == 0 -> null;
                case Branch<K, V> branch -> branch.children[branch.place(bit)];
                case Leaf<K, V> leaf -> leaf;
                case Clash<K, V> clash -> clash;
                case null -> null;
            };
        }

        /// The key is in it.
        Branch<K, V> without(int hash, K key, int shift) {
            int bit = bit(hash, shift);
            int place = place(bit);
            return switch (children[place]) {
                case Leaf<K, V> _ -> new Branch<>(taken & ~bit, removed(children, place));
                case Clash<K, V> clash ->
                        new Branch<>(taken, replaced(children, place, clash.without(hash, key)));
                case Branch<K, V> branch -> {
                    var less = branch.without(hash, key, shift + BITS);
                    yield new Branch<>(taken, replaced(children, place, less.shortened()));
                }
            };
        }

        /// What is alone needs no branch of its own. So a map is built the same whatever was in it.
        private Node<K, V> shortened() {
            return children.length == 1 && !(children[0] instanceof Branch) ? children[0] : this;
        }

        private static int bit(int hash, int shift) {
            return 1 << (hash >>> shift); // the lowest five bits of that count
        }

        private int place(int bit) {
            return Integer.bitCount(taken & (bit - 1));
        }
    }

    // --- arrays of nodes ---

    @SuppressWarnings("unchecked") // nothing but nodes of those types is put into it
    private static <K, V> Node<K, V>[] nodes(int count) {
        return (Node<K, V>[]) new Node<?, ?>[count];
    }

    @SuppressWarnings("unchecked") // as with one of them
    private static <K, V> Node<K, V>[][] ways() {
        return (Node<K, V>[][]) new Node<?, ?>[DEPTH_MAX][];
    }

    private static <K, V> Node<K, V>[] alone(Node<K, V> node) {
        return inserted(nodes(0), 0, node);
    }

    private static <K, V> Node<K, V>[] replaced(Node<K, V>[] nodes, int place, Node<K, V> node) {
        var next = nodes.clone();
        next[place] = node;
        return next;
    }

    private static <K, V> Node<K, V>[] inserted(Node<K, V>[] nodes, int place, Node<K, V> node) {
        var next = Arrays.copyOf(nodes, nodes.length + 1);
        System.arraycopy(nodes, place, next, place + 1, nodes.length - place);
        next[place] = node;
        return next;
    }

    private static <K, V> Node<K, V>[] removed(Node<K, V>[] nodes, int place) {
        var next = Arrays.copyOf(nodes, nodes.length - 1);
        System.arraycopy(nodes, place + 1, next, place, nodes.length - place - 1);
        return next;
    }
}
