package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import onecard.edge.audit.AuditScript;
import onecard.edge.audit.Export;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Sales;
import onecard.edge.store.journal.JournalReader;
import onecard.money.Sale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killed anywhere between a tap and the word that it is paid: invariants I1, I3, I4, I5, I13 and
/// I15, and that nobody ever pays for more than stands in their wallet.
class TillKillTest {

    @TempDir Path dir;

    @Test
    void whatWasToldIsDoneAfterAKill() throws Exception {
        kills(6, 7);
    }

    @Test
    @Tag("long")
    void whatWasToldIsDoneAfterHundredsOfKills() throws Exception {
        kills(300, 42);
    }

    @Test
    void theCheckerFindsATillThatTellsTooEarly() throws Exception {
        var told = told(1, "planted");
        var states = states();
        assertTrue(told.keySet().stream().anyMatch(sale -> !states.containsKey(sale)));
    }

    private void kills(int rounds, long seed) throws Exception {
        var random = new Random(seed);
        var told = new HashMap<String, Long>();
        for (int round = 0; round < rounds; round++) {
            var where = "seed " + seed + " round " + round;
            var before = states();
            told.forEach((sale, _) -> assertEquals("done", last(before, sale), where));
            var now = told(1 + random.nextInt(40));
            now.forEach(
                    (sale, _) -> assertTrue(!told.containsKey(sale), () -> where + ": " + sale));
            told.putAll(now);
            var after = states();
            for (var sale : told.keySet()) {
                assertEquals("done", last(after, sale), () -> where + ": " + sale);
            }
            for (var sale : before.keySet()) {
                assertTrue(
                        Set.of("done", "void").contains(last(after, sale)),
                        () -> where + ": a start has left " + sale + " without an end");
            }
            sales(where, told);
        }
        assertTrue(told.size() > rounds);
        assertAudited(told);
    }

    /// So says the auditor of another make.
    private void assertAudited(Map<String, Long> told) throws Exception {
        var key = SigningKey.madeAtFirstUse(dir.resolve("device.pem")).publicText();
        var lines = SoldOnTape.lines(dir.resolve("journal.db"));
        var export = new Export(lines, Optional.of(key), Optional.empty());
        var verdict = new AuditScript(dir).together(List.of(export));
        assertEquals(List.of(), verdict.findings());
        told.keySet()
                .forEach(
                        sale ->
                                assertEquals(
                                        KilledTill.PRICE.fen(),
                                        verdict.done().get("bench " + sale),
                                        sale));
    }

    /// Every sale's records in their order: meant once, ended once, and numbered without a gap.
    private void sales(String where, Map<String, Long> told) throws Exception {
        var byPerson = new HashMap<Long, Long>();
        var numbers = new HashSet<Long>();
        for (var sale : states().entrySet()) {
            var states = sale.getValue().stream().map(it -> it.state().wire()).toList();
            assertTrue(
                    Set.of(
                                    List.of("pending"),
                                    List.of("pending", "done"),
                                    List.of("pending", "void"))
                            .contains(states),
                    () -> where + ": " + sale.getKey() + " " + states);
            var one = sale.getValue().getFirst();
            assertEquals(
                    1, sale.getValue().stream().map(it -> it.in(one.state())).distinct().count());
            numbers.add(one.id().number());
            if (states.getLast().equals("done")) {
                byPerson.merge(one.diner().low(), one.amount().fen(), Long::sum);
            }
        }
        assertEquals(numbers.size(), numbers.stream().mapToLong(it -> it).max().orElse(0), where);
        for (var paid : byPerson.entrySet()) {
            long wordOf = told.values().stream().filter(paid.getKey()::equals).count();
            assertTrue(paid.getValue() >= wordOf * KilledTill.PRICE.fen(), where);
            assertTrue(paid.getValue() <= KilledTill.BALANCE, where);
        }
    }

    private static String last(Map<String, List<Sale>> states, String sale) {
        var known = states.getOrDefault(sale, List.of());
        return known.isEmpty() ? "none" : known.getLast().state().wire();
    }

    /// What the journal says of each sale, in its order.
    private Map<String, List<Sale>> states() throws Exception {
        var states = new TreeMap<String, List<Sale>>();
        var journal = JournalReader.open(dir.resolve("journal.db"));
        if (journal.isEmpty()) {
            return states;
        }
        try (var open = journal.get()) {
            open.each(
                    0,
                    event ->
                            Sales.of(Occurrences.data(JsonReader.object(event).orElseThrow()))
                                    .ifPresent(
                                            sale ->
                                                    states.computeIfAbsent(
                                                                    sale.id().toString(),
                                                                    _ -> new ArrayList<>())
                                                            .add(sale)));
        }
        return states;
    }

    /// Whom the till told that they have paid, by sale, until it was killed.
    private Map<String, Long> told(int enough, String... bug) throws Exception {
        var arguments = new ArrayList<>(List.of(dir.toString()));
        arguments.addAll(List.of(bug));
        var told = new TreeMap<String, Long>();
        for (var line :
                UntilKilled.said(
                        KilledTill.class,
                        line -> line.matches("paid \\S+ [0-9]+"),
                        enough,
                        arguments.toArray(String[]::new))) {
            var words = line.split(" ");
            var twice = told.put(words[1], Long.parseLong(words[2]));
            assertEquals(null, twice, line);
        }
        return told;
    }
}
