package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Layout;
import onecard.edge.store.registry.PublishedLists.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plates are looked up as people are, whichever type of list they stand in.
class PlateListsTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");
    private static final Token PLATE = new Token(7, 7);
    private static final Token OTHER = new Token(-7, 7);
    private static final Token OWNER = new Token(1, 1);

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 5);
    private final Tokens tokens = new Tokens(new byte[32]);
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private static ListEntry plate(Token token, Json.Obj more) {
        return ListEntry.of("plate", token, more.with("subject", OWNER.toString()));
    }

    private void publish(long version, List<ListEntry> entries) throws Exception {
        var published = registry.published();
        var head = publisher.head("cars", ListType.PLATES, version, entries, 1, 0);
        for (var sha256 : published.missing(head)) {
            published.shelve("cars", sha256, publisher.packed(sha256));
        }
        published.adopt(head, "ed25519:key");
    }

    private List<Entry> find(CredentialKind kind, Token token) throws Exception {
        try (var lists = registry.lists()) {
            return lists.find(kind, token).entries();
        }
    }

    @Test
    void aPublishedPlateIsFoundWithAllItsRights() throws Exception {
        var rights =
                Json.Obj.EMPTY
                        .with("class", "car")
                        .with("groups", Json.Arr.ofText(List.of("staff")))
                        .with("schedule", "office")
                        .with("from", "2025-12-31T16:00:00Z")
                        .with("until", "2026-12-31T16:00:00Z");
        publish(1, List.of(plate(PLATE, rights), plate(OTHER, rights.with("deny", true))));

        var entry = find(CredentialKind.PLATE, PLATE).getFirst();
        assertEquals("cars", entry.list().name());
        assertEquals(OWNER, entry.subject());
        assertEquals(Set.of("staff"), entry.groups());
        assertEquals(Optional.of("office"), entry.schedule());
        assertEquals(Optional.of(Instant.parse("2025-12-31T16:00:00Z")), entry.from());
        assertEquals(Optional.of(Instant.parse("2026-12-31T16:00:00Z")), entry.until());
        assertEquals(false, entry.deny());
        assertTrue(find(CredentialKind.PLATE, OTHER).getFirst().deny());
        assertEquals(List.of(), find(CredentialKind.UID, PLATE));
    }

    @Test
    void aPlateThatLeftTheListIsNotFound() throws Exception {
        publish(1, List.of(plate(PLATE, Json.Obj.EMPTY), plate(OTHER, Json.Obj.EMPTY)));
        publish(2, List.of(plate(OTHER, Json.Obj.EMPTY)));

        assertEquals(List.of(), find(CredentialKind.PLATE, PLATE));
        assertEquals(1, find(CredentialKind.PLATE, OTHER).size());
    }

    @Test
    void aGroupThatIsNoNameRefusesTheList() {
        var rights = Json.Obj.EMPTY.with("groups", Json.Arr.ofText(List.of("staff;all")));
        assertThrows(Malformed.class, () -> publish(1, List.of(plate(PLATE, rights))));
    }

    /// Before, nobody looked for plates, and they were kept as they came.
    @Test
    void ofALayoutBeforeTheyComeAnew() throws Exception {
        publish(3, List.of(plate(PLATE, Json.Obj.EMPTY)));
        boolean _ =
                registry.lists.write(
                        connection -> {
                            Layout.run(
                                    connection,
                                    List.of(
                                            "DELETE FROM bucket",
                                            "DELETE FROM rights",
                                            "PRAGMA user_version = 5"));
                            return true;
                        });
        close();
        open();

        assertEquals(List.of(), registry.losses());
        assertEquals(List.of(), registry.held());
        publish(3, List.of(plate(PLATE, Json.Obj.EMPTY)));
        assertEquals(1, find(CredentialKind.PLATE, PLATE).size());
    }

    // --- from CSV ---

    private ListImport.Result imports(String csv) throws Exception {
        var file = dir.resolve("cars.csv");
        Files.writeString(file, csv);
        return new ListImport(registry, tokens, ZONE, dir).run(file, "cars", false, NOW);
    }

    private Token token(String plate) {
        return Token.of(tokens.bytes("plate", plate));
    }

    @Test
    void aFileOfPlatesIsOneByItsHeader() throws Exception {
        var done =
                imports(
                        """
                        \uFEFFplate,subject,class,groups,valid_from,valid_until,schedule,deny
                        皖P12345,ann,car,staff;guests,2026-01-01,2026-12-31,office,
                        皖PD12345,bob,,,,,,1
                        """);
        assertEquals(2, assertInstanceOf(ListImport.Result.Imported.class, done).entries());
        var entry = find(CredentialKind.PLATE, token("皖P12345")).getFirst();
        assertEquals(Token.of(tokens.bytes("subject", "ann")), entry.subject());
        assertEquals(Set.of("staff", "guests"), entry.groups());
        assertEquals(Optional.of("office"), entry.schedule());
        assertEquals(Optional.of(Instant.parse("2026-12-31T16:00:00Z")), entry.until());
        assertTrue(find(CredentialKind.PLATE, token("皖PD12345")).getFirst().deny());
    }

    @Test
    void peopleMayHavePlatesAsBefore() throws Exception {
        var done =
                imports(
                        """
                        kind,id,subject,groups,valid_from,valid_until,schedule,deny
                        plate,皖P12345,ann,staff,,,,
                        """);
        assertInstanceOf(ListImport.Result.Imported.class, done);
        assertEquals(1, find(CredentialKind.PLATE, token("皖P12345")).size());
    }

    @Test
    void whatIsWrongIsNamedByItsPlaceInTheFile() throws Exception {
        var done =
                imports(
                        """
                        plate,subject,class,groups,valid_from,valid_until,schedule,deny
                        皖P·12345,ann,car,,,,,
                        皖P12345,,car,,,,,
                        皖P12345,ann,Car!,,,,,
                        皖P12345,ann,car,Staff!,,,,
                        皖P12345,ann,car,,soon,,,
                        皖P12345,ann,car,,,later,,
                        皖P12345,ann,car,,,,Office!,
                        皖P12345,ann,car,,,,,yes
                        皖P12345,ann,car
                        """);
        var refused = assertInstanceOf(ListImport.Result.Refused.class, done);
        assertEquals(
                List.of("2:1", "3:9", "4:13", "5:17", "6:18", "7:19", "8:20", "9:21", "10:1"),
                refused.problems().stream().map(row -> row.line() + ":" + row.column()).toList());
        assertEquals(List.of(), registry.held());
    }
}
