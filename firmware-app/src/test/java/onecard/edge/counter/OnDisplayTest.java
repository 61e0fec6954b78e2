package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Reason;
import onecard.edge.loop.Slip;
import onecard.edge.words.Phrase;
import onecard.edge.words.ReasonWords;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Amount;
import onecard.hal.DisplayText.Lamp;
import onecard.money.Fen;
import onecard.money.PickupTerms;
import onecard.money.Plate;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Staff;
import onecard.money.Under;
import onecard.point.Notice;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;

/// What a customer reads, and for how long.
class OnDisplayTest {

    private static final Moment NOON = Lunch.after(Duration.ZERO);
    private static final Price BY_MEAL =
            new Price.OfMeal(Map.of("breakfast", new Fen(600), "lunch", new Fen(1_200)));

    private static final Price TRAY =
            new Price.Plates(
                    List.of(new Plate("A1", 2, new Fen(200)), new Plate("B1", 3, new Fen(650))));

    private final Glass glass = new Glass();
    private final OnDisplay display = new OnDisplay(glass, Lunch.MEALS);

    @Test
    void whatIsToBePaidIsThatOfTheMealAndChangesWithIt() {
        display.post(Optional.of(BY_MEAL), Lunch.after(Duration.ofMinutes(-61)));
        assertEquals("To pay|CNY             6.00", glass.reads());
        assertEquals(Optional.of(new Amount(Lamp.TOTAL, "6.00")), glass.now().amount());

        display.due(Lunch.after(Duration.ofMinutes(-60)));
        assertEquals("To pay|CNY            12.00", glass.reads());
        display.due(Lunch.after(Duration.ofMinutes(60)));
        assertEquals("No meal now|", glass.reads());
    }

    @Test
    void whatWasPaidIsReadBeforeThePriceIsBack() {
        display.post(Optional.of(BY_MEAL), NOON);
        sell(NOON);
        assertEquals("Left           96.00|Paid           12.00", glass.reads());
        assertEquals(Optional.of(new Amount(Lamp.COLLECTED, "12.00")), glass.now().amount());

        display.due(Lunch.after(OnDisplay.PAID.minusMillis(1)));
        assertEquals("Left           96.00|Paid           12.00", glass.reads());
        display.due(Lunch.after(OnDisplay.PAID));
        assertEquals("To pay|CNY            12.00", glass.reads());
    }

    @Test
    void whatIsKeyedInNextIsShownAtOnceAndStays() {
        sell(NOON);
        var soon = Lunch.after(Duration.ofMillis(300));
        display.post(Optional.of(new Price.Amount(new Fen(805))), soon);
        assertEquals("To pay|CNY             8.05", glass.reads());

        display.post(Optional.empty(), soon);
        assertEquals("Welcome|", glass.reads());
    }

    @Test
    void whatWasOrderedAheadIsReadAsItIsHandedOut() {
        var terms =
                new PickupTerms(
                        "orders",
                        "north",
                        "till-1",
                        Duration.ZERO,
                        Duration.ZERO,
                        false,
                        Optional.empty());
        display.post(Optional.of(new Price.Ordered(terms, Map.of())), NOON);
        assertEquals("Orders|Card or code", glass.reads());
        display.post(Optional.of(new Price.Ordered(terms, Map.of("lunch", new Fen(900)))), NOON);
        assertEquals("Orders, or pay|CNY             9.00", glass.reads());

        display.tell(Lunch.handedOut(true), Optional.empty(), NOON);
        assertEquals("Pick up|noodles tea", glass.reads());
        display.due(Lunch.after(Duration.ofMinutes(60)));
        assertEquals("No meal now|", glass.reads());
    }

    @Test
    void mealsThatAreCountedCostNothing() {
        display.post(Optional.of(new Price.Free()), NOON);
        assertEquals("Welcome|Meals are counted", glass.reads());

        display.tell(Lunch.sold(), Optional.empty(), NOON);
        assertEquals("Counted|lunch", glass.reads());
    }

    /// Nine digits can be keyed in, and a display of figures has eight: the till goes on.
    @Test
    void moreThanFiguresHoldIsTextAlone() {
        display.post(Optional.of(new Price.Amount(new Fen(99_999_999))), NOON);
        assertEquals("999999.99", glass.now().amount().orElseThrow().figures());
        display.post(Optional.of(new Price.Amount(new Fen(999_999_999))), NOON);
        assertEquals("To pay|CNY 9999999.99", glass.reads());
        assertEquals(Optional.empty(), glass.now().amount());
    }

    @Test
    void nothingIsShownTwice() {
        display.post(Optional.of(BY_MEAL), NOON);
        display.post(Optional.of(BY_MEAL), NOON);
        display.due(NOON);
        assertEquals(1, glass.shown.size());
    }

    @Test
    void ofATrayTheNumberOfPlatesIsShownBesideTheSum() {
        display.post(Optional.of(TRAY), NOON);
        assertEquals("To pay, plates     2|CNY             8.50", glass.reads());
        assertEquals(Optional.of(new Amount(Lamp.TOTAL, "8.50")), glass.now().amount());
    }

