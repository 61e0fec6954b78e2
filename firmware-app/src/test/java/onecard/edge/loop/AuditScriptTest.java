package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.audit.AuditScript;
import onecard.edge.audit.AuditScript.Verdict;
import onecard.edge.audit.Cover;
import onecard.edge.audit.Export;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.money.Basis;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.HostCount;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Pickup;
import onecard.money.PriceVersion;
import onecard.money.Refund;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Staff;
import onecard.money.Under;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `scripts/audit-journal` recomputes beside the books themselves: limits, balances, and
/// signatures of either kind of key. One diner buys for 12, 13 and 6 yuan, five minutes apart, and
/// has 1 yuan of the second given back before the third.
class AuditScriptTest {

    private static final SigningKey ED25519 = SigningKey.ofSeed(bytes(1));
    private static final SigningKey SM2 = SigningKey.sm2Of(bytes(2));
    private static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");
    private static final Serving LUNCH = new Serving("lunch", LocalDate.of(2026, 11, 30));
    private static final Under UNDER = new Under(1, Staff.NOBODY);
    private static final String TILL = "lunch-1";
    private static final Token SHE = new Token(7, 7);

    @TempDir private Path dir;
    private List<String> lines = List.of();

    @BeforeEach
    void sheHasLunch() throws Exception {
        lines = lines(ED25519);
    }

    @Test
    void whatIsWithinTheLimitsIsClean() throws Exception {
        var options =
                new String[] {
                    "--limit=sale_max_fen=1300",
                    "--limit=split_within_s=300",
                    "--limit=meal_count_max=3",
                    "--limit=meal_max_fen=3000",
                    "--limit=day_count_max=3",
                    "--limit=" + TILL + ":day_max_fen=3000"
                };
        assertEquals(List.of(), broken(options));
    }

    @Test
    void eachLimitThatIsBrokenIsFound() throws Exception {
        assertEquals(List.of("LIMIT lunch-1:2"), broken("--limit=sale_max_fen=1200"));
        assertEquals(List.of("LIMIT lunch-1:2"), broken("--limit=lunch-1:sale_max_fen=1200"));
        assertEquals(List.of(), broken("--limit=lunch-2:sale_max_fen=1200"));
        assertEquals(
                List.of("LIMIT lunch-1:2", "LIMIT lunch-1:4"),
                broken("--limit=sale_max_fen=1700", "--limit=split_within_s=301"));
        assertEquals(List.of("LIMIT lunch-1:4"), broken("--limit=meal_count_max=2"));
        assertEquals(List.of("LIMIT lunch-1:4"), broken("--limit=meal_max_fen=2999"));
        assertEquals(List.of("LIMIT lunch-1:4"), broken("--limit=day_count_max=2"));
        assertEquals(List.of("LIMIT lunch-1:4"), broken("--limit=day_max_fen=2999"));
    }

    @Test
    void nobodySpendsMoreThanTheyHave() throws Exception {
        var short1 = "BALANCE " + SHE + " personal";
        assertEquals(List.of(), broken("--balances", bucket(3_000, "")));
        assertEquals(List.of(short1), broken("--balances", bucket(2_999, "")));
        // The first sale, up to its end, is counted in it.
        assertEquals(List.of(), broken("--balances", bucket(1_800, "till:00000001:3")));
        assertEquals(List.of(short1), broken("--balances", bucket(1_799, "till:00000001:3")));
        assertEquals(List.of(short1), broken("--balances", bucket(1_800, "till:00000001:2")));
        assertEquals(List.of(short1), broken("--balances", bucket(1_800, "till-2:00000001:3")));
    }

    @Test
    void signaturesOfBothKindsAreChecked() throws Exception {
        for (var key : List.of(ED25519, SM2)) {
            var written = lines(key);
            assertEquals(Set.of(), verdict(written, key).rules());
            for (var other : List.of(SigningKey.ofSeed(bytes(3)), SigningKey.sm2Of(bytes(4)))) {
                assertEquals(Set.of("SIGNATURE"), verdict(written, other).rules());
            }
        }
    }

    /// It is no settlement, though an event of one; and it repeats what one said.
    @Test
    void whereTheHostCountedSomethingElseNothingIsBroken() throws Exception {
        var canteen = new Canteen().has(1, 500, 100_000);
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.settled("fixed");
        canteen.answer();
        var counted = new HostCount(1, 2, 2_400, Map.of("personal", 1_900L, "gift", 500L));
        canteen.reconciled("fixed", counted);
        canteen.answer();
        assertEquals(Set.of(), verdict(written(canteen.offered, ED25519), ED25519).rules());

        var settled = canteen.loop.ledger().batches().lastSettled("fixed").orElseThrow();
        for (var wrong :
                List.of(
                        new Difference.Member(Difference.SALES, 3, 2),
                        new Difference.Member(Difference.NET, 1_201, 2_400),
                        new Difference.Member("wallet personal", 701, 1_900),
                        new Difference.Member("wallet gift", 0, 0))) {
            var drafts = new ArrayList<>(canteen.offered);
            var differs = new Difference(settled, List.of(wrong));
            drafts.add(Events.difference(new TapId(900), differs, canteen.now));
            var findings = verdict(written(drafts, ED25519), ED25519).findings();
            assertEquals(1, findings.size(), findings::toString);
            assertEquals(Optional.of("BATCH"), findings.getFirst().text("rule"));
        }
    }

