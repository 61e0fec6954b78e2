package onecard.edge.state;

import static onecard.edge.lists.ListType.PEOPLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.Publisher;
import onecard.edge.store.registry.Registry;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a broker is asked for: no more than heads and what they lack, and again until it comes.
class ListDeskTest {

    private static final Topics TOPICS = new Topics("hall", "north");
    private static final long SECOND = 1_000_000_000;

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 5);
    private Registry registry;
    private ListDesk desk;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
        desk = desk();
    }

    /// Of a run that begins.
    private ListDesk desk() {
        var keys = new TrustedKeys(List.of(Publisher.KEY.publicText()));
        var feed = new ListFeed("hall", keys, registry.published(), registry.denied(), _ -> {});
        return new ListDesk(TOPICS, Set.of("staff", "guests"), feed);
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @Test
    void onlyHeadsAndWhatTheyLackAreWanted() throws Exception {
        var heads = Set.of(TOPICS.listHead("staff"), TOPICS.listHead("guests"));
        assertEquals(heads, desk.topics());

        var head = publisher.people("staff", 1, publisher.people(3_000), 1);
        take(TOPICS.listHead("staff"), Publisher.wire(head));

        var wanted = new HashSet<>(heads);
        wanted.addAll(buckets(head));
        assertEquals(wanted, desk.topics());
        for (var sha256 : head.names()) {
            take(TOPICS.listBucket("staff", sha256), publisher.packed(sha256));
        }
        assertEquals(heads, desk.topics());
        assertEquals(1, registry.published().oldVersion("staff"));
    }

    @Test
    void whatDoesNotComeIsAskedForAgain() throws Exception {
        var head = publisher.people("staff", 1, publisher.people(3_000), 1);
        take(TOPICS.listHead("staff"), Publisher.wire(head));
        assertEquals(Set.of(), desk.look(9 * SECOND));
        assertEquals(buckets(head), desk.look(10 * SECOND));
        assertEquals(Set.of(), desk.look(11 * SECOND), "not all the time");
        assertEquals(buckets(head), desk.look(20 * SECOND));
    }

    /// At a broker that has none of them it comes when its publisher says it again.
    @Test
    void whatHasNoTurnAnyMoreIsStillListenedFor() throws Exception {
        var head = publisher.people("staff", 1, publisher.people(3_000), 5);
        take(TOPICS.listHead("staff"), Publisher.wire(head));
        assertEquals(2 + 16, desk.topics().size(), "no more at once");
        assertEquals(Set.of(), desk.look(10 * SECOND));
        assertTrue(desk.topics().containsAll(buckets(head)));
        assertEquals(16, desk.look(20 * SECOND).size(), "their turn once more");

        for (var sha256 : head.names()) {
            take(TOPICS.listBucket("staff", sha256), publisher.packed(sha256));
        }
        assertEquals(1, registry.published().oldVersion("staff"));
        assertEquals(2, desk.topics().size());
    }

    /// All that is listened for is asked for at each connection.
    @Test
    void soManyAreListenedForAndEachHasItsTurn() throws Exception {
        var head = publisher.people("staff", 1, publisher.people(3_000), 9);
        take(TOPICS.listHead("staff"), Publisher.wire(head));
        var listenedFor = new HashSet<>(desk.topics());
        for (int turn = 1; !listenedFor.containsAll(buckets(head)); turn++) {
            assertTrue(turn < 512 / 16, "each turn brings others");
            var _ = desk.look(turn * 10 * SECOND);
            listenedFor.addAll(desk.topics());
            assertTrue(desk.topics().size() <= 2 + ListDesk.LISTENED_FOR_MAX);
        }

        var waiting = new HashSet<>(buckets(head));
        while (!waiting.isEmpty()) {
            var heard = new HashSet<>(desk.topics());
            heard.retainAll(waiting);
            assertFalse(heard.isEmpty(), "those whose turn it is are listened for");
            for (var topic : heard) {
                take(topic, publisher.packed(topic.substring(topic.lastIndexOf('/') + 1)));
            }
            waiting.removeAll(heard);
        }
        assertEquals(1, registry.published().oldVersion("staff"));
    }

    /// Whatever it waits for: to be looked at, or for what is denied to be as new as it wants.
    @ParameterizedTest
    @ValueSource(longs = {0, 5})
    void aVersionThatWaitsWhenItsRunIsGivenUpIsLeftToTheNext(long denyMin) throws Exception {
        var head = publisher.head("staff", PEOPLE, 1, publisher.people(10), 0, denyMin);
        var believed = new AtomicBoolean(true);
        var nanos = new AtomicLong();
        var first = new Intake("lists", desk, nanos::get, new Metrics(), believed::get);
        if (denyMin > 0) {
            arrive(first, head);
            first.turns();
            var deny = new DenyList("hall", denyMin, Publisher.ISSUED, Optional.empty(), List.of());
            assertTrue(registry.denied().adopt(deny, "key").isPresent());
        }
        arrive(first, head);
        believed.set(false);
        nanos.addAndGet(SECOND);
        first.turns();
        assertEquals(0, registry.published().oldVersion("staff"));

        var next = new Intake("lists", desk(), nanos::get, new Metrics(), () -> true);
        arrive(next, head);
        next.turns();
        assertEquals(1, registry.published().oldVersion("staff"));
    }

    private void arrive(Intake intake, ListHead head) {
        assertTrue(
                intake.arrived(new Arrived(TOPICS.listHead("staff"), Publisher.wire(head), true)));
        for (var sha256 : head.names()) {
            var topic = TOPICS.listBucket("staff", sha256);
            assertTrue(intake.arrived(new Arrived(topic, publisher.packed(sha256), true)));
        }
    }

    private static Set<String> buckets(ListHead head) {
        var topics = new HashSet<String>();
        head.names().forEach(sha256 -> topics.add(TOPICS.listBucket("staff", sha256)));
        return topics;
    }

    private void take(String topic, byte[] payload) throws Exception {
        var _ = desk.take(new Arrived(topic, payload, true), 0);
    }
}
