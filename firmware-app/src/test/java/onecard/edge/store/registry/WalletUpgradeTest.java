package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Database;
import onecard.edge.store.Layout;
import onecard.edge.store.registry.PublishedLists.Adoption.InForce;
import onecard.edge.store.registry.PublishedLists.Adoption.Old;
import onecard.money.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// A device that was updated sells on what it held before, without a host (I45).
class WalletUpgradeTest {

    private static final String LIST = "canteen";
    private static final String DEVICE = "till-1";
    private static final String KEY = "ed25519:key";
    private static final int BITS = 2;

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 6);
    private final Random random = new Random(6);
    private final List<List<ListEntry>> people = new ArrayList<>();
    private final List<ListEntry> staff = publisher.people(50);
    private ListHead head;

    /// As the last layout had it: the buckets as they came, and nothing else of accounts.
    @BeforeEach
    void beforeTheUpdate() throws Exception {
        for (int i = 0; i < 500; i++) {
            var person = new Token(random.nextLong(), random.nextLong());
            people.add(SlowAccounts.entries(person, random));
        }
        head = head(5);
        try (var registry = open()) {
            publish(registry, head);
            publish(registry, publisher.people("staff", 3, staff, 0));
        }
        try (var connection = connection()) {
            Layout.run(
                    connection,
                    List.of(
                            "DROP TABLE wallet",
                            "UPDATE list SET bits = " + BITS + " WHERE name = '" + LIST + "'",
                            "PRAGMA user_version = 3"));
            try (var fill =
                    connection.prepareStatement("UPDATE part SET content = ? WHERE sha256 = ?")) {
                for (var part : head.buckets()) {
                    fill.setBytes(1, publisher.packed(part.sha256()));
                    fill.setString(2, part.sha256());
                    fill.executeUpdate();
                }
            }
        }
    }

    @Test
    void everyBalanceIsAsItWas() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (var registry = open()) {
                assertEquals(List.of(), registry.losses());
                assertSaid(registry, 5);
                assertPass(registry);
            }
        }
        try (var connection = connection()) {
            var twice = "SELECT count(*) FROM part WHERE content IS NOT NULL";
            assertEquals(0, Database.number(connection, twice), "what rows say is kept once");
        }
    }

    @Test
    void fromTheLayoutBeforeThatItIsBroughtUpInOneGo() throws Exception {
        try (var connection = connection()) {
            Layout.run(
                    connection,
                    List.of("ALTER TABLE list DROP COLUMN deny_min", "PRAGMA user_version = 2"));
        }
        try (var registry = open()) {
            assertEquals(List.of(), registry.losses());
            assertSaid(registry, 5);
        }
    }

    @Test
    void theNextVersionNeedsWhatHasChangedAlone() throws Exception {
        var changed = people.get(7).getFirst().token();
        people.set(7, SlowAccounts.entries(changed, random));
        var next = head(6);
        try (var registry = open()) {
            assertEquals(new Old(), registry.published().adopt(head, KEY));
            int number = ListBucket.number(changed, BITS);
            var missing = registry.published().missing(next);
            assertTrue(Set.of(next.buckets().get(number).sha256()).containsAll(missing));
            publish(registry, next);
            assertSaid(registry, 6);
        }
    }

    /// Nothing is sold on it until the same version comes once more; everything else is in force.
    @Test
    void aListWithADamagedBucketAloneIsGivenUp() throws Exception {
        try (var connection = connection()) {
            Layout.run(
                    connection,
                    List.of(
                            "UPDATE part SET content = CAST(substr(content, 1, 40) || x'00' ||"
                                    + " substr(content, 42) AS BLOB) WHERE sha256 = '"
                                    + head.buckets().get(1).sha256()
                                    + "'"));
        }
        try (var registry = open()) {
            assertEquals(List.of(), registry.losses());
            var accounts = accounts(registry);
            for (var person : people) {
                assertEquals(Optional.empty(), accounts.of(person.getFirst().token()));
            }
            assertPass(registry);
            assertEquals(Map.of(LIST, 5L, "staff", 3L), registry.reached());
            assertEquals(new Old(), registry.published().adopt(head(4), KEY), "never goes back");

            publish(registry, head);
            assertSaid(registry, 5);
        }
    }

    /// Cut short, it is as it was, and the next start brings it up.
    @Test
    void allOfItOrNothing() throws Exception {
        var file = dir.resolve("registry.db");
        var cutShort =
                new Layout(
                        4,
                        SynchronousMode.NORMAL,
                        List.of(),
                        List.of(
                                connection -> {
                                    WalletUpgrade.run(connection);
                                    Layout.run(
                                            connection,
                                            List.of(
                                                    "PRAGMA max_page_count = 1",
                                                    "INSERT INTO shelf VALUES(1, '',"
                                                            + " zeroblob(9999999))"));
                                }));
        assertThrows(SQLException.class, () -> cutShort.unfit(file));
        try (var connection = connection()) {
            assertEquals(3, Database.number(connection, "PRAGMA user_version"));
            var made = "SELECT count(*) FROM sqlite_schema WHERE name = 'wallet'";
            assertEquals(0, Database.number(connection, made));
        }

        everyBalanceIsAsItWas();
    }

    private void assertSaid(Registry registry, long version) {
        var accounts = accounts(registry);
        for (var person : people) {
            var said = accounts.of(person.getFirst().token());
            assertEquals(
                    SlowAccounts.said(person, DEVICE),
                    said.map(Statement::balances).orElse(Map.of()));
            said.ifPresent(it -> assertEquals(version, it.list().version()));
        }
    }

    private void assertPass(Registry registry) throws IOException {
        try (var lists = registry.lists()) {
            for (var person : staff) {
                assertEquals(1, lists.find(CredentialKind.SSC, person.token()).entries().size());
            }
        }
    }

    private static Accounts accounts(Registry registry) {
        return new Accounts(
                () -> {
                    try {
                        return registry.published().wallets();
                    } catch (IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                LIST,
                DEVICE);
    }

    private ListHead head(long version) {
        var all = people.stream().flatMap(List::stream).toList();
        return publisher.head(LIST, ListType.WALLETS, version, all, BITS, 0);
    }

    private void publish(Registry registry, ListHead next) throws IOException {
        var published = registry.published();
        for (var sha256 : published.missing(next)) {
            published.shelve(next.list(), sha256, publisher.packed(sha256));
        }
        assertTrue(published.adopt(next, KEY) instanceof InForce);
        published.keepOnShelf(next.list(), Set.of());
    }

    private Registry open() throws IOException {
        return Registry.open(dir.resolve("registry.db"));
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("registry.db"));
    }
}
