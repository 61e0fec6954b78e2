package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Layout;
import onecard.edge.store.registry.PublishedLists.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Operators are looked up as people are, and their roles are their groups.
class OperatorListsTest {

    private static final Token CARD = new Token(7, 7);
    private static final Token PIN = new Token(-7, 7);

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 5);
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private static ListEntry operator(String kind, Token token, Json roles) {
        return ListEntry.of(
                kind,
                token,
                Json.Obj.EMPTY.with("subject", new Token(1, 1).toString()).with("roles", roles));
    }

    private void publish(long version, List<ListEntry> entries) throws Exception {
        var published = registry.published();
        var head = publisher.head("cashiers", ListType.OPERATORS, version, entries, 1, 0);
        for (var sha256 : published.missing(head)) {
            published.shelve("cashiers", sha256, publisher.packed(sha256));
        }
        published.adopt(head, "ed25519:key");
    }

    @Test
    void theirCardsAndPinsAreFoundWithTheirRoles() throws Exception {
        var roles = Json.Arr.ofText(List.of("sell", "void"));
        publish(1, List.of(operator("ssc", CARD, roles), operator("pin", PIN, roles)));

        try (var lists = registry.lists()) {
            var card = lists.find(CredentialKind.SSC, CARD);
            assertEquals(Set.of("sell", "void"), card.entries().getFirst().groups());
            assertEquals("cashiers", card.entries().getFirst().list().name());
            assertEquals(1, lists.find(CredentialKind.PIN, PIN).entries().size());
            assertEquals(List.of(), lists.find(CredentialKind.UID, CARD).entries());
        }
    }

    @Test
    void whoIsNoOperatorAnyMoreIsNotFound() throws Exception {
        var roles = Json.Arr.ofText(List.of("sell"));
        publish(1, List.of(operator("ssc", CARD, roles), operator("pin", PIN, roles)));
        publish(2, List.of(operator("pin", PIN, Json.Arr.ofText(List.of("settle")))));

        try (var lists = registry.lists()) {
            assertEquals(List.of(), lists.find(CredentialKind.SSC, CARD).entries());
            var pin = lists.find(CredentialKind.PIN, PIN).entries().getFirst();
            assertEquals(Set.of("settle"), pin.groups());
        }
    }

    @Test
    void aRoleThatIsNoNameRefusesTheList() {
        var roles = Json.Arr.ofText(List.of("sell;settle"));
        assertThrows(Malformed.class, () -> publish(1, List.of(operator("ssc", CARD, roles))));
    }

    /// Before, nobody looked for operators, and they were kept as they came.
    @Test
    void ofALayoutBeforeTheyComeAnew() throws Exception {
        var roles = Json.Arr.ofText(List.of("sell"));
        publish(3, List.of(operator("ssc", CARD, roles)));
        boolean _ =
                registry.lists.write(
                        connection -> {
                            Layout.run(
                                    connection,
                                    List.of(
                                            "DELETE FROM bucket",
                                            "DELETE FROM rights",
                                            "PRAGMA user_version = 4"));
                            return true;
                        });
        close();
        open();

        assertEquals(List.of(), registry.losses());
        assertEquals(List.of(), registry.held());
        publish(3, List.of(operator("ssc", CARD, roles)));
        try (var lists = registry.lists()) {
            assertEquals(1, lists.find(CredentialKind.SSC, CARD).entries().size());
        }
    }
}
