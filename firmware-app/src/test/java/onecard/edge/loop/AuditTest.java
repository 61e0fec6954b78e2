package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import onecard.edge.audit.Audit;
import onecard.edge.audit.AuditScript;
import onecard.edge.audit.Cover;
import onecard.edge.audit.Export;
import onecard.edge.audit.Forgery;
import onecard.edge.audit.Rule;
import onecard.edge.crypto.JsonReader;
import onecard.edge.store.journal.JournalVerify;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An auditor who has nothing but exports of real runs finds every fen, and everything that was
/// done to them: invariants I11, I12, I13, I15, I25 and I26 as somebody outside sees them.
class AuditTest {

    private static final long SEED = 20261130;
    private static final int TERMINALS = 4;
    private static final int TAMPERS = 1_000;

    /// Of each of the two special kinds; their signatures take the longest.
    private static final int FEWER = 300;

    /// Exports that one run of the script audits.
    private static final int AT_ONCE = 100;

    @TempDir static Path dir;

    private static final List<SoldAtRandom> DEVICES = new ArrayList<>();
    private static final List<List<String>> EXPORTS = new ArrayList<>();

    @BeforeAll
    static void aDayIsSold() throws Exception {
        var random = new Random(SEED);
        for (int i = 0; i < TERMINALS; i++) {
            var sold = SoldAtRandom.of(dir, "canteen-" + i, 30, i > 0, random);
            DEVICES.add(sold);
            EXPORTS.add(sold.lines());
        }
    }

    @Test
    void anHonestDayIsCleanToTheFen() {
        var audit = Audit.of(exports());

        assertEquals(List.of(), audit.findings());
        var done = new TreeMap<String, Long>();
        long sold = 0;
        for (var sale : audit.sales().entrySet()) {
            if (sale.getValue().state().equals("done")) {
                done.put(sale.getKey(), sale.getValue().amountFen());
                sold += sale.getValue().training() ? 0 : sale.getValue().amountFen();
            }
        }
        var told = new TreeMap<String, Long>();
        var debited = new TreeMap<String, Long>();
        long refunded = 0;
        for (var device : DEVICES) {
            var name = device.device.name() + " ";
            device.told.forEach((id, fen) -> told.put(name + id, fen));
            device.debited.forEach((id, fen) -> debited.put(name + id, fen));
            refunded += device.refunded;
        }
        assertTrue(done.entrySet().containsAll(told.entrySet()));
        assertTrue(debited.entrySet().containsAll(done.entrySet()));
        assertEquals(sold - refunded, audit.takings().fen());
        assertTrue(audit.count("void") > 0 && done.size() > told.size() && refunded > 0);
        System.out.printf(
                "%d done, %d of them told, %d void, %d open; %d fen: %s%n",
                done.size(),
                told.size(),
                audit.count("void"),
                audit.count("pending"),
                sold - refunded,
                audit.takings().sums());
    }

    /// By the script, where it was done if nobody hid it; and the chain's own verifier finds it,
    /// too.
    @Test
    void whateverIsDoneToAnExportIsFound() throws Exception {
        var random = new Random(SEED + 1);
        var tally = new Tally();
        var script = new AuditScript(dir);
        int unseen = 0;
        var some = new ArrayList<Tamper>();
        for (int i = 0; i < TAMPERS; i++) {
            var forgery = Forgery.values()[i % Forgery.values().length];
            var cover =
                    List.of(Cover.NONE, Cover.REHASHED, Cover.ANOTHERS_KEY).get(random.nextInt(3));
            var tamper = tamper(forgery, cover, random);
            if (tamper.isNone()) {
                unseen++;
            } else {
                some.add(tamper);
            }
            if (some.size() == AT_ONCE || i == TAMPERS - 1) {
                found(script, some, tally);
                some.clear();
            }
        }
        tally.print();
        System.out.printf("%d tampers, %d of them changed nothing%n", TAMPERS, unseen);
        assertTrue(unseen < TAMPERS / 20);
    }

