package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.audit.AuditScript;
import onecard.edge.audit.Export;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.Draws;
import onecard.edge.store.journal.Draft;
import onecard.money.Basis;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Reading;
import onecard.money.Refund;
import onecard.money.Ride;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Staff;
import onecard.money.Under;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `scripts/audit-journal` recomputes of what is paid ahead: one end of each journey and each
/// draw, and of a draw all given back that its readings do not say was drawn.
class PrepaidAuditTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final String POINT = "shower";
    private static final Token SHE = new Token(7, 7);
    private static final Moment NOON = new Moment(new Mono(0), Canteen.NOON, ClockTrust.SYNCED);
    private static final Under UNDER = new Under(1, Staff.NOBODY);
    private static final Serving LUNCH = new Serving("lunch", LocalDate.of(2026, 11, 30));

    /// 3 fen a litre of 10 pulses: 7 pulses cost 2.1.
    private static final Basis WATER = Basis.NONE.with(new Draw(new Fen(3_000), 10));

    @TempDir private Path dir;

    /// As the machine writes them: ended by a tap, used up, left, cut off by the power.
    @Test
    void whatAShowerWritesIsClean() throws Exception {
        var life = Shower.begun();
        life.tap(1);
        life.answer();
        life.after(Duration.ofSeconds(2));
        life.runs(73);
        life.answer();
        life.runs(95);
        life.tap(1);
        life.answer();
        life.tap(2);
        life.answer();
        life.after(Duration.ofSeconds(2));
        life.runs(2_000);
        life.answer();
        life.tap(3);
        life.answer();
        life.after(Duration.ofSeconds(61));
        life.answer();
        life.tap(1);
        life.answer();
        life.after(Duration.ofSeconds(2));
        life.runs(2_200);
        life.answer();
        var next = new Shower(life.rows, life.now);
        next.loop.start(next.now);
        next.answer();
        assertEquals(List.of(172L, 0L, 200L, 140L), next.fen("refund", "amount_fen"));
        var drafts = Stream.concat(life.offered.stream(), next.offered.stream()).toList();
        assertEquals(Set.of(), rules(drafts));
    }

    @Test
    void eachDrawIsEndedOnceByItsLastReading() throws Exception {
        assertEquals(Set.of(), rules(drawn(), back(2, 1, 194)));
        assertEquals(Set.of(), rules(drawn()), "somebody draws");
        assertEquals(Set.of("PREPAID"), rules(drawn(), back(2, 1, 193)), "of the house");
        assertEquals(Set.of("PREPAID"), rules(drawn(), back(2, 1, 195)), "of hers");
        assertEquals(
                Set.of("PREPAID"),
                rules(drawn().subList(0, 3), back(2, 1, 194)),
                "its last reading is left out");
        assertEquals(
                Set.of("PREPAID", "REFUND"),
                rules(drawn(), back(2, 1, 194), back(3, 1, 194)),
                "twice");
        assertEquals(Set.of("PREPAID"), rules(drawn(), back(2, 1, 194), back(3, 1, 0)));
        assertEquals(
                Set.of("PREPAID"),
                rules(drawn(), sale(2, 200, WATER)),
                "no end, and the next one draws");
    }

    @Test
    void aReadingIsOfADrawThatGoesOnAndSaysWhatItCosts() throws Exception {
        assertEquals(
                Set.of("PREPAID"), rules(drawn(), back(2, 1, 194), reading(1, 21, 6)), "ended");
        assertEquals(Set.of("PREPAID"), rules(drawn(), reading(1, 30, 10)), "a fen begun");
        assertEquals(Set.of("PREPAID"), rules(drawn(), reading(1, 30, 8)));
        assertEquals(Set.of("PREPAID"), rules(drawn(), reading(1, 10, 3)), "fewer than before");
        assertEquals(Set.of("PREPAID"), rules(drawn(), reading(2, 10, 3)), "of no sale");
        assertEquals(
                Set.of("PREPAID"), rules(sale(1, 200, Basis.NONE), reading(1, 10, 3)), "a lunch");
        assertEquals(
                Set.of("PREPAID"),
                rules(sale(1, 200, WATER).subList(0, 1), reading(1, 10, 3)),
                "not paid yet");
        assertEquals(Set.of(), rules(drawn(), reading(1, 90_000, 200)), "at most what was paid");
    }

    /// Nobody has to end one; whoever does, does it once, by whatever fare.
    @Test
    void aJourneyIsEndedAtMostOnce() throws Exception {
        var ride = Basis.NONE.with(new Ride(1, Optional.of(Canteen.NOON.plusSeconds(7_200))));
        assertEquals(Set.of(), rules(sale(1, 200, ride), sale(2, 200, ride)));
        assertEquals(Set.of(), rules(sale(1, 200, ride), back(2, 1, 50)));
        assertEquals(Set.of("PREPAID"), rules(sale(1, 200, ride), back(2, 1, 50), back(3, 1, 50)));
        // What it is may not change on the way.
        var changed = List.of(sale(1, 200, ride).getFirst(), sale(1, 200, Basis.NONE).getLast());
        assertTrue(rules(changed).contains("CONTENT"));
    }

    private Set<String> rules(List<Draft> first, List<Draft> then) throws Exception {
        return rules(first, then, List.of());
    }

    private Set<String> rules(List<Draft> first, List<Draft> then, List<Draft> last)
            throws Exception {
        return rules(Stream.of(first, then, last).flatMap(List::stream).toList());
    }

    private Set<String> rules(List<Draft> drafts) throws Exception {
        var lines = AuditScriptTest.written(dir, "till", KEY, drafts);
        var export = new Export(lines, Optional.of(KEY.publicText()), Optional.empty());
        return new AuditScript(dir).together(List.of(export)).rules();
    }

    // --- what was done ---

    /// 2.00 is paid, 0.02 and 0.06 are read.
    private static List<Draft> drawn() {
        var drafts = new ArrayList<>(sale(1, 200, WATER));
        drafts.addAll(reading(1, 7, 2));
        drafts.addAll(reading(1, 20, 6));
        return drafts;
    }

    private static List<Draft> sale(long number, long fen, Basis basis) {
        return Stream.of(Sale.State.PENDING, Sale.State.DONE)
                .map(
                        state ->
                                new Sale(
                                        new SaleId(POINT, number),
                                        SHE,
                                        new Fen(fen),
                                        legs(fen),
                                        LUNCH,
                                        Canteen.NOON,
                                        UNDER,
                                        basis,
                                        state))
                .map(it -> Events.sale(new TapId(number), it, Optional.empty(), NOON))
                .toList();
    }

    private static List<Draft> reading(long sale, long pulses, long fen) {
        var reading = new Reading(new SaleId(POINT, sale), pulses, new Fen(fen));
        return List.of(Draws.event(new TapId(90), reading, NOON));
    }

    private static List<Draft> back(long number, long of, long fen) {
        var refund =
                new Refund(
                        new SaleId(POINT, number),
                        new SaleId(POINT, of),
                        SHE,
                        legs(fen),
                        LUNCH,
                        Canteen.NOON,
                        LUNCH.businessDate(),
                        UNDER);
        return List.of(Events.reversal(new TapId(91), POINT, refund, NOON));
    }

    private static Legs legs(long fen) {
        return fen == 0 ? Legs.NONE : new Legs(List.of(new Leg("personal", new Fen(fen))));
    }
}
