package onecard.edge.store.registry;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Database;
import onecard.edge.store.registry.PublishedLists.Adoption.InForce;
import onecard.edge.store.registry.PublishedLists.Adoption.Old;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to the files, no list is in force that a later one had replaced, and none
/// without what is denied (I45, I77).
class RegistryLossTest {

    private static final Instant ISSUED = Publisher.ISSUED;
    private static final String KEY = "ed25519:key";

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 13);
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        open(Map.of());
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    private void open(Map<String, Long> reached) throws Exception {
        registry = Registry.open(dir.resolve("registry.db"), reached);
    }

    /// While lists are fetched the device is waited for only when one comes into force.
    @Test
    void aListIsOnTheDeviceBeforeItIsInForce() throws Exception {
        assertEquals(1, synchronous(registry.lists::write), "NORMAL");
        assertEquals(2, synchronous(registry.lists::writeThrough), "FULL");
        assertEquals(1, synchronous(registry.lists::write), "NORMAL");
    }

    private interface Writing {
        long of(RegistryFile.Work<Long> work) throws IOException;
    }

    private static long synchronous(Writing writing) throws IOException {
        return writing.of(connection -> Database.number(connection, "PRAGMA synchronous"));
    }

    /// A list alone would let lost cards in.
    @ParameterizedTest
    @ValueSource(strings = {"damaged", "gone", "empty"})
    void withoutWhatIsDeniedNoListIsInForce(String how) throws Exception {
        publish("staff", 1, publisher.people(3), 0);
        deny(1, List.of());
        close();
        switch (how) {
            case "damaged" -> Files.write(dir.resolve("deny.db"), new byte[8_192]);
            case "gone" -> Files.delete(dir.resolve("deny.db"));
            default -> Files.write(dir.resolve("deny.db"), new byte[0]);
        }
        open();

        assertEquals(List.of(), registry.held());
        assertEquals(
                List.of("registry.db", "deny.db"),
                registry.losses().stream().map(Registry.Loss::file).toList());
        assertEquals(1, registry.reached().get("staff"), "no earlier one comes back");
        restart();
        assertEquals(List.of(), registry.losses(), "told once");
    }

    /// A copy of yesterday, or a file that lost its log.
    @Test
    void whatIsDeniedMustBeAsLateAsTheListsInForceWantIt() throws Exception {
        deny(4, List.of());
        Files.copy(dir.resolve("deny.db"), dir.resolve("yesterday"));
        deny(5, List.of(Publisher.lost(publisher.token())));
        publish("staff", 1, publisher.people(3), 5);
        close();
        Files.copy(dir.resolve("yesterday"), dir.resolve("deny.db"), REPLACE_EXISTING);
        open();

        assertEquals(List.of(), registry.held());
        assertEquals(
                "deny.db: without version 5, now deny.db.damaged-1",
                registry.losses().getLast().text());
    }

    /// Whoever keeps a copy of the registry could else undo a list that took his rights.
    @Test
    void anEarlierRegistryIsSetAsideAndLetsNoEarlierListIn() throws Exception {
        var people = publisher.people(3);
        publish("staff", 6, people, 0);
        close();
        Files.copy(dir.resolve("registry.db"), dir.resolve("yesterday"));
        open();
        publish("staff", 7, people.subList(0, 2), 0);
        var reached = registry.reached();
        assertEquals(Map.of("staff", 7L), reached);
        close();
        Files.copy(dir.resolve("yesterday"), dir.resolve("registry.db"), REPLACE_EXISTING);
        open(reached);

        assertEquals(List.of(), registry.held());
        assertEquals(
                "registry.db: without version 7 of staff, now registry.db.damaged-1",
                registry.losses().getFirst().text());
        var old = publisher.people("staff", 6, people, 0);
        assertInstanceOf(Old.class, registry.published().adopt(old, KEY));
        publish("staff", 7, people.subList(0, 2), 0);
        close();
        open(reached);
        assertEquals(List.of(), registry.losses());
        assertEquals(7, registry.held().getFirst().list().version());
    }

    @Test
    void aLostRegistryIsToldOfAndLetsNoEarlierDenialIn() throws Exception {
        close();
        Files.delete(dir.resolve("registry.db"));
        Files.delete(dir.resolve("deny.db"));
        open(Map.of("staff", 2L, "deny", 9L));

        assertEquals(
                List.of("registry.db: without version 2 of staff", "deny.db: gone"),
                registry.losses().stream().map(Registry.Loss::text).toList());
        var early = new DenyList("hall", 8, ISSUED, Optional.empty(), List.of());
        assertEquals(Optional.empty(), registry.denied().adopt(early, KEY));
        deny(9, List.of());
        close();
        open(Map.of("staff", 2L, "deny", 9L));
        assertEquals(List.of(), registry.losses());
    }

    /// Local lists in it can only be brought in again by hand.
    @Test
    void aRegistryOfAnotherLayoutIsSetAsideAndSaysSo() throws Exception {
        registry.lists.write(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute("PRAGMA user_version = 1");
                    }
                });
        restart();
        assertEquals(
                List.of("registry.db: of another layout, now registry.db.damaged-1"),
                registry.losses().stream().map(Registry.Loss::text).toList());
        restart();
        assertEquals(List.of(), registry.losses());
    }

    /// SQLite ends a transaction by itself when it finds no room, unlike any other.
    @Test
    void onceThereIsRoomAgainListsComeInAsEver() throws Exception {
        assertThrows(
                IOException.class,
                () ->
                        registry.lists.writeThrough(
                                connection ->
                                        run(
                                                connection,
                                                "PRAGMA max_page_count = 1",
                                                "INSERT INTO shelf VALUES(1, '', zeroblob(9999999))")));
        long _ =
                registry.lists.write(
                        connection -> run(connection, "PRAGMA max_page_count = 99999"));

        publish("staff", 1, publisher.people(3), 0);
        assertEquals(1, synchronous(registry.lists::write), "NORMAL");
        restart();
        assertEquals(1, registry.held().size());
    }

    private static long run(Connection connection, String... commands) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
        return 0;
    }

    /// The watchdog would else find a device that took long in nobody's way but its own.
    @Test
    void aTransactionThatEndsIsProgress() throws Exception {
        long before = registry.progressNanos();
        var _ = registry.lists.write(_ -> 0L);
        assertTrue(registry.progressNanos() - before > 0);
    }

    private void deny(long version, List<ListEntry> entries) throws IOException {
        var list = new DenyList("hall", version, ISSUED, Optional.empty(), entries);
        assertTrue(registry.denied().adopt(list, KEY).isPresent());
    }

    private void publish(String list, long version, List<ListEntry> people, long denyMin)
            throws IOException {
        var head = publisher.head(list, ListType.PEOPLE, version, people, 0, denyMin);
        for (var sha256 : registry.published().missing(head)) {
            registry.published().shelve(list, sha256, publisher.bucket(sha256));
        }
        assertInstanceOf(InForce.class, registry.published().adopt(head, KEY));
    }
}
