package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.registry.PublishedLists.Adoption.InForce;
import onecard.money.Preorders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts of a list is what its version in force says, at each look: here of orders.
class HeldListTest {

    private static final String LIST = "orders";
    private static final Token SHE = new Token(1, 1);

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 5);
    private Registry registry;
    private WholeList list;
    private HeldList<Preorders> orders;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
        list = registry.published().whole(LIST, ListType.ORDERS);
        orders = new HeldList<>(LIST, list, OrderRows::orders);
    }

    @AfterEach
    void close() throws Exception {
        orders.close();
        registry.close();
    }

    @Test
    void theyAreThoseOfTheVersionThatWasLookedAtAndUnderstoodOnce() throws Exception {
        orders.look();
        assertEquals(Optional.empty(), orders.now());

        publish(1, order(SHE, 1), order(SHE, 2), order(new Token(2, 2), 3));
        assertEquals(Optional.empty(), orders.now(), "nobody who taps reads it");
        orders.look();
        var first = orders.now().orElseThrow();
        assertEquals(1, first.list().version());
        assertEquals(2, first.of(SHE).size());
        assertTrue(first.order(new Token(7, 3)).isPresent());
        orders.look();
        assertSame(first, orders.now().orElseThrow());

        publish(2, order(SHE, 2));
        orders.look();
        var second = orders.now().orElseThrow();
        assertEquals(2, second.list().version());
        assertEquals(Optional.empty(), second.order(new Token(7, 1)), "it was called off");
    }

    /// What was in force before is over, and what is cannot be told.
    @Test
    void whatCannotBeReadAnyMoreIsAsIfItWereNotHeld() throws Exception {
        publish(1, order(SHE, 1));
        orders.look();
        assertTrue(orders.now().isPresent());

        list.close();
        orders.look();
        assertEquals(Optional.empty(), orders.now());
    }

    @Test
    void whatIsNotUnderstoodIsNoneAndTheOthersCount() throws Exception {
        var odd = Json.Obj.EMPTY.with("order", new Token(7, 4).toString());
        publish(
                1,
                order(SHE, 1),
                ListEntry.of("subject", SHE, odd),
                // One order of two people.
                order(SHE, 5),
                order(new Token(2, 2), 5));

        orders.look();
        var held = orders.now().orElseThrow();
        assertEquals(1, held.size());
        assertTrue(held.order(new Token(7, 1)).isPresent());
    }

    private static ListEntry order(Token diner, long number) {
        return ListEntry.of(
                "subject",
                diner,
                Json.Obj.EMPTY
                        .with("order", new Token(7, number).toString())
                        .with("canteen", "north")
                        .with("meal", "lunch")
                        .with("amount_fen", 1_800)
                        .with("from", "2026-11-28T03:00:00Z")
                        .with("until", "2026-11-28T05:00:00Z"));
    }

    private void publish(long version, ListEntry... entries) throws IOException {
        ListHead head = publisher.head(LIST, ListType.ORDERS, version, List.of(entries), 1, 0);
        var published = registry.published();
        for (var sha256 : published.missing(head)) {
            published.shelve(head.list(), sha256, publisher.packed(sha256));
        }
        assertTrue(published.adopt(head, "ed25519:key") instanceof InForce);
        published.keepOnShelf(head.list(), Set.of());
    }
}