    /// Whoever has no key may still leave out what others signed: all that follows is missed then.
    @Test
    void signaturesThatWereTakenOutAreMissed() throws Exception {
        var drafts = new ArrayList<Draft>();
        for (int i = 1; i <= 2_100; i++) {
            drafts.add(Events.rating(new TapId(i), new SaleId(TILL, i), 5, at(NOON)));
        }
        var honest = written(drafts, ED25519);
        assertEquals(Set.of(), verdict(honest, ED25519).rules());

        var fewer = honest.stream().filter(it -> !it.contains("\"checkpoint\"")).toList();
        assertEquals(honest.size() - 2, fewer.size());
        var forged = Cover.REHASHED.over(fewer, honest, ED25519);
        assertEquals(Set.of("SEAL"), verdict(forged, ED25519).rules());
    }

    @Test
    void aSaleThatChangesItsPriceListIsFound() throws Exception {
        var drafts = new ArrayList<Draft>();
        for (long version : List.of(3L, 4L)) {
            var state = version == 3 ? Sale.State.PENDING : Sale.State.DONE;
            var basis = Basis.NONE.with(new PriceVersion("dishes", version));
            drafts.add(sale(1, 1_200, NOON, basis, state));
        }
        assertEquals(Set.of("CONTENT"), verdict(written(drafts, ED25519), ED25519).rules());
    }

    /// Read from a pipe, or without its last line end: the last line counts all the same.
    @Test
    void theLastLineCountsWhereverItComesFrom() throws Exception {
        var file = Files.writeString(dir.resolve("cut"), String.join("\n", lines));
        var process =
                new ProcessBuilder("python3", "../scripts/audit-journal", "--json", "-")
                        .redirectInput(file.toFile())
                        .start();
        var said = JsonReader.object(process.getInputStream().readAllBytes()).orElseThrow();
        var last = said.object("sales").orElseThrow().object("till lunch-1:4").orElseThrow();
        assertEquals(Optional.of("done"), last.text("state"));
        assertEquals(0, process.waitFor());
    }

    @Test
    void whatWasPaidOnlineCountsInNoLimit() throws Exception {
        lines =
                written(
                        ED25519,
                        List.of(
                                handsOut(1, 0, order(1, true, Pickup.Lease.HELD)),
                                handsOut(2, 1_200, order(2, false, Pickup.Lease.HELD))));

        assertEquals(List.of(), broken("--limit=meal_count_max=1", "--limit=day_count_max=1"));
        lines = written(handsOut(1, 100, order(1, true, Pickup.Lease.HELD)), ED25519);
        assertEquals(List.of("ORDER lunch-1:1"), broken().stream().distinct().toList());
    }

    @Test
    void anOrderIsHandedOutOnceUntilItIsTakenBack() throws Exception {
        var order = order(1, false, Pickup.Lease.HELD);
        var taken =
                Events.sale(
                        new TapId(1),
                        sale(1, 600, order).in(Sale.State.VOID),
                        Optional.empty(),
                        at(NOON));
        lines =
                written(
                        ED25519,
                        List.of(handsOut(1, 600, order), List.of(taken), handsOut(2, 600, order)));
        assertEquals(List.of(), broken());

        lines = written(ED25519, List.of(handsOut(1, 600, order), handsOut(2, 600, order)));
        assertEquals(List.of("ORDER lunch-1:2"), broken());
        var another = handsOut(1, 600, order(2, false, Pickup.Lease.HELD));
        lines = written(List.of(handsOut(1, 600, order).getFirst(), another.getLast()), ED25519);
        assertEquals(List.of("CONTENT lunch-1:1"), broken());
    }

    @Test
    void ofTwoDevicesOneSaysThatAnotherMayHaveHandedItOut() throws Exception {
        var held = order(1, false, Pickup.Lease.HELD);
        var late = order(1, false, Pickup.Lease.EXPIRED);
        var ours = export(written(handsOut(1, 600, held), ED25519), ED25519);

        for (var theirs : List.of(held, late)) {
            var other =
                    export(written("till-2", ED25519, List.of(handsOut(1, 600, theirs))), ED25519);
            var found = new AuditScript(dir).together(List.of(ours, other)).rules();
            assertEquals(theirs.equals(held) ? Set.of("ORDER") : Set.of(), found);
        }
    }

