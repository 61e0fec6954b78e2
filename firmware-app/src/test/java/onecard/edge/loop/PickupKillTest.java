package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import onecard.access.Token;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Sales;
import onecard.edge.store.journal.JournalReader;
import onecard.money.Pickup;
import onecard.money.Sale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killed anywhere between a tap and the word that an order is theirs: nobody is told so twice, and
/// whatever was told stands in the journal as done.
class PickupKillTest {

    /// Orders that were handed out, and are asked for again in the next life. All of them, each
    /// time, would fill the journal with what it refuses.
    private static final int ASKED_AGAIN = 50;

    @TempDir Path dir;

    @Test
    void anOrderIsHandedOutOnceOverKills() throws Exception {
        kills(5, 11);
    }

    @Test
    @Tag("long")
    void anOrderIsHandedOutOnceOverHundredsOfKills() throws Exception {
        kills(200, 12);
    }

    @Test
    void theCheckerFindsATillThatForgets() throws Exception {
        var first = told(0, 3, "planted");
        var second = told(0, 3, "planted");

        assertFalse(first.isEmpty());
        assertTrue(second.stream().anyMatch(first::contains));
    }

    private void kills(int rounds, long seed) throws Exception {
        var random = new Random(seed);
        var told = new ArrayList<Long>();
        for (int round = 0; round < rounds; round++) {
            var where = "seed " + seed + " round " + round;
            told.addAll(told(told.size() - ASKED_AGAIN, 1 + random.nextInt(10)));
            assertEquals(told.size(), told.stream().distinct().count(), () -> where + ": " + told);
            var done = done();
            done.forEach((order, sales) -> assertEquals(1, sales, () -> where + ": " + order));
            for (var person : told) {
                assertTrue(done.containsKey(new Token(0, person)), () -> where + ": " + person);
            }
        }
        assertTrue(told.size() >= rounds);
    }

    /// How many sales that are done handed out each order, as the journal has it.
    private Map<Token, Integer> done() throws Exception {
        var last = new TreeMap<String, Sale>();
        try (var journal = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            journal.each(
                    0,
                    event ->
                            Sales.of(Occurrences.data(JsonReader.object(event).orElseThrow()))
                                    .ifPresent(sale -> last.put(sale.id().toString(), sale)));
        }
        var done = new HashMap<Token, Integer>();
        last.values().stream()
                .filter(sale -> sale.state() == Sale.State.DONE)
                .map(sale -> sale.basis().order().map(Pickup::order).orElseThrow())
                .forEach(order -> done.merge(order, 1, Integer::sum));
        return done;
    }

    /// Whom a till told that it is theirs, until it was killed.
    ///
    /// @param first that is asked for
    private List<Long> told(int first, int enough, String... bug) throws Exception {
        var from = Integer.toString(Math.max(0, first));
        var arguments = new ArrayList<>(List.of(dir.toString(), from));
        arguments.addAll(List.of(bug));
        return UntilKilled.said(
                        KilledPickups.class,
                        line -> line.matches("paid \\S+ [0-9]+"),
                        enough,
                        arguments.toArray(String[]::new))
                .stream()
                .map(line -> Long.valueOf(line.split(" ")[2]))
                .toList();
    }
}
