package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Database;
import onecard.edge.store.registry.PublishedLists.Adoption.InForce;
import onecard.edge.store.registry.PublishedLists.Adoption.Lacks;
import onecard.edge.store.registry.PublishedLists.Adoption.Old;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes in is what is looked up, from any version to any later one, over restarts, and never
/// by halves.
class PublishedListsTest {

    private static final Instant ISSUED = Publisher.ISSUED;
    private static final String KEY = "ed25519:key";

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 11);
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

    private void restart() throws Exception {
        close();
        open();
    }

    // --- people ---

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverChangedWhatIsInForceIsWhatWasPublished(long seed) throws Exception {
        var random = new Random(seed);
        var people = new LinkedHashMap<Token, ListEntry>();
        var gone = new HashSet<Token>();
        for (int version = 1; version <= 12; version++) {
            int changes = version == 1 || random.nextInt(4) == 0 ? 1_500 : 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                change(people, gone, random);
            }
            var head = head("staff", version, List.copyOf(people.values()), bits(people, random));
            deliver(head, random);
            if (random.nextInt(3) == 0) {
                restart();
                deliver(head, random);
            }
            assertEquals(version, adopted(head));
            assertInForce(people, gone, version);
        }
    }

    private static void change(Map<Token, ListEntry> people, Set<Token> gone, Random random) {
        var known = people.keySet().stream().skip(random.nextInt(1 + people.size())).findFirst();
        if (known.isPresent() && random.nextBoolean()) {
            people.remove(known.get());
            gone.add(known.get());
        } else {
            var token = known.orElse(new Token(random.nextLong(), random.nextLong()));
            people.put(token, person(token, "g" + random.nextInt(5), random));
            gone.remove(token);
            var fresh = new Token(random.nextLong(), random.nextLong());
            people.put(fresh, person(fresh, "g" + random.nextInt(5), random));
        }
    }

    /// Mostly as they should be cut.
    private static int bits(Map<Token, ListEntry> people, Random random) {
        return random.nextInt(5) == 0 ? random.nextInt(6) : ListBucket.bits(people.size());
    }

    private void assertInForce(Map<Token, ListEntry> people, Set<Token> gone, long version)
            throws Exception {
        try (var lists = registry.lists()) {
            for (var person : people.values()) {
                var found = lists.find(CredentialKind.SSC, person.token()).entries();
                assertEquals(1, found.size());
                assertSame(person, found.getFirst());
                assertEquals(version, found.getFirst().list().version());
            }
            for (var token : gone) {
                assertEquals(List.of(), lists.find(CredentialKind.SSC, token).entries());
            }
        }
    }

    private static void assertSame(ListEntry published, Entry found) {
        var json = published.json();
        assertEquals(json.text("subject").orElseThrow(), found.subject().toString());
        assertEquals(
                json.array("groups").orElseThrow(), Json.Arr.ofText(List.copyOf(found.groups())));
        assertEquals(json.text("until"), found.until().map(Instant::toString));
        assertEquals(json.bool("deny").orElse(false), found.deny());
    }

    @Test
    void onlyWhatHasChangedIsMissing() throws Exception {
        var random = new Random(1);
        var people = people(3_000, random);
        var first = head("staff", 1, people, 2);
        assertEquals(4, published.missing(first).size());
        deliver(first, random);
        published.adopt(first, KEY);

        people.set(7, person(people.get(7).token(), "other", random));
        var second = head("staff", 2, people, 2);
        int number = ListBucket.number(people.get(7).token(), 2);
        assertEquals(Set.of(second.buckets().get(number).sha256()), published.missing(second));
    }

    @Test
    void aLowerOrEqualVersionChangesNothing() throws Exception {
        var random = new Random(2);
        var people = people(3, random);
        publish(head("staff", 5, people, 0), random);
        assertEquals(new Old(), published.adopt(head("staff", 5, List.of(), 0), KEY));
        assertEquals(new Old(), published.adopt(head("staff", 4, List.of(), 0), KEY));
        assertEquals(5, published.oldVersion("staff"));
        assertEquals(1, find(people.getFirst().token()).size());
    }

    @Test
    void aMissingOrMalformedBucketLeavesTheListInForce() throws Exception {
        var random = new Random(3);
        var people = people(5, random);
        publish(head("staff", 1, people, 0), random);

        var absent = head("staff", 2, people(5, random), 0);
        assertEquals(new Lacks(absent.names()), published.adopt(absent, KEY));

        var noSubject = new ArrayList<>(people);
        noSubject.set(2, ListEntry.of("ssc", people.get(2).token(), Json.Obj.EMPTY));
        var malformed = head("staff", 3, noSubject, 0);
        deliver(malformed, random);
        assertThrows(IOException.class, () -> published.adopt(malformed, KEY));

        assertEquals(1, published.oldVersion("staff"));
        for (var person : people) {
            assertEquals(1, find(person.token()).size());
        }
    }

    /// The same people in two lists, or in two versions of one, are the same bucket by its hash.
    @Test
    void whatCameForOneListIsNoOthers() throws Exception {
        var random = new Random(9);
        var people = people(5, random);
        var staff = head("staff", 1, people, 0);
        var guests = head("guests", 1, people, 0);
        deliver(staff, random);
        assertEquals(guests.names(), published.missing(guests));
        deliver(guests, random);

        assertEquals(1, adopted(staff));
        assertEquals(1, adopted(guests));
        assertEquals(2, find(people.getFirst().token()).size());
    }

    @Test
    void whatIsHeldIsLookedAtOnceMoreAtTheSwitch() throws Exception {
        var random = new Random(10);
        var people = people(3_000, random);
        publish(head("staff", 1, people, 2), random);
        people.set(0, person(people.getFirst().token(), "other", random));
        var next = head("staff", 3, people, 2);
        deliver(next, random);
        registry.replace("staff", ISSUED, none());

        var lacks = assertInstanceOf(Lacks.class, published.adopt(next, KEY));
        assertEquals(3, lacks.buckets().size(), "all but the one that has come");
        assertEquals("local", registry.held().getFirst().origin());
    }

    @Test
    void aSwitchThatMeetsTheStopChangesNothing() throws Exception {
        var random = new Random(13);
        var people = people(3_000, random);
        publish(head("staff", 1, people, 2), random);
        var alike = head("staff", 2, people, 2);
        people.replaceAll(one -> person(one.token(), "other", random));
        var next = head("staff", 2, people, 2);
        deliver(next, random);
        long before = registry.progressNanos();
        registry.stopImports();

        assertThrows(IOException.class, () -> published.adopt(next, KEY));
        assertThrows(IOException.class, () -> published.adopt(alike, KEY), "nothing to write");

        assertEquals(1, published.oldVersion("staff"));
        assertEquals(Set.of("staff"), find(people.getFirst().token()).getFirst().groups());
        assertTrue(registry.progressNanos() - before >= 0, "what runs is seen to");
    }

    /// An Error is no SQLException, and yet an end.
    @Test
    void whateverEndsATransactionUndoesIt() throws Exception {
        assertThrows(
                StackOverflowError.class,
                () ->
                        registry.lists.write(
                                connection -> {
                                    long _ = RegistryFile.listId(connection, "staff");
                                    throw new StackOverflowError();
                                }));
        long lists =
                registry.lists.write(
                        connection -> Database.number(connection, "SELECT count(*) FROM list"));
        assertEquals(0, lists);
    }

    /// Nothing that is signed and odd allows more than it says, or harms who reads it.
    @Test
    void anOddEntryIsNoneAndARepeatedGroupIsOne() throws Exception {
        var random = new Random(8);
        var token = new Token(5, 5);
        var plain = person(token, "staff", random).json().without("deny", "until");
        var twice = plain.with("groups", Json.Arr.ofText(List.of("staff", "day", "staff")));
        publish(head("staff", 1, List.of(ListEntry.of("ssc", token, twice)), 0), random);
        assertEquals(Set.of("day", "staff"), find(token).getFirst().groups());

        for (var odd :
                List.of(
                        plain.with("groups", Json.Arr.ofText(List.of("a;b"))),
                        plain.with("groups", new Json.Arr(List.of(new Json.Num(1)))),
                        plain.with("deny", "true"),
                        plain.with("schedule", 3),
                        plain.with("until", "+999999999-01-01T00:00:00Z"))) {
            var head = head("staff", 2, List.of(ListEntry.of("ssc", token, odd)), 0);
            deliver(head, random);
            assertThrows(IOException.class, () -> published.adopt(head, KEY), odd::toString);
        }
    }

    /// A publisher counts its own versions: the next is no older for a file of ours.
    @Test
    void aFileOfOursTakesThePlaceOfAPublishedListUntilTheNext() throws Exception {
        var random = new Random(4);
        var people = people(2_000, random);
        var first = head("staff", 1, people, 1);
        publish(first, random);
        registry.replace("staff", ISSUED, none());
        assertEquals(3, registry.replace("staff", ISSUED, none()).version());
        assertEquals(0, find(people.getFirst().token()).size());

        deliver(first, random);
        assertEquals(new Old(), published.adopt(first, KEY), "a signed one never goes back");

        var next = head("staff", 2, people, 1);
        publish(next, random);
        assertEquals(2, registry.held().getFirst().list().version());
        assertEquals(1, find(people.getFirst().token()).size());
        assertEquals(3, registry.replace("staff", ISSUED, none()).version());
    }

    private static Registry.Source none() {
        return new Registry.Source() {
            @Override
            public long expected() {
                return 0;
            }

            @Override
            public Optional<Registry.NewEntry> next() {
                return Optional.empty();
            }
        };
    }

    /// Dates of their own for every person, changed day by day for years.
    @Test
    void rightsThatNobodyHasAnyMoreAreForgotten() throws Exception {
        var random = new Random(5);
        var people = people(40, random);
        for (int version = 1; version <= 250; version++) {
            for (int i = 0; i < people.size(); i++) {
                people.set(i, person(people.get(i).token(), "v" + version + "-" + i, random));
            }
            publish(head("staff", version, people, 1), random);
        }
        long rights =
                registry.lists.write(
                        connection -> Database.number(connection, "SELECT count(*) FROM rights"));
        assertTrue(rights < 5_000, () -> rights + " of 10,000 are kept");
        long greatest =
                registry.lists.write(
                        connection ->
                                Database.number(connection, "SELECT max(id) FROM rights")
                                        - Bucket.key(RegistryFile.listId(connection, "staff"), 0));
        assertTrue(greatest < 5_000, () -> "numbers are given again, but one is " + greatest);
        assertEquals(1, find(people.getFirst().token()).size());
    }

    // --- what is denied, and other types ---

    /// Whoever will look anything up in it finds it as it came.
    @Test
    void aListOfAnotherTypeIsKeptAsItCame() throws Exception {
        var random = new Random(7);
        var meals =
                List.of(
                        ListEntry.of("item", new Token(9, 9), Json.Obj.EMPTY.with("price_fen", 5)),
                        ListEntry.of("item", new Token(-9, 8), Json.Obj.EMPTY));
        var head = publisher.head("meals", ListType.PRICES, 1, meals, 1, 0);
        publish(head, random);
        for (int number = 0; number < 2; number++) {
            long key = Bucket.key(1, number);
            var kept =
                    registry.lists.write(
                            connection -> {
                                try (var statement = connection.createStatement();
                                        var row =
                                                statement.executeQuery(
                                                        "SELECT content FROM part WHERE id = "
                                                                + key)) {
                                    return row.getBytes(1);
                                }
                            });
            assertArrayEquals(publisher.bucket(head.buckets().get(number).sha256()), kept);
        }
        assertEquals(0, find(new Token(9, 9)).size(), "no right to pass");
    }

    private List<Entry> find(Token token) throws Exception {
        try (var lists = registry.lists()) {
            return lists.find(CredentialKind.SSC, token).entries();
        }
    }

    private void publish(ListHead head, Random random) throws Exception {
        deliver(head, random);
        assertEquals(head.version(), adopted(head));
    }

    private long adopted(ListHead head) throws Exception {
        long version = assertInstanceOf(InForce.class, published.adopt(head, KEY)).list().version();
        published.keepOnShelf(head.list(), Set.of());
        return version;
    }

    /// What is missing, in any order, some of it twice.
    private void deliver(ListHead head, Random random) throws Exception {
        var missing = new ArrayList<>(published.missing(head));
        Collections.shuffle(missing, random);
        for (var sha256 : missing) {
            var bucket = publisher.bucket(sha256);
            published.shelve(head.list(), sha256, bucket);
            if (random.nextInt(5) == 0) {
                published.shelve(head.list(), sha256, bucket);
            }
        }
        assertEquals(Set.of(), published.missing(head));
    }

    private static List<ListEntry> people(int count, Random random) {
        var people = new ArrayList<ListEntry>();
        for (int i = 0; i < count; i++) {
            var token = new Token(random.nextLong(), random.nextLong());
            people.add(person(token, "staff", random));
        }
        return people;
    }

    private static ListEntry person(Token token, String group, Random random) {
        var json =
                Json.Obj.EMPTY
                        .with("subject", new Token(random.nextLong(), 1).toString())
                        .with("groups", Json.Arr.ofText(List.of(group)));
        if (random.nextInt(3) == 0) {
            json = json.with("until", ISSUED.plusSeconds(random.nextInt(100)).toString());
        }
        if (random.nextInt(10) == 0) {
            json = json.with("deny", true);
        }
        return ListEntry.of("ssc", token, json);
    }

    private ListHead head(String list, long version, List<ListEntry> entries, int bits) {
        return publisher.people(list, version, entries, bits);
    }
}