    // --- what it says ---

    private List<String> broken(String... options) throws Exception {
        return new AuditScript(dir, options)
                .together(List.of(export(lines, ED25519))).findings().stream()
                        .map(it -> it.text("rule").get() + " " + it.text("where").get())
                        .toList();
    }

    private Verdict verdict(List<String> written, SigningKey key) throws Exception {
        return new AuditScript(dir).together(List.of(export(written, key)));
    }

    private static Export export(List<String> written, SigningKey key) {
        return new Export(written, Optional.of(key.publicText()), Optional.empty());
    }

    /// @param included the place that the balance has counted; empty: nothing
    private String bucket(long fen, String included) throws Exception {
        var entry =
                """
                [{"as_of":"2026-11-30T00:00:00Z","balance_fen":%d,"included":[%s],\
                "kind":"subject","token":"%s","wallet":"personal"}]"""
                        .formatted(fen, included.isEmpty() ? "" : '"' + included + '"', SHE);
        return Files.writeString(dir.resolve("bucket.json"), entry).toString();
    }

    // --- what she did ---

    private List<String> lines(SigningKey key) throws Exception {
        var drafts = new ArrayList<Draft>();
        buys(drafts, 1, 1_200, NOON);
        buys(drafts, 2, 1_300, NOON.plusSeconds(300));
        var back =
                new Refund(
                        new SaleId(TILL, 3),
                        new SaleId(TILL, 2),
                        SHE,
                        legs(100),
                        LUNCH,
                        NOON.plusSeconds(400),
                        LUNCH.businessDate(),
                        UNDER);
        drafts.add(Events.reversal(new TapId(9), TILL, back, at(NOON)));
        buys(drafts, 4, 600, NOON.plusSeconds(600));
        return written(drafts, key);
    }

    private List<String> written(List<Draft> drafts, SigningKey key) throws Exception {
        return written("till", key, List.of(drafts));
    }

    /// One after the other.
    private List<String> written(SigningKey key, List<List<Draft>> all) throws Exception {
        return written("till", key, all);
    }

    private List<String> written(String device, SigningKey key, List<List<Draft>> all)
            throws Exception {
        return written(dir, device, key, all.stream().flatMap(List::stream).toList());
    }

    /// @param dir for its journal
    static List<String> written(Path dir, String device, SigningKey key, List<Draft> drafts)
            throws Exception {
        var who = new JournalIdentity("hall", device, "0001", Rig.ZONE, key, () -> "00000001");
        var home = Files.createTempDirectory(dir, "journal").resolve("journal.db");
        var limits = new JournalLimits(8 << 20, Duration.ofDays(7), true);
        try (var journal = JournalFile.open(home, who, limits, new MemoryFold(), at(NOON))) {
            for (var draft : drafts) {
                var _ = journal.commit(List.of(draft), at(NOON));
            }
        }
        return SoldOnTape.lines(home);
    }

    private static void buys(List<Draft> drafts, long number, long fen, Instant when) {
        for (var state : List.of(Sale.State.PENDING, Sale.State.DONE)) {
            drafts.add(sale(number, fen, when, Basis.NONE, state));
        }
    }

    private static Draft sale(long number, long fen, Instant when, Basis basis, Sale.State state) {
        var sale =
                new Sale(
                        new SaleId(TILL, number),
                        SHE,
                        new Fen(fen),
                        legs(fen),
                        LUNCH,
                        when,
                        UNDER,
                        basis,
                        state);
        return Events.sale(new TapId(number), sale, Optional.empty(), at(when));
    }

    private static List<Draft> handsOut(long number, long fen, Pickup order) {
        return Stream.of(Sale.State.PENDING, Sale.State.DONE)
                .map(
                        state ->
                                Events.sale(
                                        new TapId(number),
                                        sale(number, fen, order).in(state),
                                        Optional.empty(),
                                        at(NOON)))
                .toList();
    }

    private static Sale sale(long number, long fen, Pickup order) {
        return new Sale(
                new SaleId(TILL, number),
                SHE,
                new Fen(fen),
                fen == 0 ? Legs.NONE : legs(fen),
                LUNCH,
                NOON,
                UNDER,
                Basis.NONE.with(order),
                Sale.State.PENDING);
    }

    private static Pickup order(long number, boolean paid, Pickup.Lease lease) {
        return new Pickup(new Token(9, number), "orders", 1, List.of("rice"), paid, NOON, lease);
    }

    private static Legs legs(long fen) {
        return new Legs(List.of(new Leg("personal", new Fen(fen))));
    }

    private static Moment at(Instant wall) {
        return new Moment(new Mono(0), wall, ClockTrust.SYNCED);
    }

    private static byte[] bytes(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
