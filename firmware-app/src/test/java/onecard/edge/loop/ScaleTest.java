package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Occurrences;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.edge.words.ReasonWords;
import onecard.hal.Load;
import onecard.point.Call;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Food on a scale, from the tap to the last word about what was taken, through the loop.
class ScaleTest {

    private static final Device SCALE = new Device(Kind.SCALE, Canteen.WEIGHT.scale());

    private final Canteen canteen = new Canteen().has(1, 800, 10_000).has(2, 0, 2_000);

    @BeforeEach
    void begin() {
        canteen.weighs(5_000);
    }

    /// 250 g at 0.04, less the 80 g that were put back: 6.80.
    @Test
    void whatWasTakenIsOneSaleOnceTheyHaveLeft() {
        canteen.tap("scale", 1);
        canteen.answer();
        assertTrue(canteen.told.getLast().equals("scale posts nothing"), canteen.told::toString);
        canteen.weighs(new Load.Weight(4_800, false));
        canteen.weighs(4_750);
        canteen.weighs(4_830);
        assertEquals("scale posts Amount[fen=6.80]", canteen.told.getLast());
        assertEquals(Map.of(), canteen.sales());

        leave();
        assertEquals(Map.of("scale:1", "done subsidy 5.00 personal 1.80"), canteen.sales());
        assertTrue(
                canteen.told.contains("scale PAID Paid 6.80, left 101.20"), canteen.told::toString);
    }

    /// A hand on the pan is no food that was put back, and none that was taken when it is gone.
    @Test
    void whatMovesIsNoWeight() {
        canteen.tap("scale", 2);
        canteen.weighs(new Load.Weight(5_400, false));
        canteen.weighs(4_900);
        canteen.weighs(new Load.Over());
        canteen.weighs(new Load.Under());
        canteen.weighs(4_100); // what happened meanwhile is nobody's
        leave();
        assertEquals(Map.of("scale:1", "done personal 4.00"), canteen.sales());
    }

    @Test
    void whoTakesNothingPaysNothing() {
        canteen.tap("scale", 1);
        canteen.weighs(4_900);
        canteen.weighs(5_000);
        leave();
        assertEquals(Map.of(), canteen.sales());
    }

    @Test
    void whoCannotSpendTheLeastTakesNothing() {
        canteen.has(3, 0, 499);
        canteen.tap("scale", 3);
        canteen.answer();
        canteen.weighs(4_750);
        leave();
        assertTrue(canteen.told.contains("scale REFUSED No balance"), canteen.told::toString);
        assertEquals(Map.of(), canteen.sales());
    }

    /// Their 20.00 are for 500 g.
    @Test
    void whoTakesMoreThanTheyHaveIsLockedUntilItIsPutBack() {
        canteen.tap("scale", 2);
        canteen.weighs(4_490);
        leave();
        canteen.after(Duration.ofMinutes(10));
        assertEquals(Map.of(), canteen.sales());

        canteen.weighs(4_500);
        leave();
        assertEquals(Map.of("scale:1", "done personal 20.00"), canteen.sales());
    }

    @Test
    void theOperatorGivesUpWhatIsBeyond() {
        canteen.tap("scale", 2);
        canteen.weighs(4_000);
        canteen.key("scale", 0);
        canteen.answer();
        assertEquals(Map.of("scale:1", "done personal 20.00"), canteen.sales());
    }

    /// Their money is spoken for, and there still when they leave.
    @Test
    void whoTakesIsSoldNothingElsewhereUntilTheyHavePaid() {
        canteen.tap("scale", 2);
        canteen.weighs(4_600);
        canteen.key("keyed", 1_000);
        canteen.tap("keyed", 2);
        canteen.answer();
        assertEquals(Map.of(), canteen.sales());

        leave();
        canteen.key("keyed", 400);
        canteen.tap("keyed", 2);
        canteen.answer();
        assertEquals(
                Map.of("scale:1", "done personal 16.00", "keyed:1", "done personal 4.00"),
                canteen.sales());
    }

    @Test
    void oneTakesAtATime() {
        canteen.tap("scale", 1);
        canteen.tap("scale", 2);
        canteen.answer();
        assertTrue(canteen.told.contains("scale REFUSED Please wait"), canteen.told::toString);
        canteen.weighs(4_900);
        leave();
        assertEquals(Map.of("scale:1", "done personal 4.00"), withoutSubsidy());
    }

    @Test
    void withoutAWeightNobodyTakesAndThePointSaysWhy() {
        canteen.loop.turn(new Stimulus.AtCounter.Lost(SCALE), canteen.now);
        canteen.tap("scale", 1);
        canteen.answer();
        var alarm = Occurrences.data(canteen.rows.getFirst());
        assertEquals(Optional.of("reader_lost"), alarm.text("alarm"));
        assertTrue(canteen.told.contains("scale REFUSED Please wait"), canteen.told::toString);

        canteen.loop.turn(new Stimulus.AtCounter.Back(SCALE), canteen.now);
        canteen.weighs(5_000);
        canteen.tap("scale", 1);
        canteen.weighs(4_900);
        leave();
        assertEquals(1, canteen.sales().size());
    }

