package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Occurrences;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.point.Tray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Plates on an antenna, from what lies there to the sale's last word, through the loop.
class TraysTest {

    private static final String RICE = "A1";
    private static final String SOUP = "B1";
    private static final String UNKNOWN = "F1";
    private static final Device ANTENNA = new Device(Kind.TRAY, Canteen.TRAY.antenna());

    private final Canteen canteen = new Canteen().has(1, 0, 10_000).has(2, 0, 10_000);

    @BeforeEach
    void begin() {
        canteen.lay();
    }

    @Test
    void whatLiesThereIsPaidForTogetherAndOnce() {
        canteen.lay(RICE, SOUP);
        pays(1);
        assertEquals(Map.of("plates:1", "done personal 8.50"), canteen.sales());

        pays(2); // with the tray of the first still there
        assertEquals(1, canteen.sales().size());
        assertTrue(canteen.told.contains("plates REFUSED Please wait"), canteen.told::toString);

        canteen.lay();
        canteen.lay("A2");
        pays(2);
        assertEquals("done personal 2.00", canteen.sales().get("plates:2"));
    }

    @Test
    void whoTakesTheTrayAwayPaysForItAllTheSame() {
        canteen.lay(RICE, SOUP);
        canteen.tap("plates", 1);
        canteen.answerOne(); // the tap
        canteen.lies(new Tray.Unstable());
        canteen.answerOne(); // the intent
        canteen.lay();
        canteen.lay("B2");
        canteen.answer();
        assertEquals(Map.of("plates:1", "done personal 8.50"), canteen.sales());

        pays(2);
        assertEquals("done personal 6.50", canteen.sales().get("plates:2"));
    }

    @Test
    void whatCannotBeRecordedIsForSaleAgain() {
        canteen.lay(RICE);
        canteen.room = () -> false;
        pays(1);
        assertEquals(Map.of(), canteen.sales());

        canteen.room = () -> true;
        pays(1);
        assertEquals(Map.of("plates:1", "done personal 2.00"), canteen.sales());
    }

    @Test
    void aPlateThatNobodyKnowsIsToldToTheOperatorAndKeyedIn() {
        canteen.lay(RICE, UNKNOWN);
        assertEquals("plates has no price for [F1]", canteen.told.getLast());
        pays(1);
        assertEquals(Map.of(), canteen.sales());

        canteen.key("plates", 3);
        assertEquals("plates has no price for []", canteen.told.getLast());
        pays(1);
        assertEquals(Map.of("plates:1", "done personal 8.50"), canteen.sales());
    }

    // --- asked whether the same is meant once more ---

    @Test
    void aYesIsToThePlatesThatWereAskedAbout() {
        askedAboutSoup();
        canteen.key("plates", Taps.YES);
        canteen.answer();
        assertEquals("done personal 6.50", canteen.sales().get("plates:2"));
    }

    /// They cost the same, and are others.
    @Test
    void whereOtherPlatesLieTheYesIsToNothing() {
        askedAboutSoup();
        canteen.lay("B3");
        canteen.key("plates", Taps.YES);
        canteen.answer();
        assertEquals(1, canteen.sales().size(), canteen.sales()::toString);
        assertTrue(canteen.told.contains("plates REFUSED Duplicate"), canteen.told::toString);
    }

    /// Nobody waits for an answer of somebody who has gone.
    @Test
    void whoeverComesNextPaysAtOnce() {
        askedAboutSoup();
        canteen.lay();
        canteen.lay(RICE);
        pays(2);
        assertEquals("done personal 2.00", canteen.sales().get("plates:2"));
    }

    @Test
    void whereTheAntennaIsLostTheYesIsToNothing() {
        askedAboutSoup();
        lost();
        canteen.key("plates", Taps.YES);
        canteen.answer();
        assertEquals(1, canteen.sales().size(), canteen.sales()::toString);
    }

    // --- an antenna that is away ---

    @Test
    void withoutItsAntennaNothingIsForSaleAndThePointSaysSo() {
        canteen.lay(RICE);
        lost();
        pays(1);
        assertEquals(Map.of(), canteen.sales());
        var alarm = Occurrences.data(canteen.rows.getFirst());
        assertEquals(Optional.of("reader_lost"), alarm.text("alarm"));
        assertEquals(Optional.of(ANTENNA.name()), alarm.text("detail"));

        canteen.loop.turn(new Stimulus.AtCounter.Back(ANTENNA), canteen.now);
        pays(1);
        assertEquals(Map.of("plates:1", "done personal 2.00"), canteen.sales());
    }

    /// One that hangs is told by supervision; what lay there is true again with its next round.
    @Test
    void whatNobodyObservesIsNotForSale() {
        canteen.lay(RICE);
        canteen.loop.turn(new Stimulus.AtCounter.Back(ANTENNA), canteen.now);
        canteen.loop.turn(new Stimulus.Silent(ANTENNA), canteen.now);
        pays(1);
        assertEquals(Map.of(), canteen.sales());

        canteen.loop.turn(new Stimulus.Heard(ANTENNA), canteen.now);
        pays(1);
        assertEquals(1, canteen.sales().size());
    }

    // --- over a restart ---

    /// Nobody knows any more whether it was paid for.
    @Test
    void whatLiesThereAtAStartIsNotForSaleUntilItWasTakenAway() {
        canteen.lay(RICE);
        pays(1);
        var after = canteen.killed();
        after.lay(RICE);
        after.tap("plates", 2);
        after.answer();
        assertFalse(after.sales().containsKey("plates:2"), after.sales()::toString);

        after.lay();
        after.lay("A2");
        after.tap("plates", 2);
        after.answer();
        assertEquals("done personal 2.00", after.sales().get("plates:2"));
    }

    private void askedAboutSoup() {
        canteen.lay(SOUP);
        pays(1);
        canteen.lay();
        canteen.lay("B2");
        pays(1);
        assertTrue(canteen.told.contains("plates ASKED Duplicate"), canteen.told::toString);
    }

    private void lost() {
        canteen.loop.turn(new Stimulus.AtCounter.Lost(ANTENNA), canteen.now);
    }

    private void pays(long person) {
        canteen.tap("plates", person);
        canteen.answer();
        canteen.after(Duration.ofSeconds(2));
    }
}