    @Test
    void aPlateThatNobodyKnowsIsShownUntilThereIsNone() {
        sell(NOON);
        var soon = Lunch.after(Duration.ofMillis(300));
        display.post(Optional.empty(), soon);
        display.unpriced(Set.of("FF"), soon);
        assertEquals("Unknown plate|Please ask", glass.reads());

        display.unpriced(Set.of(), soon);
        assertEquals("Welcome|", glass.reads());
        display.unpriced(Set.of("FF"), soon);
        display.post(Optional.of(TRAY), soon);
        assertEquals("To pay, plates     2|CNY             8.50", glass.reads());
    }

    // --- what takes more than two lines ---

    @Test
    void aSettlementIsShownPageByPage() {
        display.tell(Lunch.settled(), NOON);
        assertEquals(
                List.of(
                        "Settled, batch     3|Net            12.00",
                        "Sales              2|CNY            24.00",
                        "Voids              1|CNY            12.00",
                        "personal|Net             7.00",
                        "subsidy|Net             5.00",
                        "Training|1, not counted",
                        "Unknown|No. 19",
                        "Welcome|"),
                pages());
    }

    @Test
    void whatASettlementWouldSayIsNamedSo() {
        display.totals(Lunch.settled(), NOON);
        assertEquals("So far, batch      3|Net            12.00", glass.reads());
    }

    /// Nobody reads on for ever.
    @Test
    void ofManyUnknownSalesTheNumberOfTheRestIsShown() {
        display.tell(Lunch.settled(500), NOON);
        var pages = pages();
        assertEquals("Unknown|492 more", pages.get(pages.size() - 2));
        assertEquals(16, pages.size());
    }

    @Test
    void aDifferenceIsShownNumberByNumber() {
        display.tell(Lunch.differs(), NOON);
        assertEquals(
                List.of(
                        "Batch 3|differs at the host",
                        "Sales              2|Host               3",
                        "Net            12.00|Host           -0.01",
                        "personal        7.00|Host            0.00",
                        "subsidy         5.00|Host            9.00",
                        "Welcome|"),
                pages());
    }

    @Test
    void aCopySaysThatItIsOne() {
        display.again(new Slip.Paid(Lunch.sold(1_200), Optional.empty()), NOON);
        assertEquals("Copy, no.         17|Paid           12.00", glass.reads());
        display.again(new Slip.Back(new Reversal.Void(Lunch.sold(1_200)), NOON.wall()), NOON);
        assertEquals("Copy, back of     17|CNY            12.00", glass.reads());
        display.again(new Slip.Settled(Lunch.settled()), NOON);
        assertEquals("Copy, batch        3|Net            12.00", glass.reads());
    }

    @Test
    void aCopyOfWhatWasNotPaidSaysSo() {
        var sale = Lunch.sold(1_200);
        var trained = new Under(1, new Staff(1, Optional.empty(), true));
        display.again(new Slip.Paid(under(sale, trained), Optional.of(Fen.ZERO)), NOON);
        assertEquals("Copy, no.         17|Training       12.00", glass.reads());
        display.again(new Slip.Paid(Lunch.sold(), Optional.empty()), NOON);
        assertEquals("Copy, no. 17|Counted", glass.reads());
    }

    private static Sale under(Sale sale, Under under) {
        return new Sale(
                sale.id(),
                sale.diner(),
                sale.amount(),
                sale.legs(),
                sale.serving(),
                sale.at(),
                under,
                sale.basis(),
                sale.state());
    }

    @Test
    void whoRatesIsThanked() {
        display.rated(4, NOON);
        assertEquals("Thank you|Rated 4 of 5", glass.reads());
    }

    /// As much as any sale here may be.
    private static final Fen MOST = new Fen(99_999_999);

    /// Whatever a till may say to its operator, in two lines at most; and no word is broken.
    @Test
    void everyNoticeFits() {
        var notices =
                Stream.of(
                                Stream.of(Notice.values()).map(Phrase::of),
                                Stream.of(Reason.values()).map(why -> ReasonWords.of(why).shown()),
                                Stream.of(
                                        Phrase.NOTHING_TO_SETTLE.with(),
                                        Phrase.NOTHING_TO_REPRINT.with(),
                                        Phrase.EARLIER_PAID.with(MOST),
                                        Phrase.EARLIER_NOT_CHARGED.with(MOST)))
                        .flatMap(words -> words);
        for (var words : notices.toList()) {
            var text = Pages.notice(words).getFirst();
            var shown = (text.upper().strip() + " " + text.lower().strip()).strip();
            assertEquals(words.en(), shown);
            assertFalse(words.zh().isBlank());
            int columns = words.zh().codePoints().map(character -> character > 0xff ? 2 : 1).sum();
            assertTrue(columns <= 2 * DisplayText.COLUMNS, words::zh);
        }
    }

    /// Until what is to be paid is back, each as long as it stays.
    private List<String> pages() {
        var pages = new ArrayList<String>();
        for (int page = 0; page == 0 || !pages.getLast().startsWith("Welcome"); page++) {
            display.due(Lunch.after(OnDisplay.PAID.multipliedBy(page)));
            pages.add(glass.reads());
        }
        return pages;
    }

    /// As a till does: told, and posted anew in the same turn.
    private void sell(Moment now) {
        display.tell(Lunch.sold(1_200), Optional.of(new Fen(9_600)), now);
        display.post(Optional.of(BY_MEAL), now);
        display.due(now);
    }
}
