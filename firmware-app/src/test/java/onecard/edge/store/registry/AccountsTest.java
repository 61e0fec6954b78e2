package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Database;
import onecard.edge.store.Layout;
import onecard.edge.store.registry.PublishedLists.Adoption.InForce;
import onecard.money.Balance;
import onecard.money.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a list says of somebody's wallets is what was published of them in one version of it, and
/// costs one row to read.
class AccountsTest {

    private static final String LIST = "canteen";
    private static final String DEVICE = "till-1";
    private static final String KEY = "ed25519:key";

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 5);
    private Registry registry;
    private PublishedLists published;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
        published = registry.published();
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private Accounts accounts() {
        return new Accounts(this::view, LIST, DEVICE);
    }

    private WalletView view() {
        try {
            return published.wallets();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    // --- whatever is published ---

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverChangedWhatIsSaidIsWhatWasPublished(long seed) throws Exception {
        var random = new Random(seed);
        var entries = new LinkedHashMap<Token, List<ListEntry>>();
        var gone = new HashSet<Token>();
        var before = accounts(); // goes on over all versions
        for (int version = 1; version <= 12; version++) {
            int changes = version == 1 || random.nextInt(4) == 0 ? 1_000 : 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                change(entries, gone, random);
            }
            var all = entries.values().stream().flatMap(List::stream).toList();
            int bits = random.nextInt(5) == 0 ? random.nextInt(6) : ListBucket.bits(all.size());
            publish(publisher.head(LIST, ListType.WALLETS, version, all, bits, 0));
            if (random.nextInt(3) == 0) {
                close();
                open();
                before = accounts();
            }
            for (var reader : List.of(before, accounts())) {
                for (var person : entries.entrySet()) {
                    assertEquals(
                            SlowAccounts.said(person.getValue(), DEVICE),
                            reader.of(person.getKey()).map(Statement::balances).orElse(Map.of()));
                }
                for (var person : gone) {
                    assertEquals(Optional.empty(), reader.of(person));
                }
            }
        }
    }

    private static void change(
            Map<Token, List<ListEntry>> entries, Set<Token> gone, Random random) {
        var known = entries.keySet().stream().skip(random.nextInt(1 + entries.size())).findFirst();
        if (known.isPresent() && random.nextInt(3) == 0) {
            entries.remove(known.get());
            gone.add(known.get());
        } else {
            var person = known.orElseGet(() -> new Token(random.nextLong(), random.nextLong()));
            entries.put(person, SlowAccounts.entries(person, random));
            gone.remove(person);
        }
    }

    @Test
    void versionAndAsOfStandWithTheBalance() throws Exception {
        var person = new Token(4, 4);
        publish(head(3, List.of(account(person, 700))));

        var said = accounts().of(person).orElseThrow();

        assertEquals(LIST, said.list().name());
        assertEquals(3, said.list().version());
        assertEquals(Publisher.ISSUED, said.list().asOf());
        assertEquals(AS_OF, personal(said).asOf());
    }

    @Test
    void aListThatIsNotHeldOrOfAnotherTypeSaysNothing() throws Exception {
        var person = new Token(4, 4);
        var reader = accounts();
        assertEquals(Optional.empty(), reader.of(person));

        var people = List.of(publisher.person(person));
        publish(publisher.head(LIST, ListType.PEOPLE, 1, people, 0, 0));
        assertEquals(Optional.empty(), reader.of(person));

        publish(head(2, List.of(account(person, 700))));
        assertEquals(700, fen(reader, person));
        assertEquals(0, rows("bucket"), "nobody of the list before passes");

        publish(publisher.head(LIST, ListType.PEOPLE, 3, people, 0, 0));
        assertEquals(Optional.empty(), reader.of(person));
        assertEquals(0, rows("wallet"));
    }

    @Test
    void aFileOfOursTakesThePlaceOfAListOfAccounts() throws Exception {
        var person = new Token(4, 4);
        var reader = accounts();
        publish(head(1, List.of(account(person, 700))));
        assertEquals(700, fen(reader, person));

        registry.replace(LIST, Publisher.ISSUED, new Nobody());
        assertEquals(Optional.empty(), reader.of(person));

        publish(head(2, List.of(account(person, 600))));
        assertEquals(600, fen(reader, person));
    }

    // --- what has changed alone is fetched and written ---

    @Test
    void aChangedBalanceIsOneBucketFetchedAndOnlyItsRowsWritten() throws Exception {
        var random = new Random(3);
        var entries = new ArrayList<ListEntry>();
        for (int i = 0; i < 3_000; i++) {
            entries.add(account(new Token(random.nextLong(), i), i));
        }
        publish(publisher.head(LIST, ListType.WALLETS, 1, entries, 2, 0));
        var changed = entries.get(7).token();
        entries.set(7, account(changed, 9_999));
        var next = publisher.head(LIST, ListType.WALLETS, 2, entries, 2, 0);
        int number = ListBucket.number(changed, 2);

        assertEquals(Set.of(next.buckets().get(number).sha256()), published.missing(next));
        mark();
        publish(next);

        var reader = accounts();
        assertEquals(9_999, fen(reader, changed));
        for (var entry : entries) {
            assertEquals(
                    Optional.of(2L), reader.of(entry.token()).map(said -> said.list().version()));
        }
        long left = registry.lists.write(it -> Database.number(it, "SELECT count(*) FROM marked"));
        long kept =
                registry.lists.write(
                        it ->
                                Database.number(
                                        it,
                                        "SELECT count(*) FROM wallet JOIN marked USING(id, at)"));
        assertTrue(kept > left / 2 && kept < left, () -> kept + " of " + left + " rows kept");
    }

    /// Each row is remembered with what is only its own.
    private void mark() throws IOException {
        boolean _ =
                registry.lists.write(
                        connection -> {
                            Layout.run(
                                    connection,
                                    List.of(
                                            "ALTER TABLE wallet ADD COLUMN at INTEGER",
                                            "UPDATE wallet SET at = id",
                                            "CREATE TABLE marked AS SELECT id, at FROM wallet"));
                            return true;
                        });
    }

    // --- while it is read ---

    /// Every version gives everybody its own number: who reads two at once sees them differ.
    @Test
    void aVersionIsReadWholeWhileTheNextComesIntoForce() throws Exception {
        var people = new ArrayList<Token>();
        var random = new Random(8);
        for (int i = 0; i < 60; i++) {
            people.add(new Token(random.nextLong(), i));
        }
        publish(head(1, people.stream().map(person -> account(person, 1)).toList()));
        var over = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Long> reading = () -> readUntil(over, people);
            var first = threads.submit(reading);
            var second = threads.submit(reading);
            try {
                for (long version = 2; version <= 60; version++) {
                    long fen = version;
                    var entries = people.stream().map(person -> account(person, fen)).toList();
                    // Cut in turns alike and otherwise, so that rows are replaced and made anew.
                    publish(
                            publisher.head(
                                    LIST,
                                    ListType.WALLETS,
                                    version,
                                    entries,
                                    (int) version / 3 % 3,
                                    0));
                }
            } finally {
                over.set(true);
            }
            assertEquals(60, Math.max(first.get(), second.get()), "the last one is seen");
        }
    }

    /// @return the last version seen
    private long readUntil(AtomicBoolean over, List<Token> people) {
        var reader = accounts();
        long seen = 0;
        for (boolean last = false; !last; ) {
            last = over.get();
            for (var person : people) {
                var said = reader.of(person).orElseThrow();
                assertEquals(said.list().version(), personal(said).fen());
                assertTrue(said.list().version() >= seen, "none comes back");
                seen = said.list().version();
            }
        }
        return seen;
    }

    // --- damage ---

    @Test
    void aDamagedRowSaysNothingAndTheOthersGoOn() throws Exception {
        var entries = new ArrayList<ListEntry>();
        for (long i = 0; i < 100; i++) {
            entries.add(account(new Token(i << 57, i), 500));
        }
        publish(head(1, entries));
        long first = registry.lists.write(it -> Database.number(it, "SELECT min(id) FROM wallet"));
        damage(
                "UPDATE wallet SET entries = CAST(substr(entries, 1, 10) || x'00'"
                        + " || substr(entries, 12) AS BLOB) WHERE id = "
                        + first);

        var reader = accounts();
        assertEquals(Optional.empty(), reader.of(new Token(0, 0)));
        assertEquals(500, fen(reader, new Token(99L << 57, 99)));
    }

    private void damage(String how) throws IOException {
        boolean _ =
                registry.lists.write(
                        connection -> {
                            Layout.run(connection, List.of(how));
                            return true;
                        });
    }

    // --- many ---

    @Test
    void ofAHundredThousandBalancesOneRowIsRead() throws Exception {
        int people = 100_000;
        var random = new Random(9);
        var entries = new ArrayList<ListEntry>();
        for (int i = 0; i < people; i++) {
            entries.add(account(new Token(random.nextLong(), random.nextLong()), i));
        }
        entries.sort(ListEntry.ORDER);
        int bits = ListBucket.bits(people);
        publish(publisher.head(LIST, ListType.WALLETS, 1, entries, bits, 0));

        var reader = accounts();
        for (int i = 0; i < people; i += 997) {
            var entry = entries.get(i);
            assertEquals(
                    entry.json().number("balance_fen").orElseThrow(), fen(reader, entry.token()));
        }
        long longest =
                registry.lists.write(
                        it -> Database.number(it, "SELECT max(length(entries)) FROM wallet"));
        assertTrue(longest < Database.PAGE_BYTES, () -> "a row has " + longest + " bytes");
        assertEquals(
                List.of(
                        "SEARCH s USING INTEGER PRIMARY KEY (rowid=?)",
                        "SEARCH w USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN"),
                plan());
        close();
        long bytes = Files.size(dir.resolve("registry.db"));
        assertTrue(bytes < 100L * people, () -> bytes + " bytes for " + people);
        open();
    }

    /// How SQLite finds a row.
    private List<String> plan() throws IOException {
        return registry.lists.write(
                connection -> {
                    var plan = new ArrayList<String>();
                    try (var statement = connection.createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "EXPLAIN QUERY PLAN "
                                                    + WalletView.FIND.replace("?1", "77"))) {
                        while (rows.next()) {
                            plan.add(rows.getString("detail"));
                        }
                    }
                    return plan;
                });
    }

    // --- small steps ---

    private static final Instant AS_OF = Instant.parse("2026-11-28T04:00:00Z");

    private static ListEntry account(Token person, long fen) {
        return ListEntry.of(
                "subject",
                person,
                Json.Obj.EMPTY
                        .with("wallet", "personal")
                        .with("balance_fen", fen)
                        .with("as_of", AS_OF.toString()));
    }

    private static Balance personal(Statement said) {
        return Objects.requireNonNull(said.balances().get("personal"));
    }

    private static long fen(Accounts reader, Token person) {
        return personal(reader.of(person).orElseThrow()).fen();
    }

    private long rows(String table) throws IOException {
        return registry.lists.write(it -> Database.number(it, "SELECT count(*) FROM " + table));
    }

    private ListHead head(long version, List<ListEntry> entries) {
        return publisher.head(LIST, ListType.WALLETS, version, entries, 0, 0);
    }

    private void publish(ListHead head) throws IOException {
        for (var sha256 : published.missing(head)) {
            published.shelve(head.list(), sha256, publisher.packed(sha256));
        }
        assertTrue(published.adopt(head, KEY) instanceof InForce);
        published.keepOnShelf(head.list(), Set.of());
    }

    /// A file without a row.
    private static final class Nobody implements Registry.Source {
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