    /// Nobody is asked whether the same is meant: it is weighed, and not meant.
    @Test
    void theSameWeightTwiceIsNoQuestion() {
        for (int i = 0; i < 2; i++) {
            canteen.tap("scale", 1);
            canteen.weighs(i == 0 ? 4_875 : 4_750);
            leave();
        }
        assertEquals(2, canteen.sales().size());
        assertFalse(canteen.told.toString().contains("ASKED"), canteen.told::toString);
    }

    // --- the journal ---

    /// Nobody takes on it any more, and they may pay elsewhere at once.
    @Test
    void aTapThatTheJournalRefusesSellsNothing() {
        canteen.tap("scale", 2);
        canteen.weighs(4_400);
        canteen.room = () -> false;
        canteen.answer();
        canteen.room = () -> true;
        assertTrue(canteen.told.contains("scale REFUSED Out of service"), canteen.told::toString);
        canteen.weighs(4_300);
        leave();
        assertEquals(Map.of(), canteen.sales());

        canteen.key("keyed", 2_000);
        canteen.tap("keyed", 2);
        canteen.answer();
        assertEquals(Map.of("keyed:1", "done personal 20.00"), canteen.sales());
    }

    /// The journal says so only after they have left.
    @Test
    void aSaleWithoutItsTapBecomesVoid() {
        canteen.tap("scale", 2);
        canteen.weighs(4_900);
        canteen.after(Duration.ofSeconds(8));
        canteen.room = () -> false;
        canteen.answerOne();
        canteen.room = () -> true;
        canteen.answer();
        assertEquals(Map.of("scale:1", "void personal 4.00"), canteen.sales());
        assertFalse(canteen.told.toString().contains("PAID"), canteen.told::toString);
    }

    // --- called for ---

    @Test
    void whoAsksIsShownTheirMoneyAndTakesNothing() {
        canteen.call("scale", Call.QUERY);
        canteen.tap("scale", 2);
        canteen.answer();
        canteen.weighs(4_900);
        leave();
        assertTrue(
                canteen.told.contains("scale shows Optional[20.00] and 0"), canteen.told::toString);
        assertEquals(Map.of(), canteen.sales());

        canteen.tap("scale", 2);
        canteen.weighs(4_800);
        leave();
        assertEquals(Map.of("scale:1", "done personal 4.00"), canteen.sales());
    }

    /// The card of whoever looks on is not asked for while somebody takes.
    @Test
    void nobodyAsksWhileSomebodyTakes() {
        canteen.tap("scale", 2);
        canteen.call("scale", Call.QUERY);
        assertEquals(
                "scale says " + ReasonWords.of(Reason.NO_AMOUNT).shown().en(),
                canteen.told.getLast());
        canteen.tap("scale", 1);
        canteen.weighs(4_900);
        leave();
        assertEquals(Map.of("scale:1", "done personal 4.00"), canteen.sales());
    }

    @Test
    void nobodySignsInThere() {
        for (var call : List.of(Call.SIGN, Call.VOID, Call.REFUND, Call.SETTLE, Call.TRAIN)) {
            canteen.call("scale", call);
            assertEquals(
                    "scale says " + ReasonWords.of(Reason.NOT_ALLOWED).shown().en(),
                    canteen.told.getLast());
        }
    }

    /// What they take is in the batch of their tap.
    @Test
    void noBatchIsSettledWhileSomebodyTakes() {
        canteen.tap("scale", 2);
        canteen.answer();
        canteen.weighs(4_900);
        assertEquals(List.of(Reason.BUSY), canteen.settled("scale"));
        leave();
        assertEquals(List.of(Reason.OK), canteen.settled("scale"));
        assertTrue(canteen.told.contains("scale settles 1: 400"), canteen.told::toString);
    }

    /// Whoever takes over would let them go with it.
    @Test
    void noLoopGivesWayWhileSomebodyHasYetToPay() {
        canteen.answer();
        assertTrue(canteen.loop.isQuiet());
        canteen.tap("scale", 2);
        canteen.answer();
        canteen.weighs(4_900);
        assertFalse(canteen.loop.isQuiet());
        canteen.weighs(4_000); // more than they may spend
        canteen.after(Duration.ofMinutes(10));
        canteen.answer();
        assertFalse(canteen.loop.isQuiet(), "locked");
        canteen.key("scale", 0);
        canteen.answer();
        assertTrue(canteen.loop.isQuiet());
    }

    private Map<String, String> withoutSubsidy() {
        var sales = canteen.sales();
        sales.replaceAll((_, sale) -> sale.replace("subsidy 4.00", "personal 4.00"));
        return sales;
    }

    private void leave() {
        canteen.after(Duration.ofSeconds(8));
        canteen.answer();
    }
}