    private static void found(AuditScript script, List<Tamper> tampers, Tally tally)
            throws Exception {
        var said =
                script.each(
                        tampers.stream()
                                .map(it -> it.sold().export(it.lines(), it.head()))
                                .toList());
        assertEquals(tampers.size(), said.size());
        for (int i = 0; i < tampers.size(); i++) {
            var tamper = tampers.get(i);
            var verdict = said.get(i);

            assertTrue(!verdict.rules().isEmpty(), tamper::toString);
            if (tamper.cover() == Cover.NONE) {
                assertTrue(
                        verdict.line() >= tamper.at() && verdict.line() <= tamper.at() + 1,
                        () -> tamper + ": " + verdict.findings());
            }
            assertTrue(
                    !tamper.verified(tamper.head()).holds() || tamper.isOutside(),
                    () -> "verify finds nothing: " + tamper);
            tally.add(tamper.forgery(), tamper.cover(), verdict.rules());
        }
    }

    /// Whether or not anything was done to it.
    @Test
    void theTwoAuditorsAgree() throws Exception {
        var random = new Random(SEED + 4);
        var exports = new ArrayList<Export>();
        var rules = new ArrayList<TreeSet<String>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var forgery = Forgery.values()[i % Forgery.values().length];
            var tamper = tamper(forgery, Cover.values()[random.nextInt(4)], random);
            exports.add(tamper.sold().export(tamper.lines(), tamper.head()));
            rules.add(
                    tamper.audit(tamper.head()).broken().stream()
                            .map(Rule::name)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        assertEquals(
                rules,
                new AuditScript(dir)
                        .each(exports).stream().map(AuditScript.Verdict::rules).toList());

        var honest = exports();
        var together = new AuditScript(dir).together(honest);
        assertEquals(Audit.of(honest).takings().sums(), together.takings());
    }

    /// Nobody but whoever has a later head can vouch for what follows the last signature.
    @Test
    void withoutAHeadOnlyWhatIsNotSignedYetCanBeAltered() throws Exception {
        var random = new Random(SEED + 2);
        int unfound = 0;
        for (int i = 0; i < FEWER; i++) {
            var forgery = Forgery.values()[i % Forgery.values().length];
            var cover = random.nextBoolean() ? Cover.REHASHED : Cover.ANOTHERS_KEY;
            var tamper = tamper(forgery, cover, random);
            if (tamper.isNone() || !tamper.audit(Optional.empty()).isClean()) {
                continue;
            }
            unfound++;
            int same = Forgery.firstDifference(tamper.lines(), tamper.before());
            assertTrue(same > Forgery.lastSealed(tamper.lines()), tamper::toString);
        }
        System.out.printf("%d of %d not found without a head%n", unfound, FEWER);
        assertTrue(unfound > 0);
    }

    /// The chain holds then, and the sales themselves tell; or nothing about them is changed.
    @Test
    void whatADeviceItselfWritesWronglyIsFoundByItsSales() throws Exception {
        var random = new Random(SEED + 3);
        var tally = new Tally();
        int harmless = 0;
        int gainsaid = 0;
        for (int i = 0; i < FEWER; i++) {
            var forgery = Forgery.values()[i % Forgery.values().length];
            if (forgery == Forgery.CUT_OFF
                    || forgery == Forgery.LINE_OF_ANOTHER
                    || forgery == Forgery.CHARACTER) {
                continue;
            }
            var tamper = tamper(forgery, Cover.OWN_KEY, random);
            var audit = tamper.audit(Optional.empty());
            assertTrue(tamper.verified(Optional.empty()).holds(), tamper::toString);
            if (audit.isClean() && tamper.isGainsaid(audit)) {
                gainsaid++;
            } else if (audit.isClean()) {
                harmless++;
                assertEquals(tamper.honest().takings(), audit.takings(), tamper::toString);
            } else {
                tally.add(forgery, Cover.OWN_KEY, audit.broken().stream().map(Rule::name).toList());
            }
        }
        tally.print();
        System.out.printf(
                "%d are gainsaid by a slip alone, %d change no sale%n", gainsaid, harmless);
    }

    // --- tampers ---

    private record Tamper(
            Forgery forgery,
            Cover cover,
            SoldAtRandom sold,
            List<String> before,
            List<String> lines) {

        /// Something more after a head that is known, or less before the first record there is: no
        /// chain can tell what came later, or what has been purged.
        boolean isOutside() {
            int less = before.size() - lines.size();
            return Forgery.firstDifference(lines, before) == before.size()
                    || less > 0 && lines.equals(before.subList(less, before.size()));
        }

        boolean isNone() {
            return lines.equals(before);
        }

        /// The first line, from 1, that is another one; of a shorter export its last.
        long at() {
            return Math.min(lines.size(), Forgery.firstDifference(lines, before) + 1);
        }

        /// Of the newest record, as the host has it.
        Optional<String> head() {
            var data =
                    JsonReader.object(before.getLast()).orElseThrow().object("data").orElseThrow();
            return Optional.of(
                    data.text("epoch").orElseThrow()
                            + ":"
                            + data.number("seq").orElseThrow()
                            + ":"
                            + data.text("hash").orElseThrow());
        }

        Audit audit(Optional<String> head) {
            return Audit.of(List.of(sold.export(lines, head)));
        }

        /// Whether somebody has a slip of a sale that is said not to be done.
        boolean isGainsaid(Audit audit) {
            return sold.told.keySet().stream()
                    .map(id -> audit.sales().get(sold.device.name() + " " + id))
                    .anyMatch(sale -> sale == null || !sale.state().equals("done"));
        }

        Audit honest() {
            return Audit.of(List.of(sold.export(before, Optional.empty())));
        }

        JournalVerify.Proof verified(Optional<String> head) throws IOException {
            return JournalVerify.of(
                    new StringReader(String.join("\n", lines) + "\n"),
                    new JournalVerify.Wanted(Optional.of(sold.device.key().publicText()), head));
        }

        @Override
        public String toString() {
            int at = Forgery.firstDifference(lines, before);
            return "seed %d: %s %s of %s from line %d of %d on"
                    .formatted(SEED, forgery, cover, sold.device.name(), at + 1, before.size());
        }
    }

    private Tamper tamper(Forgery forgery, Cover cover, Random random) {
        int which = random.nextInt(DEVICES.size());
        var before = EXPORTS.get(which);
        var other = EXPORTS.get((which + 1) % DEVICES.size());
        var forged = forgery.of(before, other, random);
        var sold = DEVICES.get(which);
        return new Tamper(
                forgery, cover, sold, before, cover.over(forged, before, sold.device.key()));
    }

    private static List<Export> exports() {
        var all = new ArrayList<Export>();
        for (int i = 0; i < DEVICES.size(); i++) {
            all.add(DEVICES.get(i).export(EXPORTS.get(i), Optional.empty()));
        }
        return all;
    }

    /// How often each rule found each.
    private static final class Tally {
        private final Map<Forgery, Map<Cover, Map<String, Integer>>> found =
                new EnumMap<>(Forgery.class);

        void add(Forgery forgery, Cover cover, Iterable<String> rules) {
            var by =
                    found.computeIfAbsent(forgery, _ -> new EnumMap<>(Cover.class))
                            .computeIfAbsent(cover, _ -> new TreeMap<>());
            rules.forEach(rule -> by.merge(rule, 1, Integer::sum));
        }

        void print() {
            found.forEach(
                    (forgery, covers) ->
                            covers.forEach(
                                    (cover, by) ->
                                            System.out.printf(
                                                    "%-16s %-12s %s%n", forgery, cover, by)));
        }
    }
}
