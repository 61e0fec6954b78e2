package onecard.edge.store.registry;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.store.registry.Lists.Found;
import onecard.edge.store.registry.Registry.Held;
import onecard.edge.store.registry.Registry.NewEntry;

/// What is denied everywhere at one version, whole and in memory: what may be denied is bounded by
/// the one message that brings it, half a megabyte here. Never changed once it is there, so any
/// thread may look.
final class Denied {

    static final Denied NOTHING = new Denied(Optional.empty(), List.of(), new long[0]);

    /// Of a hundred cards that are not denied some six have a mark all the same, and are searched.
    private static final int MARKS_AN_ENTRY = 16;

    /// Token, in two; kind; from when on, in milliseconds since the epoch.
    private static final int ENTRY_LONGS = 4;

    static final int ENTRY_BYTES = ENTRY_LONGS * Long.BYTES;

    private final Optional<Held> held;
    private final List<ListVersion> versions;
    private final long[] entries; // in the order of tokens
    private final long[] marks; // a bit by the end of a token, set if one that ends so is denied

    private Denied(Optional<Held> held, List<ListVersion> versions, long[] entries) {
        this.held = held;
        this.versions = versions;
        this.entries = entries;
        marks = marks(entries);
    }

    private static long[] marks(long[] entries) {
        int wanted = entries.length / ENTRY_LONGS * MARKS_AN_ENTRY / Long.SIZE;
        var marks = new long[Math.max(1, 2 * Integer.highestOneBit(wanted))];
        for (int at = 0; at < entries.length; at += ENTRY_LONGS) {
            long low = entries[at + 1];
            marks[word(low, marks.length)] |= 1L << low;
        }
        return marks;
    }

    /// @param words a power of two
    private static int word(long low, int words) {
        return (int) (low >>> 6) & words - 1;
    }

    /// @param entries in the order of tokens
    static Denied of(ListVersion list, String origin, List<NewEntry> entries) {
        var longs = new long[entries.size() * ENTRY_LONGS];
        int at = 0;
        for (var entry : entries) {
            longs[at++] = entry.token().high();
            longs[at++] = entry.token().low();
            longs[at++] = entry.rights().kind().ordinal();
            longs[at++] = entry.rights().fromMillis();
        }
        return of(list, origin, longs);
    }

    /// @param entries as [#bytes] gave them
    static Denied of(ListVersion list, String origin, byte[] entries) {
        var longs = new long[entries.length / Long.BYTES];
        ByteBuffer.wrap(entries).asLongBuffer().get(longs);
        return of(list, origin, longs);
    }

    private static Denied of(ListVersion list, String origin, long[] entries) {
        var held = new Held(list, origin, entries.length / ENTRY_LONGS);
        return new Denied(Optional.of(held), List.of(list), entries);
    }

    /// The entries for a file.
    byte[] bytes() {
        var bytes = ByteBuffer.allocate(entries.length * Long.BYTES);
        bytes.asLongBuffer().put(entries);
        return bytes.array();
    }

    /// Empty if nothing was ever told.
    Optional<Held> held() {
        return held;
    }

    long version() {
        return held.map(it -> it.list().version()).orElse(0L);
    }

    /// What it says of a credential, before what lists say.
    Found before(Found listed, CredentialKind kind, Token token) {
        return versions.isEmpty() ? listed : new Found(found(kind, token), versions).and(listed);
    }

    /// Hardly a card is denied: for most a mark that is not set ends it, without a search through
    /// more than a processor has at hand.
    private List<Entry> found(CredentialKind kind, Token token) {
        if ((marks[word(token.low(), marks.length)] & 1L << token.low()) == 0) {
            return List.of();
        }
        var found = new ArrayList<Entry>(0);
        for (int at = first(token); holds(at, token); at += ENTRY_LONGS) {
            if (entries[at + 2] == kind.ordinal()) {
                found.add(entry(token, entries[at + 3]));
            }
        }
        return found;
    }

    /// Whose it is does not matter.
    private Entry entry(Token token, long fromMillis) {
        return new Entry(
                versions.getFirst(),
                token,
                Set.of(),
                fromMillis == Registry.NEVER
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(fromMillis)),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private int first(Token token) {
        int low = 0;
        int high = entries.length / ENTRY_LONGS;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle * ENTRY_LONGS, token) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low * ENTRY_LONGS;
    }

    private boolean holds(int at, Token token) {
        return at < entries.length && compare(at, token) == 0;
    }

    private int compare(int at, Token token) {
        int high = Long.compareUnsigned(entries[at], token.high());
        return high != 0 ? high : Long.compareUnsigned(entries[at + 1], token.low());
    }
}
