package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is keyed in and who taps while somebody is asked whether the same is meant once more.
class TillQuestionsTest {

    private static final String ONCE = "done personal 15.50";

    private final Canteen canteen =
            new Canteen().has(1, 0, 10_000).has(2, 0, 10_000).has(3, 0, 10_000);

    /// The next amount says no as well, but it is an amount: nobody pays the one before it.
    @Test
    void anAmountKeyedForTheNextIsNotLostToTheQuestion() {
        askedAboutKeyed();

        canteen.key("keyed", 800);
        canteen.tap("keyed", 2);
        canteen.answer();

        assertEquals(Map.of("keyed:1", ONCE, "keyed:2", "done personal 8.00"), canteen.sales());
    }

    /// What was keyed in for somebody who is asked about is not the next one's to pay.
    @Test
    void whoTapsMeanwhileDoesNotPayForWhoIsAsked() {
        askedAboutKeyed();

        canteen.tap("keyed", 2);
        canteen.answer();

        assertEquals(Map.of("keyed:1", ONCE), canteen.sales());
    }

    /// The amount that was asked about is the one that is confirmed, though it was keyed in long
    /// before the tap.
    @Test
    void anAnswerInTimeIsNotTooLateForTheAmount() {
        pay("keyed", 1, 1_550);
        canteen.key("keyed", 1_550);
        canteen.after(Duration.ofSeconds(15));
        canteen.tap("keyed", 1);
        canteen.after(Duration.ofSeconds(5));

        canteen.key("keyed", Taps.YES);
        canteen.answer();

        assertEquals(Map.of("keyed:1", ONCE, "keyed:2", ONCE), canteen.sales());
    }

    /// A dish is keyed in for whoever stands there now; the one before has left.
    @Test
    void aDishIsNoAnswer() {
        canteen.key("menu", 2);
        canteen.tap("menu", 1);
        canteen.answer();
        canteen.after(Duration.ofSeconds(10));
        canteen.key("menu", 2);
        canteen.tap("menu", 1);
        assertTrue(canteen.told.contains("menu ASKED Duplicate"), canteen.told::toString);

        canteen.key("menu", 3);
        canteen.tap("menu", 2);
        canteen.answer();

        assertEquals("done personal 8.00", canteen.sales().get("menu:1"), "not charged once more");
        assertEquals(2, canteen.sales().size());
    }

    /// Pressed twice: the first answers whoever is shown, and the second nobody.
    @Test
    void oneYesConfirmsOne() {
        for (int person = 1; person <= 2; person++) {
            canteen.tap("fixed", person);
            canteen.answer();
        }
        canteen.tap("fixed", 1);
        canteen.tap("fixed", 2);

        canteen.key("fixed", Taps.YES);
        canteen.answer();
        canteen.key("fixed", Taps.YES);
        canteen.answer();

        assertEquals(3, canteen.sales().size(), canteen.sales()::toString);
    }

    /// A card that was told to wait, since the sale before was on its way, may come again at once.
    @Test
    void whoWasToldToWaitIsHeardAgain() {
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.tap("fixed", 2);
        canteen.tapShortly("fixed", 3);
        canteen.answer();

        canteen.tapShortly("fixed", 3);
        canteen.answer();

        assertEquals(3, canteen.sales().size(), canteen.sales()::toString);
    }

    private void askedAboutKeyed() {
        pay("keyed", 1, 1_550);
        canteen.key("keyed", 1_550);
        canteen.tap("keyed", 1);
        assertTrue(canteen.told.contains("keyed ASKED Duplicate"), canteen.told::toString);
    }

    private void pay(String till, long person, long fen) {
        canteen.key(till, fen);
        canteen.tap(till, person);
        canteen.answer();
    }
}
