package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.audit.AuditScript;
import onecard.edge.audit.Export;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a device may do, and whatever is done to it short of forging, `scripts/audit-journal`
/// finds nothing in its journal that is not as it must be: kills, a journal without room, refunds
/// and voids, training, ratings, and counts of the host that differ.
class AuditWalksTest {

    private static final int WALKS = Integer.getInteger("walks", 100);
    private static final Moment NOON = new Moment(new Mono(0), Canteen.NOON, ClockTrust.SYNCED);

    /// As the terms of the tills are, and what the host says stands in the wallets.
    private static final String[] OPTIONS = {
        "--limit=sale_max_fen=5000",
        "--limit=split_within_s=300",
        "--limit=meal_count_max=5",
        "--limit=day_max_fen=20000",
    };

    @TempDir private Path dir;

    @Test
    void whatADeviceDoesIsFoundToBeRight() throws Exception {
        var exports = new ArrayList<Export>();
        for (long seed = 1; seed <= WALKS; seed++) {
            exports.add(export(TillWalksTest.walk(seed), seed));
        }
        var options = new ArrayList<>(List.of(OPTIONS));
        options.addAll(List.of("--balances", balances().toString()));
        var said = new AuditScript(dir, options.toArray(String[]::new)).each(exports);

        var found = new TreeMap<Integer, List<Json.Obj>>();
        long done = 0;
        for (int i = 0; i < said.size(); i++) {
            if (!said.get(i).rules().isEmpty()) {
                found.put(i + 1, said.get(i).findings());
            }
            done += said.get(i).done().size();
        }
        assertEquals(new TreeMap<>(), found, "by the seed of the walk");
        System.out.printf("%d walks, %d sales done%n", WALKS, done);
        assertTrue(done > WALKS / 4, "sales were done at all");
    }

    private Path balances() throws Exception {
        var entries = new ArrayList<String>();
        entries.add(entry(1, "subsidy", 5_000));
        entries.add(entry(1, "personal", 100_000));
        entries.add(entry(2, "personal", 100_000));
        entries.add(entry(3, "personal", 500_000));
        return Files.writeString(dir.resolve("bucket.json"), entries.toString());
    }

    private static String entry(long person, String wallet, long fen) {
        return """
        {"balance_fen":%d,"included":[],"token":"%s","wallet":"%s"}"""
                .formatted(fen, Rig.subject(person), wallet);
    }

    /// What the walk's journal holds, written once more as a real one.
    private Export export(Canteen canteen, long seed) throws Exception {
        var seedOfKey = new byte[32];
        Arrays.fill(seedOfKey, (byte) 7);
        var key = SigningKey.ofSeed(seedOfKey);
        var who =
                new JournalIdentity(
                        "hall", "till-" + seed, "0001", Rig.ZONE, key, () -> "00000001");
        var limits = new JournalLimits(8 << 20, Duration.ofDays(7), true);
        var home = dir.resolve("journal-" + seed).resolve("journal.db");
        Files.createDirectories(home.getParent());
        try (var journal = JournalFile.open(home, who, limits, new MemoryFold(), NOON)) {
            var _ = journal.commit(canteen.rows.stream().map(AuditWalksTest::draft).toList(), NOON);
        }
        return new Export(SoldOnTape.lines(home), Optional.of(key.publicText()), Optional.empty());
    }

    private static Draft draft(Json.Obj row) {
        var data = Occurrences.data(row);
        var kind =
                Arrays.stream(EventKind.values())
                        .filter(
                                it ->
                                        row.text("type")
                                                .orElseThrow()
                                                .equals("onecard." + it.wire() + ".v1"))
                        .findFirst()
                        .orElseThrow();
        var wall = OffsetDateTime.parse(row.text("time").orElseThrow()).toInstant();
        var own = data.without("point").without("epoch").without("seq").without("clock");
        return Draft.ofPoint(
                data.text("point").orElseThrow(),
                kind,
                new Moment(new Mono(0), wall, ClockTrust.SYNCED),
                own);
    }
}
