package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.site.SiteFile;
import onecard.edge.store.registry.PublishedLists;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.registry.WholeList;
import onecard.money.Cost;
import onecard.money.Cost.Per;
import onecard.money.Fen;
import onecard.money.PriceTable;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a till sells by is told to the edge loop as it is in force, at the start and when it is
/// another.
class HeldListsTest {

    private static final Instant NOW = Publisher.ISSUED.plusSeconds(60);

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("bench", 5);
    private final List<Stimulus> told = new ArrayList<>();
    private Registry registry;
    private PublishedLists published;
    private HeldLists lists;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
        published = registry.published();
        lists = new HeldLists(site(), published, told::add);
    }

    @AfterEach
    void close() throws Exception {
        lists.close();
        registry.close();
    }

    private static SiteProfile site() throws IOException {
        var file = Path.of("..", "profiles", "examples", "bench-prices.yaml");
        return ((SiteFile.Read.Good) SiteFile.read(Files.readString(file))).profile();
    }

    @Test
    void atTheStartItIsToldOfEachAsItStands() throws Exception {
        lists.tell();
        assertEquals(Optional.empty(), last());

        publish(1, price("2", 800));
        lists.tell();
        assertEquals(1, last().orElseThrow().list().version());
        assertEquals(2, told.size());
    }

    @Test
    void anotherVersionIsToldByWhoeverBroughtItAndNoOtherListIs() throws Exception {
        publish(1, price("2", 800));
        lists.changed("demo");
        assertEquals(List.of(), told);

        lists.changed("dishes");
        assertEquals(Map.of("2", new Cost(new Fen(800), Per.PIECE)), costs());
        publish(2, price("2", 900));
        lists.changed("dishes");
        assertEquals(Map.of("2", new Cost(new Fen(900), Per.PIECE)), costs());
    }

    /// A registry that cannot be read at one look holds the same list at the next.
    @Test
    void whatCouldNotBeReadOnceIsLookedAtAgain() throws Exception {
        publish(1, price("2", 800));
        lists.changed("dishes");
        registry.close(); // another one writes now
        long count = switches("SELECT count FROM switched");
        switches("DELETE FROM switched RETURNING 0");
        lists.changed("dishes");
        assertEquals(Optional.empty(), last());
        lists.due(0);
        assertEquals(Optional.empty(), last());

        switches("INSERT INTO switched(id, count) VALUES(1, " + (count + 1) + ") RETURNING 0");
        told.clear();
        lists.due(HeldLists.AGAIN_NANOS - 1);
        assertEquals(List.of(), told);
        lists.due(HeldLists.AGAIN_NANOS);
        assertEquals(1, last().orElseThrow().list().version());
        lists.due(2 * HeldLists.AGAIN_NANOS);
        assertEquals(1, told.size(), "what was read is not looked at again");
    }

    @Test
    void aChangeOfAnotherListLooksAgainAtOnce() throws Exception {
        publish(1, price("2", 800));
        registry.close(); // another one writes now
        long count = switches("SELECT count FROM switched");
        switches("DELETE FROM switched RETURNING 0");
        lists.changed("dishes");
        switches("INSERT INTO switched(id, count) VALUES(1, " + count + ") RETURNING 0");
        lists.changed("demo");
        assertEquals(1, last().orElseThrow().list().version());
    }

    private long switches(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("registry.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Test
    void oneThatIsTooLongIsNotHeld() throws Exception {
        publish(1, price("2", 800));
        lists.changed("dishes");
        assertTrue(last().isPresent());

        var many = new ListEntry[WholeList.ENTRIES_MAX + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = price(Integer.toString(i), 1 + i);
        }
        publish(2, many);
        lists.changed("dishes");
        assertEquals(Optional.empty(), last());
    }

    /// A guess would be somebody's money.
    @Test
    void whatNobodyUnderstandsIsNotSoldAndTheRestIs() throws Exception {
        publish(
                1,
                price("2", 800),
                price("3", 0),
                price("4", 10_000_000),
                with(price("5", 800), "per", "litre"),
                with(price("6", 800), "from", "tomorrow"),
                with(price("7", 800), "until", "1 May"),
                ListEntry.of("item", token("8"), Json.Obj.EMPTY.with("item", "8")),
                price("9", 800),
                with(price("9", 900), "per", "piece"),
                with(price("10", 450), "per", "100g"),
                ListEntry.of("item", token("11"), Json.Obj.EMPTY.with("price_fen", 100)),
                ListEntry.of(
                        "order",
                        token("12"),
                        Json.Obj.EMPTY.with("item", "12").with("price_fen", 100)));
        lists.changed("dishes");

        assertEquals(
                Map.of(
                        "2", new Cost(new Fen(800), Per.PIECE),
                        "10", new Cost(new Fen(450), Per.HUNDRED_GRAMS)),
                costs());
        assertEquals(Set.of("3", "4", "5", "6", "7", "8", "9"), last().orElseThrow().unclear());
    }

    @Test
    void aPriceHasItsTime() throws Exception {
        publish(
                1,
                price("2", 800),
                with(
                        with(price("2", 600), "from", NOW.plusSeconds(60).toString()),
                        "until",
                        NOW.plusSeconds(120).toString()));
        lists.changed("dishes");

        var table = last().orElseThrow();
        for (var second : Map.of(59, 800L, 60, 600L, 119, 600L, 120, 800L).entrySet()) {
            var costs = table.at(NOW.plusSeconds(second.getKey())).tariff().orElseThrow().costs();
            assertEquals(
                    Optional.of(second.getValue()),
                    Optional.ofNullable(costs.get("2")).map(cost -> cost.fen().fen()));
        }
    }

    // --- small steps ---

    private static ListEntry price(String item, long fen) {
        return ListEntry.of(
                "item",
                token(item),
                Json.Obj.EMPTY.with("item", item).with("name", "dish").with("price_fen", fen));
    }

    private static Token token(String item) {
        return new Token(item.hashCode() * 0x9E37_79B9_7F4A_7C15L, item.hashCode());
    }

    private static ListEntry with(ListEntry entry, String member, String text) {
        return ListEntry.of(entry.kind(), entry.token(), entry.json().with(member, text));
    }

    private void publish(long version, ListEntry... entries) throws IOException {
        var head = publisher.head("dishes", ListType.PRICES, version, Arrays.asList(entries), 5, 0);
        for (var sha256 : published.missing(head)) {
            published.shelve("dishes", sha256, publisher.packed(sha256));
        }
        published.adopt(head, "ed25519:key");
    }

    private Optional<PriceTable> last() {
        return ((Stimulus.Sells.ByPrices) told.getLast()).table();
    }

    private Map<String, Cost> costs() {
        return last().orElseThrow().at(NOW).tariff().orElseThrow().costs();
    }
}
