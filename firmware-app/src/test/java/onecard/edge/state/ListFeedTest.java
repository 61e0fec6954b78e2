package onecard.edge.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.registry.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the broker does with published lists, the device ends up with the newest, and never
/// with one that nobody signed.
class ListFeedTest {

    private static final SigningKey STRANGER =
            SigningKey.ofSeed("stranger".repeat(4).getBytes(US_ASCII));
    private static final long SECOND = 1_000_000_000;

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 11);
    private final List<InForce> inForce = new ArrayList<>();
    private Registry registry;
    private ListFeed feed;
    private DenyFeed denies;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
        var keys = new TrustedKeys(List.of(Publisher.KEY.publicText()));
        feed = new ListFeed("hall", keys, registry.published(), registry.denied(), inForce::add);
        denies = new DenyFeed("hall", keys, registry.denied(), inForce::add);
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    /// Every message of three versions, in any order, some lost, some twice; what the device still
    /// wants comes again from the broker that retains it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderLossOrRepetitionEndsWithTheNewest(long seed) throws Exception {
        var chance = new Random(seed);
        var people = people(3_000);
        var heads = new ArrayList<byte[]>();
        for (int version = 1; version <= 3; version++) {
            people.set(version, publisher.person(people.get(version).token()));
            heads.add(Publisher.wire(head(version, people, 2)));
        }
        var retained = heads.getLast();
        for (int step = 0; step < 400; step++) {
            if (chance.nextInt(50) == 0) {
                close();
                open();
            }
            var head = chance.nextInt(4) == 0 ? heads.get(chance.nextInt(3)) : retained;
            if (chance.nextInt(3) == 0) {
                feed.head("staff", head);
            }
            for (var wanted : feed.wanted(0)) {
                if (chance.nextInt(3) == 0) {
                    feed.bucket("staff", wanted.sha256(), publisher.packed(wanted.sha256()));
                }
            }
        }
        assertEquals(3, registry.published().oldVersion("staff"));
        var versions = inForce.stream().map(one -> one.list().version()).toList();
        assertEquals(versions.stream().sorted().distinct().toList(), versions, "never backwards");
        for (var person : people) {
            assertEquals(1, found(person.token()));
        }
    }

    @Test
    void ofAnotherVersionOnlyWhatHasChangedIsWanted() throws Exception {
        var people = people(5_000);
        deliver(head(1, people, 3));
        people.set(0, publisher.person(people.getFirst().token()));

        assertEquals(Outcome.TAKEN, feed.head("staff", Publisher.wire(head(2, people, 3))));

        assertEquals(1, feed.wanted(0).size());
    }

    @Test
    void whatWasFetchedBeforeAKillIsNotFetchedAgain() throws Exception {
        var head = Publisher.wire(head(1, people(5_000), 3));
        feed.head("staff", head);
        var wanted = List.copyOf(feed.wanted(0));
        for (var one : wanted.subList(0, 5)) {
            feed.bucket("staff", one.sha256(), publisher.packed(one.sha256()));
        }
        close();
        open();

        feed.head("staff", head);

        assertEquals(
                Set.copyOf(wanted.subList(5, wanted.size())), feed.wanted(0), "3 of 8 are left");
    }

    @Test
    void whatDoesNotComeInTimeIsOverdueAndGoesBehindTheOthers() throws Exception {
        feed.head("staff", Publisher.wire(head(1, people(3_000), 5)));
        var first = feed.wanted(SECOND);
        assertEquals(Fetching.AT_ONCE, first.size());
        assertEquals(List.of(), feed.overdue(10 * SECOND));

        assertEquals(first, Set.copyOf(feed.overdue(11 * SECOND)));
        var next = feed.wanted(11 * SECOND);
        assertEquals(Fetching.AT_ONCE, next.size());
        assertTrue(Collections.disjoint(first, next));

        feed.overdue(21 * SECOND);
        assertEquals(first, feed.wanted(21 * SECOND), "their turn again");
    }

    @Test
    void noListWaitsForBucketsOfAnotherThatDoNotCome() throws Exception {
        var guests = publisher.people("guests", 1, people(3_000), 5);
        feed.head("guests", Publisher.wire(guests));
        assertEquals(Fetching.AT_ONCE, feed.wanted(0).size());

        deliver(head(1, people(3_000), 5));

        assertEquals(1, registry.published().oldVersion("staff"));
        assertEquals(0, registry.published().oldVersion("guests"));
    }

    @Test
    void aVersionThatDoesNotComeWholeHidesNoneThatDoes() throws Exception {
        var first = head(1, people(3_000), 3);
        feed.head("staff", Publisher.wire(first));
        var came = List.copyOf(first.names()).subList(0, 4);
        for (var sha256 : came) {
            feed.bucket("staff", sha256, publisher.packed(sha256));
        }
        for (int version = 2; version <= 4; version++) {
            feed.head("staff", Publisher.wire(head(version, people(3_000), 3)));
        }
        assertEquals(4 + 8, feed.wanted(0).size(), "of the newest and of the one that lacks least");

        for (var sha256 : first.names()) {
            feed.bucket("staff", sha256, publisher.packed(sha256));
        }
        assertEquals(1, registry.published().oldVersion("staff"));

        for (var wanted : feed.wanted(0)) {
            feed.bucket("staff", wanted.sha256(), publisher.packed(wanted.sha256()));
        }
        assertEquals(4, registry.published().oldVersion("staff"));
    }

    /// A stick, or a file of ours, between a head and its last bucket.
    @Test
    void whatIsHeldMayChangeWhileAVersionIsOnItsWay() throws Exception {
        var people = people(3_000);
        deliver(head(1, people, 2));
        people.set(0, publisher.person(people.getFirst().token()));
        feed.head("staff", Publisher.wire(head(3, people, 2)));
        var wanted = feed.wanted(0).iterator().next();
        var other =
                new ListFeed(
                        "hall",
                        new TrustedKeys(List.of(Publisher.KEY.publicText())),
                        registry.published(),
                        registry.denied(),
                        inForce::add);
        deliver(other, head(2, people(3_000), 2));

        assertEquals(
                Outcome.TAKEN,
                feed.bucket("staff", wanted.sha256(), publisher.packed(wanted.sha256())));
        deliver(feed, head(3, people, 2));
        assertEquals(3, registry.published().oldVersion("staff"));
    }

    @Test
    void nothingThatIsUnsignedAlteredOrOfAnotherSiteIsTaken() throws Exception {
        var people = people(10);
        var head = head(1, people, 0);
        var signed = head.signed(Publisher.KEY);
        assertEquals(
                Outcome.NOT_TRUSTED, feed.head("staff", Canonical.bytes(head.signed(STRANGER))));
        assertEquals(
                Outcome.NOT_TRUSTED,
                feed.head("staff", Canonical.bytes(signed.with("version", 2))));
        assertEquals(
                Outcome.NOT_TRUSTED, feed.head("staff", Canonical.bytes(signed.without("sig"))));
        assertEquals(Outcome.NOT_TRUSTED, feed.head("staff", new byte[] {1, 2, 3}));
        assertEquals(
                Outcome.MALFORMED, feed.head("other", Publisher.wire(head)), "by another name");
        assertEquals(Outcome.MALFORMED, feed.head("staff", Publisher.wire(elsewhere(head))));
        assertEquals(Set.of(), feed.wanted(0));

        assertEquals(Outcome.TAKEN, feed.head("staff", Publisher.wire(head)));
        var sha256 = feed.wanted(0).iterator().next().sha256();
        var altered = ListBucket.bytes(people(10));
        assertEquals(Outcome.MALFORMED, feed.bucket("staff", sha256, altered));
        assertEquals(Outcome.OLD, feed.bucket("staff", ListBucket.sha256(altered), altered));
        assertEquals(Outcome.IN_FORCE, feed.bucket("staff", sha256, publisher.packed(sha256)));
    }

    private static ListHead elsewhere(ListHead head) {
        return new ListHead(
                "other-hall",
                head.list(),
                head.type(),
                head.version(),
                head.issued(),
                head.validUntil(),
                head.denyMin(),
                head.entries(),
                head.bits(),
                head.buckets());
    }

    @Test
    void aVersionThatIsHeldOrOnItsWayIsOld() throws Exception {
        var second = head(2, people(10), 0);
        deliver(second);
        assertEquals(Outcome.OLD, feed.head("staff", Publisher.wire(head(1, people(10), 0))));
        assertEquals(Outcome.OLD, feed.head("staff", Publisher.wire(second)));
        assertEquals(Outcome.TAKEN, feed.head("staff", Publisher.wire(head(4, people(10), 0))));
        assertEquals(Outcome.TAKEN, feed.head("staff", Publisher.wire(head(3, people(10), 0))));
        assertEquals(Outcome.OLD, feed.head("staff", Publisher.wire(head(4, people(10), 0))));
    }

    @Test
    void aListWaitsForWhatIsDeniedToBeAsNewAsItWants() throws Exception {
        var people = people(3);
        var head = publisher.head("staff", ListType.PEOPLE, 1, people, 0, 5);
        deliver(head);
        assertEquals(0, registry.published().oldVersion("staff"));

        assertEquals(Outcome.IN_FORCE, denies.deny(deny(4, people.get(0))));
        assertEquals(0, registry.published().oldVersion("staff"));
        assertEquals(Outcome.IN_FORCE, denies.deny(deny(5, people.get(0))));
        feed.tryAgain(0);
        assertEquals(1, registry.published().oldVersion("staff"));
        assertEquals(2, found(people.get(0).token()), "allowed by one, denied by the other");
        assertEquals(Outcome.OLD, denies.deny(deny(5, people.get(1))));
        assertEquals(Outcome.OLD, denies.deny(deny(3, people.get(1))));
    }

    @Test
    void aSignedListThatIsNoneLeavesTheOneInForceAndIsNotTriedForEver() throws Exception {
        var people = people(3);
        deliver(head(1, people, 0));
        var nobody = List.of(Publisher.lost(people.getFirst().token()));
        var head = head(2, nobody, 0);
        feed.head("staff", Publisher.wire(head));
        var sha256 = head.buckets().getFirst().sha256();
        assertEquals(Outcome.MALFORMED, feed.bucket("staff", sha256, publisher.packed(sha256)));
        assertEquals(Set.of(), feed.wanted(0));
        feed.tryAgain(0);
        assertEquals(1, registry.published().oldVersion("staff"));
    }

    // --- a directory ---

    @Test
    void aStickBringsWhatABrokerWould() throws Exception {
        var people = people(3_000);
        var stick = Files.createDirectory(dir.resolve("stick"));
        write(stick, publisher.head("staff", ListType.PEOPLE, 1, people, 2, 1));
        Files.write(stick.resolve("deny.json"), deny(1, people.get(0)));

        assertEquals(List.of(Outcome.IN_FORCE, Outcome.IN_FORCE), from(stick));
        assertEquals(1, found(people.get(1).token()));
        assertEquals(List.of(Outcome.OLD, Outcome.OLD), from(stick));

        people.set(0, publisher.person(people.getFirst().token()));
        var second = head(2, people, 2);
        write(stick, second);
        for (var part : second.buckets()) {
            Files.delete(stick.resolve("staff/bucket/" + part.sha256()));
        }
        assertEquals(List.of(Outcome.OLD, Outcome.TAKEN), from(stick));
        assertEquals(1, registry.published().oldVersion("staff"));
    }

    /// Each for itself, and each is named.
    @Test
    void aListThatCannotBeTakenKeepsNoOtherOut() throws Exception {
        var people = people(3);
        var stick = Files.createDirectory(dir.resolve("stick"));
        write(stick, head(1, people, 0));
        Files.write(stick.resolve("deny.json"), new byte[DenyList.BYTES_MAX + 1]);
        Files.createDirectory(stick.resolve("guests"));
        Files.write(stick.resolve("guests/head.json"), new byte[ListHead.BYTES_MAX + 1]);

        assertEquals(List.of(Outcome.FAILED, Outcome.FAILED, Outcome.IN_FORCE), from(stick));
        assertEquals(1, registry.published().oldVersion("staff"));
    }

    @Test
    void ofWhatIsDeniedAnUnknownKindIsLeftOutAndSaid() throws Exception {
        var people = people(2);
        var ring = ListEntry.of("ring", people.get(0).token(), Json.Obj.EMPTY);
        var lost = Publisher.lost(people.get(1).token());

        assertEquals(Outcome.IN_FORCE_IN_PART, denies.deny(publisher.deny(1, List.of(ring, lost))));

        assertEquals(1, inForce.getFirst().entries());
        assertEquals(1, found(lost.token()));
    }

    private List<Outcome> from(Path stick) throws Exception {
        return ListDirectory.into(stick, Set.of("staff", "guests"), denies, feed).stream()
                .map(ListDirectory.Came::outcome)
                .toList();
    }

    private void write(Path stick, ListHead head) throws Exception {
        var folder = Files.createDirectories(stick.resolve("staff/bucket"));
        for (var part : head.buckets()) {
            Files.write(folder.resolve(part.sha256()), publisher.packed(part.sha256()));
        }
        Files.write(stick.resolve("staff/head.json"), Publisher.wire(head));
    }

    private void deliver(ListHead head) throws Exception {
        deliver(feed, head);
    }

    private void deliver(ListFeed feed, ListHead head) throws Exception {
        feed.head("staff", Publisher.wire(head));
        var seen = new HashSet<ListFeed.Wanted>();
        while (seen.addAll(feed.wanted(0))) {
            for (var wanted : feed.wanted(0)) {
                if (wanted.list().equals("staff")) {
                    feed.bucket("staff", wanted.sha256(), publisher.packed(wanted.sha256()));
                }
            }
        }
    }

    private int found(Token token) throws Exception {
        try (var lists = registry.lists()) {
            return lists.find(CredentialKind.SSC, token).entries().size();
        }
    }

    private List<ListEntry> people(int count) {
        return publisher.people(count);
    }

    private byte[] deny(long version, ListEntry whom) {
        return publisher.deny(version, List.of(Publisher.lost(whom.token())));
    }

    private ListHead head(long version, List<ListEntry> entries, int bits) {
        return publisher.people("staff", version, entries, bits);
    }
}
