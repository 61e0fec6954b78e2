package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayEvent;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Amount;
import onecard.hal.DisplayText.Lamp;
import onecard.money.Fen;
import onecard.money.Plate;
import onecard.money.Price;
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

    /// As a till does: told, and posted anew in the same turn.
    private void sell(Moment now) {
        display.tell(Lunch.sold(1_200), Optional.of(new Fen(9_600)), now);
        display.post(Optional.of(BY_MEAL), now);
        display.due(now);
    }

    private static final class Glass implements CustomerDisplay {
        private final List<DisplayText> shown = new ArrayList<>();

        DisplayText now() {
            return shown.getLast();
        }

        String reads() {
            return now().upper().stripTrailing() + "|" + now().lower().stripTrailing();
        }

        @Override
        public String name() {
            return "glass";
        }

        @Override
        public void open(Consumer<DisplayEvent> events) {}

        @Override
        public void show(DisplayText text) {
            shown.add(text);
        }

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
