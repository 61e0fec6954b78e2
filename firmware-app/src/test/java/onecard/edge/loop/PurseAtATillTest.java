package onecard.edge.loop;

import static onecard.edge.loop.PurseCanteen.FAR;
import static onecard.edge.loop.PurseCanteen.NEAR;
import static onecard.edge.loop.PurseCanteen.PRICE;
import static onecard.edge.loop.PurseCanteen.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.edge.audit.AuditScript;
import onecard.edge.audit.Export;
import onecard.edge.loop.PurseCanteen.World;
import onecard.hal.sim.SimTear;
import onecard.money.SaleId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The purse of a card pays at a till, through the loop and the journal: I1 and I3 to I9 for money
/// that lies on the card. What must be true of it is checked after each step, by [PurseCanteen].
class PurseAtATillTest {

    @TempDir Path dir;
    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(dir.resolve("first"));
    }

    private static SimTear after(int bytes) {
        return SimTear.afterBytes(bytes);
    }

    @Test
    void whoPaysIsToldWhatIsLeftOnTheCard() throws Exception {
        var canteen = new PurseCanteen(world);
        canteen.taps(NEAR, 1);
        assertEquals("done", canteen.state("near:1"));
        assertEquals(START - PRICE.fen(), world.card(1).purse.balanceFen());
        assertTrue(canteen.said.contains("near tells 12.50 left 87.50"), canteen.said::toString);
        assertTrue(
                Objects.requireNonNull(canteen.states().get("near:1"))
                        .basis()
                        .purse()
                        .orElseThrow()
                        .tac()
                        .isPresent());
    }

    @Test
    void whoHasTooLittleIsRefusedBeforeAnythingIsAsked() throws Exception {
        var canteen = new PurseCanteen(world);
        for (int i = 0; i < 8; i++) {
            canteen.taps(NEAR, 1);
        }
        assertEquals(0, world.card(1).purse.balanceFen());
        canteen.said.clear();
        canteen.taps(NEAR, 1);
        assertEquals(List.of("near shows REFUSED No balance"), canteen.said);
        assertEquals("none", canteen.state("near:9"));
    }

    /// The card is pulled at each byte, and comes again at once.
    @Test
    void pulledAtEachByteItIsSettledByTheSameCard() throws Exception {
        var canteen = new PurseCanteen(world);
        int whole = PurseCanteen.bytesOfASale();
        var outcomes = new TreeSet<String>();
        for (int bytes = 0; bytes <= whole; bytes++) {
            int card = 100 + bytes;
            int before = canteen.states().size();
            canteen.taps(NEAR, card, after(bytes));
            var sales = salesOf(canteen, card);
            var torn = sales.isEmpty() ? "none" : canteen.state(sales.getFirst());
            boolean debited = world.card(card).purse.debits() == 1;
            outcomes.add(torn + (debited ? " debited" : ""));

            canteen.said.clear();
            canteen.taps(NEAR, card);
            assertEquals(
                    torn.equals("done") ? 2 : 1,
                    world.card(card).purse.debits(),
                    "byte " + bytes + " " + torn);
            if (torn.equals("unknown")) {
                assertEquals(debited ? "done" : "void", canteen.state(sales.getFirst()));
                assertTrue(
                        canteen.said.contains("near tells 12.50 left 87.50"),
                        () -> "told at last: " + canteen.said);
            }
            if (torn.equals("done")) {
                assertEquals(whole, bytes);
                break;
            }
            assertTrue(canteen.states().size() > before);
            assertTrue(
                    salesOf(canteen, card).stream()
                            .allMatch(
                                    sale -> Set.of("done", "void").contains(canteen.state(sale))));
        }
        assertEquals(
                new TreeSet<>(Set.of("none", "unknown", "unknown debited", "done debited")),
                outcomes);
    }

    private List<String> salesOf(PurseCanteen canteen, int card) {
        return canteen.states().values().stream()
                .filter(sale -> sale.diner().equals(Rig.subject(card)))
                .map(sale -> sale.id().toString())
                .toList();
    }

    /// Killed after each step, of a whole sale and of one that is torn on its way to the card or
    /// back; then another life, and the same card again.
    @Test
    void killedAtEachStepTheCardKnows() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        for (int bytes : new int[] {Integer.MAX_VALUE, whole - 1, whole - 12}) {
            var ends = new ArrayList<String>();
            boolean more = true;
            for (int steps = 0; more; steps++) {
                var own = new World(dir.resolve(bytes + "-" + steps));
                var first = new PurseCanteen(own);
                first.present(NEAR, 1, after(bytes));
                for (int i = 0; i < steps && more; i++) {
                    more = first.step();
                }
                first.kill();

                var next = new PurseCanteen(own);
                next.settle();
                var after = next.state("near:1");
                assertTrue(
                        Set.of("none", "unknown", "done").contains(after),
                        "a start has left it " + after);
                ends.add(after + (own.card(1).purse.debits() == 1 ? " debited" : ""));
                next.taps(NEAR, 1);
                assertTrue(
                        Set.of("done", "void").contains(next.state("near:1")),
                        next.states()::toString);
                next.kill();
            }
            assertTrue(ends.contains("unknown"), ends::toString);
            assertEquals(bytes != whole - 12, ends.contains("unknown debited"), ends::toString);
        }
    }

    /// Another loop takes over after each step: what was meant has an end, and the card knows.
    @Test
    void atAHandoverAfterEachStepTheCardKnows() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        for (int bytes : new int[] {Integer.MAX_VALUE, whole - 1, whole - 12}) {
            var ends = new ArrayList<String>();
            boolean more = true;
            for (int steps = 0; more; steps++) {
                var own = new World(dir.resolve(bytes + "-over-" + steps));
                var canteen = new PurseCanteen(own);
                canteen.present(NEAR, 1, after(bytes));
                for (int i = 0; i < steps && more; i++) {
                    more = canteen.step();
                }
                canteen.handsOver();
                canteen.settle();
                var after = canteen.state("near:1");
                assertTrue(
                        Set.of("none", "unknown", "done").contains(after),
                        () -> "a handover has left it " + after);
                ends.add(after);
                canteen.after(Duration.ofSeconds(3));
                canteen.taps(NEAR, 1);
                assertTrue(
                        Set.of("done", "void").contains(canteen.state("near:1")),
                        canteen.states()::toString);
                canteen.kill();
            }
            assertTrue(ends.contains("unknown"), ends::toString);
        }
    }

    /// I9, and the release at a till where nobody works.
    @Test
    void anotherCardSettlesNothingAndIsSoldNothingUntilTheTimeIsOver() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        for (int bytes : new int[] {whole - 1, whole - 12}) {
            for (int order = 0; order < 6; order++) {
                var own = new World(dir.resolve(bytes + "-" + order));
                var canteen = new PurseCanteen(own);
                canteen.taps(NEAR, 1, after(bytes));
                boolean debited = own.card(1).purse.debits() == 1;
                boolean settled = false;
                for (int card : ordered(order)) {
                    canteen.said.clear();
                    canteen.taps(NEAR, card);
                    settled |= card == 1;
                    assertEquals(
                            settled ? debited ? "done" : "void" : "unknown",
                            canteen.state("near:1"));
                    if (!settled) {
                        assertEquals(List.of("near shows REFUSED Same card again"), canteen.said);
                        assertEquals(0, own.card(card).purse.debits());
                    } else if (card != 1) {
                        assertEquals(1, own.card(card).purse.debits());
                    }
                }
                assertEquals(1, own.card(1).purse.debits());
                canteen.kill();
            }
        }
    }

    private static List<Integer> ordered(int order) {
        var left = new ArrayList<>(List.of(1, 2, 3));
        var first = left.remove(order / 2);
        var second = left.remove(order % 2);
        return List.of(first, second, left.getFirst());
    }

    /// I6: neither time nor others, a settlement nor a restart.
    @Test
    void whatIsLeftOpenStaysUnknownUntilItsCardIsThereAgain() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(NEAR, 1, after(whole - 1));
        canteen.after(PurseCanteen.ALONE);
        canteen.taps(NEAR, 2);
        assertEquals("done", canteen.state("near:2"));
        canteen.closes(NEAR);
        var first = canteen.settled.getFirst();
        assertEquals(List.of(new SaleId(NEAR, 1)), first.unknown());
        assertEquals(PRICE.fen(), first.batch().totals().netFen());
        canteen.after(Duration.ofDays(9));
        assertEquals("unknown", canteen.state("near:1"));
        canteen.kill();

        var later = new PurseCanteen(world);
        later.settle();
        later.taps(NEAR, 3);
        assertEquals("unknown", later.state("near:1"));
        later.said.clear();
        later.taps(FAR, 1);
        assertEquals("done", later.state("near:1"));
        assertEquals("done", later.state("far:1"));
        assertTrue(later.said.contains("far says Earlier 12.50 paid"), later.said::toString);
        assertEquals(2, world.card(1).purse.debits());

        later.closes(NEAR);
        var second = later.settled.getLast();
        assertEquals(2, second.batch().number());
        assertEquals(2 * PRICE.fen(), second.batch().totals().netFen(), "with what was unknown");
        assertEquals(2, Objects.requireNonNull(later.states().get("near:1")).under().batch());
        later.kill();

        var books = new PurseCanteen(world);
        assertTrue(books.loop.ledger().batches().of(NEAR).isEmpty());
    }

    /// Where nothing is sold at the time, it counts in a batch of its own.
    @Test
    void whatIsSettledBetweenBatchesHasOneOfItsOwn() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(NEAR, 1, after(whole - 1));
        canteen.after(PurseCanteen.ALONE);
        canteen.closes(NEAR);
        assertEquals(0, canteen.settled.getFirst().batch().totals().netFen());
        canteen.taps(FAR, 1);
        canteen.closes(NEAR);
        var second = canteen.settled.getLast();
        assertEquals(2, second.batch().number());
        assertEquals(PRICE.fen(), second.batch().totals().netFen());
        assertEquals(List.of(), second.unknown());
    }

    /// The day ends between the card's answer and its record: the batch that it counts in waits.
    @Test
    void aBatchIsNotSettledWhileOneThatWasUnknownIsOnItsWayIntoIt() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(NEAR, 1, after(whole - 1));
        canteen.after(PurseCanteen.ALONE);
        canteen.taps(NEAR, 2);
        canteen.present(FAR, 1, SimTear.NEVER);
        assertTrue(canteen.step(), "it tells");
        assertTrue(canteen.step(), "and is heard");
        assertEquals("unknown", canteen.state("near:1"));
        canteen.after(Duration.ofHours(13));

        assertEquals("done", canteen.state("near:1"));
        assertEquals(1, Objects.requireNonNull(canteen.states().get("near:1")).under().batch());
        var near = canteen.settled.stream().filter(it -> it.point().equals(NEAR)).toList();
        assertEquals(1, near.size());
        assertEquals(2 * PRICE.fen(), near.getFirst().batch().totals().netFen());
        assertEquals(List.of(), near.getFirst().unknown());
        canteen.kill();
        assertEquals(Set.of(), audited(world));
    }

    /// What was unknown begins a batch, and something is sold in it before the record is durable:
    /// a restart reads the same books that the till has.
    @Test
    void theBooksAreTheSameAfterARestart() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(NEAR, 1, after(whole - 1));
        canteen.after(PurseCanteen.ALONE);
        canteen.closes(NEAR);
        canteen.after(Duration.ofDays(1));
        canteen.present(FAR, 1, SimTear.NEVER);
        canteen.present(NEAR, 2, SimTear.NEVER);
        canteen.settle();
        assertEquals("done", canteen.state("near:1"));
        assertEquals("done", canteen.state("near:2"));
        canteen.kill();
        assertEquals(canteen.loop.ledger().kept(), new PurseCanteen(world).loop.ledger().kept());
    }

    /// It begins none where the journal will not hold it.
    @Test
    void aBatchThatWasNotBegunHasNoNumber() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(NEAR, 1, after(whole - 1));
        canteen.after(PurseCanteen.ALONE);
        canteen.closes(NEAR);
        canteen.room = false;
        canteen.taps(FAR, 1);
        canteen.room = true;
        canteen.after(Duration.ofSeconds(10));
        assertEquals("unknown", canteen.state("near:1"));
        canteen.taps(FAR, 1);
        assertEquals("done", canteen.state("near:1"));
        canteen.closes(NEAR);
        assertEquals(
                List.of(1L, 2L), canteen.settled.stream().map(it -> it.batch().number()).toList());
        canteen.kill();
        assertEquals(Set.of(), audited(world));
    }

    /// Whoever was told to show the card again has the meal that it paid, and no second one.
    @Test
    void thatTheTillBeganAnewMeanwhileCostsNobodyASecondMeal() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var first = new PurseCanteen(world);
        first.taps(NEAR, 1, after(whole - 1));
        first.kill();

        var next = new PurseCanteen(world);
        next.taps(NEAR, 1);
        assertEquals("done", next.state("near:1"));
        assertEquals(1, world.card(1).purse.debits());
        assertTrue(next.said.contains("near says Earlier 12.50 paid"), next.said::toString);
        next.taps(NEAR, 1);
        assertEquals("done", next.state("near:2"), "who wants another taps again");

        next.taps(NEAR, 2, after(whole - 1));
        next.after(Duration.ofDays(1));
        next.taps(NEAR, 2);
        assertEquals("done", next.state("near:4"), "on another day it is another meal");
    }

    /// The auditor of another make, over all that may become of what was unknown.
    @Test
    void noAuditorMindsWhatWasUnknown() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(NEAR, 1, after(whole - 1));
        canteen.after(PurseCanteen.ALONE);
        canteen.taps(NEAR, 2, after(whole - 12));
        canteen.after(PurseCanteen.ALONE);
        canteen.closes(NEAR);
        canteen.kill();

        var later = new PurseCanteen(world);
        later.settle();
        later.taps(FAR, 1);
        later.taps(FAR, 2);
        later.present(NEAR, 3, SimTear.NEVER);
        while (world.debited.size() < 5) {
            assertTrue(later.step());
        }
        later.room = false;
        later.settle();
        later.after(PurseCanteen.ALONE); // said again, with room for it
        later.room = true;
        later.after(Duration.ofSeconds(10));
        assertEquals("unknown", later.state("near:3"));
        later.taps(FAR, 3);
        later.closes(NEAR);
        later.closes(FAR);
        later.kill();
        var ends = List.of("done", "void", "done");
        assertEquals(ends, List.of(1, 2, 3).stream().map(it -> later.state("near:" + it)).toList());
        assertEquals(Set.of(), audited(world));
    }

    private Set<String> audited(World of) throws Exception {
        var lines = SoldOnTape.lines(of.directory.resolve("journal.db"));
        var export = new Export(lines, Optional.of(of.key.publicText()), Optional.empty());
        var said = new AuditScript(dir).together(List.of(export));
        assertEquals(List.of(), said.findings());
        return said.rules();
    }

    @Test
    void theOperatorsClearKeyServesOthers() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(FAR, 1, after(whole - 1));
        canteen.after(Duration.ofHours(3));
        canteen.taps(FAR, 2);
        assertEquals(0, world.card(2).purse.debits(), "no time releases it where somebody works");
        canteen.key(0);
        canteen.taps(FAR, 2);
        assertEquals(1, world.card(2).purse.debits());
        assertEquals("unknown", canteen.state("far:1"));
        canteen.taps(NEAR, 1);
        assertEquals("done", canteen.state("far:1"));
    }

    /// The till that waits hears of it, wherever the card is shown.
    @Test
    void theCardAtAnotherTillFreesTheOneThatWaits() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        var canteen = new PurseCanteen(world);
        canteen.taps(FAR, 1, after(whole - 1));
        canteen.taps(NEAR, 1);
        assertEquals("done", canteen.state("far:1"));
        canteen.taps(FAR, 2);
        assertEquals(1, world.card(2).purse.debits());
    }

    /// The first reader has not noticed yet that the card was pulled from it in the middle.
    @Test
    void whatOneTillDebitsIsNotBuriedAtAnother() throws Exception {
        int whole = PurseCanteen.bytesOfASale();
        for (int bytes : new int[] {whole - 1, whole - 12}) {
            var own = new World(dir.resolve("buried-" + bytes));
            var canteen = new PurseCanteen(own);
            canteen.present(NEAR, 1, after(bytes));
            while (own.debited.isEmpty()) {
                assertTrue(canteen.step());
            }
            int before = own.card(1).purse.debits();
            canteen.taps(FAR, 1);
            assertEquals(before, own.card(1).purse.debits());
            canteen.taps(FAR, 1);
            assertEquals(before == 1 ? "done" : "void", canteen.state("near:1"));
            canteen.kill();
        }
    }

    /// I28: what is not durable is not debited.
    @Test
    void withAFullJournalNothingIsDebited() throws Exception {
        var canteen = new PurseCanteen(world);
        canteen.room = false;
        canteen.taps(NEAR, 1);
        assertEquals(0, world.card(1).purse.debits());
        canteen.room = true;
        canteen.taps(NEAR, 1);
        assertEquals("done", canteen.state("near:1"));
    }

    /// It was debited, and the journal will not hold that: nobody is told, and the card tells it.
    @Test
    void aDebitWhoseEndTheJournalWillNotHoldIsUnknown() throws Exception {
        var canteen = new PurseCanteen(world);
        canteen.present(NEAR, 1, SimTear.NEVER);
        while (world.debited.isEmpty()) {
            assertTrue(canteen.step());
        }
        canteen.room = false;
        canteen.settle();
        assertTrue(world.told.isEmpty());
        assertTrue(canteen.said.contains("near shows REFUSED Same card again"));
        canteen.room = true;
        canteen.after(Duration.ofSeconds(3));
        canteen.taps(NEAR, 1);
        assertEquals("done", canteen.state("near:1"));
        assertEquals(1, world.card(1).purse.debits());
        assertEquals(Set.of("near:1"), world.told);
    }

    @Test
    void aDiskThatIsLateMakesTheSaleVoid() throws Exception {
        var canteen = new PurseCanteen(world);
        canteen.lateDisk = true;
        canteen.taps(NEAR, 1);
        assertEquals("void", canteen.state("near:1"));
        assertEquals(0, world.card(1).purse.debits());
        assertTrue(canteen.said.contains("near shows TRY_AGAIN Tap again"), canteen.said::toString);
        canteen.lateDisk = false;
        canteen.taps(NEAR, 1);
        assertEquals("done", canteen.state("near:2"));
    }

    /// The module is gone: whatever is on the card stays there.
    @Test
    void withoutItsModuleNothingIsSold() throws Exception {
        var canteen = new PurseCanteen(world);
        world.module.pull(true);
        canteen.taps(NEAR, 1);
        assertEquals(0, world.card(1).purse.debits());
        assertTrue(canteen.said.contains("near shows FAULT Device fault"), canteen.said::toString);
        assertEquals("none", canteen.state("near:1"));
    }
}
