package onecard.edge.store.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.BadRow;
import onecard.edge.lists.EntryRows;
import onecard.edge.lists.ListColumns;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.money.Preorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists that are made while the site's key is rolled are good at devices that are rolled and at
/// those that are not yet, and say who is who; a list of either key alone goes on deciding.
class RolledListsTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String ANN = "342500d1560000050000000000000001";

    private static final Tokens WAS = new Tokens(key(1));
    private static final Tokens IS = new Tokens(key(2));
    private static final Tokens BOTH = new Tokens(key(2), Optional.of(WAS));

    @TempDir Path dir;

    private static byte[] key(int of) {
        var key = new byte[32];
        Arrays.fill(key, (byte) of);
        return key;
    }

    private static Token token(Tokens key, String kind, String id) {
        return Token.of(key.of(kind, id));
    }

    private static Renamed renamed(String kind, String id) {
        return Tokens.renamed(BOTH, kind, id);
    }

    private static WholeList.Said said(ListType type, String csv, Tokens tokens)
            throws IOException {
        var version = new ListVersion("list", 1, Instant.EPOCH, Optional.empty());
        return new WholeList.Said(version, entries(ListColumns.of(type), csv, tokens));
    }

    private static List<ListEntry> entries(ListColumns columns, String csv, Tokens tokens)
            throws IOException {
        var problems = new ArrayList<BadRow>();
        var in = new ByteArrayInputStream(csv.getBytes(UTF_8));
        var entries = new EntryRows(columns, tokens, ZONE).entries(in, 100, problems);
        assertEquals(List.of(), problems);
        return entries;
    }

    private static Set<Token> tokens(List<ListEntry> entries) {
        return entries.stream().map(ListEntry::token).collect(Collectors.toSet());
    }

    // --- who stands there under either key ---

    @Test
    void everybodyStandsThereUnderEitherKey() throws IOException {
        var people = "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n";
        var ann = "ssc,%s,p-0001,staff,,,,\npin,271828,p-0001,staff,,,,\n".formatted(ANN);
        var all = entries(ListColumns.of(ListType.PEOPLE), people + ann, BOTH);
        assertEquals(
                Set.copyOf(entries(ListColumns.of(ListType.PEOPLE), people + ann, WAS)),
                all.stream()
                        .filter(it -> !entriesOfIs(people + ann).contains(it))
                        .collect(Collectors.toSet()));
        assertTrue(all.containsAll(entriesOfIs(people + ann)));
        assertEquals(4, all.size());

        var lost = "kind,id,from,reason\nssc,%s,,\n".formatted(ANN);
        var denied = entries(ListColumns.ofDenied(), lost, BOTH);
        assertEquals(Set.of(token(WAS, "ssc", ANN), token(IS, "ssc", ANN)), tokens(denied));
    }

    private static List<ListEntry> entriesOfIs(String csv) {
        try {
            return entries(ListColumns.of(ListType.PEOPLE), csv, IS);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void whatIsNoPersonsIsThereOnce() throws IOException {
        var csv = "item,name,price_fen,per,valid_from,valid_until\nrice,Rice,100,,,\n";
        assertEquals(
                entries(ListColumns.of(ListType.PRICES), csv, IS),
                entries(ListColumns.of(ListType.PRICES), csv, BOTH));
    }

    // --- one look-up under both ---

    /// A list of before, one of both and one of the present key alone each decide; what denies does
    /// under either token, and of one list nobody counts twice.
    @Test
    void aListOfEitherKeyDecides() throws Exception {
        var known = renamed("ssc", ANN);
        for (var key : List.of(WAS, BOTH, IS)) {
            try (var registry = Registry.open(dir.resolve(key.hashCode() + ".db"));
                    var lists = registry.lists()) {
                imports(registry, "staff", key, "");
                imports(registry, "blocked", key, "1");
                var found = lists.find(CredentialKind.SSC, token(IS, "ssc", ANN), known);
                assertEquals(
                        Set.of("staff", "blocked"),
                        found.entries().stream()
                                .map(entry -> entry.list().name())
                                .collect(Collectors.toSet()));
                assertTrue(found.entries().stream().anyMatch(Entry::deny));
                assertEquals(1, found.entries().stream().map(Entry::subject).distinct().count());
                assertEquals(1, found.entries().stream().filter(it -> !it.deny()).count());
                var person = key == WAS ? WAS : IS;
                assertEquals(
                        token(person, "subject", "p-0001"), found.entries().getFirst().subject());
                assertEquals(
                        key == BOTH ? renamed("subject", "p-0001") : Renamed.NOTHING,
                        found.renamed());
            }
        }
    }

    private void imports(Registry registry, String list, Tokens key, String deny)
            throws IOException {
        var csv =
                Files.writeString(
                        dir.resolve(list + ".csv"),
                        "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n"
                                + "ssc,%s,p-0001,staff,,,,%s\n".formatted(ANN, deny));
        var _ =
                new ListImport(registry, key, ZONE, dir)
                        .run(csv, list, false, Instant.parse("2031-03-03T00:00:00Z"));
    }

    // --- what is remembered whole ---

    private static final String PASSES =
            """
            kind,id,pass,host,points,groups,valid_from,valid_until,entries,exits,escort,card
            uid,04a1b2c3,v-1,p-0009,gate-1,,,2031-03-04,2,,,1
            """;

    @Test
    void aListOfPassesSaysWhatTheyWereAtDevicesOfEitherKey() throws IOException {
        var guests = PassRows.guests(said(ListType.PASSES, PASSES, BOTH));
        var now = token(IS, "pass", "v-1");
        assertEquals(Set.of(now), guests.tokens());
        for (var known : List.of(renamed("uid", "04a1b2c3"), Renamed.NOTHING)) {
            var by = known.isNothing() ? WAS : IS;
            var card = new Party.Shown(CredentialKind.UID, token(by, "uid", "04a1b2c3"));
            assertEquals(List.of(now), guests.of(card, known).stream().map(Pass::token).toList());
            assertEquals(
                    Optional.of(now),
                    guests.pass(token(by, "pass", "v-1"), Renamed.NOTHING).map(Pass::token));
        }
        assertEquals(renamed("pass", "v-1"), guests.renamed().only(Set.of(now)));
    }

    @Test
    void aListOfPassesOfBeforeIsGoodForWhoeverIsKnownByTheOther() throws IOException {
        var guests = PassRows.guests(said(ListType.PASSES, PASSES, WAS));
        var card = new Party.Shown(CredentialKind.UID, token(IS, "uid", "04a1b2c3"));
        assertEquals(
                List.of(token(WAS, "pass", "v-1")),
                guests.of(card, renamed("uid", "04a1b2c3")).stream().map(Pass::token).toList());
        var pass = guests.pass(token(IS, "pass", "v-1"), renamed("pass", "v-1")).orElseThrow();
        assertEquals(token(IS, "pass", "v-1"), pass.token());
        assertEquals(pass.token(), pass.use().key());
        assertEquals(pass.token(), pass.visit().orElseThrow().pass());
    }

    private static final String ORDERS =
            """
            subject,order,canteen,meal,items,amount_fen,paid,valid_from,valid_until,terminal
            p-0001,o-77,main,lunch,rice,1500,1,2031-03-03T11:00:00+08:00,2031-03-03T13:00:00+08:00,
            """;

    @Test
    void anOrderIsTheSameWhicheverKeyTheListAndTheTillHave() throws IOException {
        var known = renamed("subject", "p-0001").and(renamed("order", "o-77"));
        for (var key : List.of(WAS, BOTH, IS)) {
            var orders = OrderRows.orders(said(ListType.ORDERS, ORDERS, key)).under(known);
            var diner = token(IS, "subject", "p-0001");
            var order = token(IS, "order", "o-77");
            assertEquals(List.of(order), orders.of(diner).stream().map(Preorder::id).toList());
            assertEquals(diner, orders.of(diner).getFirst().diner());
            assertEquals(Optional.of(diner), orders.order(order).map(Preorder::diner));
            assertEquals(key == BOTH ? known : Renamed.NOTHING, orders.renamed(diner));
        }
        var unrolled = OrderRows.orders(said(ListType.ORDERS, ORDERS, BOTH));
        var diner = token(WAS, "subject", "p-0001");
        assertEquals(
                List.of(token(IS, "order", "o-77")),
                unrolled.of(diner).stream().map(Preorder::id).toList());
        assertEquals(diner, unrolled.of(diner).getFirst().diner());
    }

    @Test
    void aRosterExpectsEverybodyOnce() throws IOException {
        var csv = "subject,meeting,role,seat,valid_from,valid_until,consent\np-0001,board,,,,,\n";
        var roster = RosterRows.roster(said(ListType.ROSTER, csv, BOTH));
        assertEquals(1, roster.expected("board"));
        var was = token(WAS, "subject", "p-0001");
        var now = token(IS, "subject", "p-0001");
        assertEquals(now, roster.renamed().of(was));
        assertTrue(roster.row("board", now).isPresent());

        var before = RosterRows.roster(said(ListType.ROSTER, csv, WAS));
        assertEquals(Optional.empty(), before.row("board", now));
        assertTrue(before.under(renamed("subject", "p-0001")).row("board", now).isPresent());
    }

    /// Whoever was enrolled before the roll is known by their former token.
    @Test
    void whoeverAgreedDidSoByEitherToken() throws IOException {
        var csv =
                "subject,meeting,role,seat,valid_from,valid_until,consent\n"
                        + "p-0001,board,,,,,1\np-0002,board,,,,,\n";
        var roster = RosterRows.roster(said(ListType.ROSTER, csv, BOTH));
        for (var key : List.of(WAS, IS)) {
            assertTrue(roster.agrees(token(key, "subject", "p-0001")));
            assertFalse(roster.agrees(token(key, "subject", "p-0002")));
        }
    }
}
