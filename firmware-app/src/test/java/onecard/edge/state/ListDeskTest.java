package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Registry;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        var keys = new TrustedKeys(List.of(Publisher.KEY.publicText()));
        var feed = new ListFeed("hall", keys, registry.published(), registry.denied(), _ -> {});
        desk = new ListDesk(TOPICS, Set.of("staff", "guests"), feed);
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

    @Test
    void whatHasNoTurnAnyMoreIsGivenBackInstead() throws Exception {
        var head = publisher.people("staff", 1, publisher.people(3_000), 5);
        take(TOPICS.listHead("staff"), Publisher.wire(head));
        var first = desk.topics();
        assertEquals(Set.of(), desk.look(10 * SECOND));
        assertFalse(first.equals(desk.topics()));
        assertTrue(desk.topics().contains(TOPICS.listHead("staff")));
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
