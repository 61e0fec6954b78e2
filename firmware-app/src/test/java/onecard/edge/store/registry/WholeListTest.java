package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Layout;
import onecard.edge.store.registry.PublishedLists.Adoption.InForce;
import onecard.edge.store.registry.WholeList.Said;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A list that is remembered whole is the one in force, all of it, or nothing.
class WholeListTest {

    private static final String LIST = "dishes";
    private static final String KEY = "ed25519:key";

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 5);
    private Registry registry;
    private PublishedLists published;
    private WholeList whole;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
        published = registry.published();
        whole = published.whole(LIST, ListType.PRICES);
    }

    @AfterEach
    void close() throws Exception {
        whole.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverChangedItIsWhatWasPublished(long seed) throws Exception {
        var random = new Random(seed);
        var entries = new ArrayList<ListEntry>();
        for (int version = 1; version <= 20; version++) {
            for (int i = random.nextInt(60); i > 0; i--) {
                entries.add(price(new Token(random.nextLong(), i), random.nextInt(900)));
            }
            entries.removeIf(_ -> random.nextInt(8) == 0);
            publish(version, entries, random.nextInt(5));
            if (random.nextInt(4) == 0) {
                close();
                open();
            }

            var said = whole.read().orElseThrow();

            assertEquals(version, said.list().version());
            assertEquals(LIST, said.list().name());
            assertEquals(Publisher.ISSUED, said.list().asOf());
            assertEquals(entries.stream().sorted(ListEntry.ORDER).toList(), said.entries());
        }
    }

    @Test
    void whatIsNotHeldOrOfAnotherTypeIsNothing() throws Exception {
        assertEquals(Optional.empty(), whole.read());

        publish(publisher.head(LIST, ListType.ORDERS, 1, some(3), 0, 0));
        assertEquals(Optional.empty(), whole.read());
        publish(publisher.head("others", ListType.PRICES, 1, some(3), 0, 0));
        assertEquals(Optional.empty(), whole.read());

        publish(2, some(3), 1);
        assertEquals(3, whole.read().orElseThrow().entries().size());
    }

    /// Its number alone does not tell it from the file of ours that it takes the place of.
    @Test
    void aFileOfOursTakesItsPlaceAndItThatOfTheFile() throws Exception {
        publish(1, some(3), 0);
        var before = whole.read().orElseThrow();

        registry.replace(LIST, Publisher.ISSUED, new NoRows());
        assertEquals(Optional.empty(), whole.read());

        publish(2, some(4), 0);
        assertEquals(2, whole.read().orElseThrow().list().version());
        assertNotEquals(before, whole.read().orElseThrow());
    }

    @Test
    void itIsReadAnewOnlyOnceItIsAnother() throws Exception {
        publish(1, some(3), 0);
        var said = whole.read().orElseThrow();

        publish(publisher.head("others", ListType.PRICES, 1, some(9), 0, 0));
        assertSame(said, whole.read().orElseThrow(), "another list was switched");

        publish(2, some(3), 0);
        assertEquals(2, whole.read().orElseThrow().list().version());
    }

    // --- limits ---

    @Test
    void whatIsTooLongToBeRememberedCountsAsNotHeld() throws Exception {
        publish(1, some(WholeList.ENTRIES_MAX), 5);
        assertEquals(WholeList.ENTRIES_MAX, whole.read().orElseThrow().entries().size());

        publish(2, some(WholeList.ENTRIES_MAX + 1), 5);
        assertEquals(Optional.empty(), whole.read(), "and neither does the version before");

        publish(3, some(7), 0);
        assertEquals(7, whole.read().orElseThrow().entries().size());
    }

    @Test
    void whatHasTooManyBytesDoesNotCountEither() throws Exception {
        var entries = new ArrayList<ListEntry>();
        int each = 64 << 10;
        for (long i = 0; i <= WholeList.BYTES_MAX / each; i++) {
            entries.add(
                    ListEntry.of(
                            "item",
                            new Token(i << 56, i),
                            Json.Obj.EMPTY.with("name", "x".repeat(each))));
        }
        publish(1, entries, 5);

        assertEquals(Optional.empty(), whole.read());

        publish(2, entries.subList(0, entries.size() / 2), 5);
        assertEquals(entries.size() / 2, whole.read().orElseThrow().entries().size());
    }

    // --- damage ---

    @Test
    void aDamagedPartCountsAsNothingAndTheOthersGoOn() throws Exception {
        var entries = new ArrayList<ListEntry>();
        for (long i = 0; i < 100; i++) {
            entries.add(price(new Token(i << 57, i), 500));
        }
        var another = ListBucket.bytes(List.of(price(new Token(0, 0), 1)));
        for (var how :
                List.of(
                        "content = x'" + HexFormat.of().formatHex(another) + "'",
                        "content = x'1f8b00'",
                        "content = NULL",
                        "content = CAST('[]' AS BLOB)",
                        "content = (SELECT content FROM part p WHERE p.id = part.id + 1)")) {
            long version = 1 + published.oldVersion(LIST);
            // Of no version before anything is held: the damage does not go on.
            publish(publisher.head(LIST, ListType.ORDERS, version, some(1), 1, 0));
            publish(version + 1, entries, 2);
            damage("UPDATE part SET " + how + " WHERE id = (SELECT min(id) FROM part)");

            try (var anew = published.whole(LIST, ListType.PRICES)) {
                assertEquals(
                        entries.stream().filter(it -> it.token().high() >>> 62 != 0).toList(),
                        anew.read().orElseThrow().entries(),
                        how);
            }
        }
    }

    private void damage(String how) throws IOException {
        boolean _ =
                registry.lists.write(
                        connection -> {
                            Layout.run(connection, List.of(how));
                            return true;
                        });
    }

    // --- while it is read ---

    /// All entries of a version have its number: who reads two at once sees them differ.
    @Test
    void aVersionIsReadWholeWhileTheNextComesIntoForce() throws Exception {
        publish(1, numbered(1), 3);
        var over = new AtomicBoolean();
        try (var thread = Executors.newSingleThreadExecutor()) {
            var reading = thread.submit(() -> readUntil(over));
            try {
                for (int version = 2; version <= 60; version++) {
                    publish(version, numbered(version), version / 3 % 4);
                }
            } finally {
                over.set(true);
            }
            assertEquals(60, reading.get(), "the last one is seen");
        }
    }

    private static List<ListEntry> numbered(int version) {
        var entries = new ArrayList<ListEntry>();
        for (long i = 0; i < 200; i++) {
            entries.add(price(new Token(i * 0x9E37_79B9_7F4A_7C15L, i), version));
        }
        return entries;
    }

    private long readUntil(AtomicBoolean over) throws IOException {
        long seen = 0;
        try (var reader = published.whole(LIST, ListType.PRICES)) {
            for (boolean last = false; !last; ) {
                last = over.get();
                var said = reader.read().orElseThrow();
                assertTrue(said.list().version() >= seen, "none comes back");
                seen = said.list().version();
                assertEquals(Set.of(seen), versions(said));
                assertEquals(200, said.entries().size());
            }
        }
        return seen;
    }

    private static Set<Long> versions(Said said) {
        return said.entries().stream()
                .map(entry -> entry.json().number("price_fen").orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
    }

    // --- small steps ---

    private static List<ListEntry> some(int entries) {
        var some = new ArrayList<ListEntry>();
        for (long i = 0; i < entries; i++) {
            some.add(price(new Token(i * 0x9E37_79B9_7F4A_7C15L, i), 500));
        }
        return some;
    }

    private static ListEntry price(Token item, long fen) {
        return ListEntry.of("item", item, Json.Obj.EMPTY.with("price_fen", fen));
    }

    private void publish(long version, List<ListEntry> entries, int bits) throws IOException {
        publish(publisher.head(LIST, ListType.PRICES, version, entries, bits, 0));
    }

    private void publish(ListHead head) throws IOException {
        for (var sha256 : published.missing(head)) {
            published.shelve(head.list(), sha256, publisher.packed(sha256));
        }
        assertTrue(published.adopt(head, KEY) instanceof InForce);
        published.keepOnShelf(head.list(), Set.of());
    }

    /// A file without a row.
    private static final class NoRows implements Registry.Source {
        @Override
        public long expected() {
            return 0;
        }

        @Override
        public Optional<Registry.NewEntry> next() {
            return Optional.empty();
        }
    }
}
