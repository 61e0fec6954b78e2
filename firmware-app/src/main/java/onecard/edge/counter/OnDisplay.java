package onecard.edge.counter;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import onecard.edge.loop.Counter;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Amount;
import onecard.hal.DisplayText.Lamp;
import onecard.money.Account;
import onecard.money.Fen;
import onecard.money.Meals;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// What a customer display shows: what is to be paid, and for a moment what was. In English, since
/// displays have only Latin letters in common. Owned by the edge loop.
public final class OnDisplay implements Counter {

    /// What was paid stays for this, unless the next amount is keyed in: time to read two lines.
    static final Duration PAID = Duration.ofSeconds(4);

    /// More than eight figures hold: without them, on lines of text alone.
    private static final Fen FIGURES_MAX = new Fen(99_999_999);

    private static final DisplayText NOTHING = DisplayText.of("Welcome", "");
    private static final DisplayText NO_MEAL = DisplayText.of("No meal now", "");
    private static final DisplayText FREE = DisplayText.of("Welcome", "Meals are counted");

    private static final DisplayText UNPRICED = DisplayText.of("Unknown plate", "Please ask");

    private final CustomerDisplay display;
    private final Meals meals;
    private Optional<Price> posted = Optional.empty();
    private Set<String> unpriced = Set.of();
    private Optional<Paid> paid = Optional.empty();
    private DisplayText shown = DisplayText.BLANK;

    private record Paid(DisplayText text, Mono since) {}

    /// @param meals that tell what a price is now
    public OnDisplay(CustomerDisplay display, Meals meals) {
        this.display = display;
        this.meals = meals;
    }

    /// What follows from a sale in the same turn waits until that was read.
    @Override
    public void post(Optional<Price> price, Moment now) {
        posted = price;
        next(now);
    }

    /// The operator reads the other side of it.
    @Override
    public void unpriced(Set<String> tags, Moment now) {
        unpriced = Set.copyOf(tags);
        next(now);
    }

    private void next(Moment now) {
        paid = paid.filter(sale -> sale.since().equals(now.mono()));
        show(now);
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        if (sale.under().training()) {
            stays(DisplayText.of("Training", sale.amount().yuan()), now);
            return;
        }
        var text =
                left.map(
                                rest ->
                                        amounts(
                                                "Left",
                                                rest.yuan(),
                                                "Paid",
                                                sale.amount(),
                                                Lamp.COLLECTED))
                        .orElseGet(() -> DisplayText.of("Counted", sale.serving().meal()));
        stays(text, now);
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        var back = reversal.legs().total();
        stays(amounts("Refund", "", "CNY", back, Lamp.CHANGE), now);
    }

    @Override
    public void tell(Settlement settled, Moment now) {
        stays(DisplayText.of("Settled", "No. " + settled.batch().number()), now);
    }

    @Override
    public void tell(Account account, Moment now) {
        stays(
                account.left()
                        .map(left -> amounts("Left", "", "CNY", left, Lamp.TOTAL))
                        .orElseGet(() -> DisplayText.of("Nothing known", "")),
                now);
    }

    @Override
    public void say(Words words, Moment now) {
        stays(DisplayText.of(words.en(), ""), now);
    }

    private void stays(DisplayText text, Moment now) {
        paid = Optional.of(new Paid(text, now.mono()));
        show(now);
    }

    /// What was paid has been read, or another meal has begun.
    @Override
    public void due(Moment now) {
        paid = paid.filter(sale -> !now.reached(sale.since().plus(PAID)));
        show(now);
    }

    private void show(Moment now) {
        var text = paid.map(Paid::text).orElseGet(() -> toPay(now));
        if (!text.equals(shown)) {
            shown = text;
            display.show(text);
        }
    }

    private DisplayText toPay(Moment now) {
        if (posted.isEmpty()) {
            return unpriced.isEmpty() ? NOTHING : UNPRICED;
        }
        return meals.at(now.wall())
                .flatMap(posted.get()::at)
                .map(amount -> amount.isZero() ? FREE : toPay(posted.get(), amount))
                .orElse(NO_MEAL);
    }

    private static DisplayText toPay(Price price, Fen amount) {
        return price instanceof Price.Plates(var plates)
                ? amounts(
                        "To pay, plates",
                        Integer.toString(plates.size()),
                        "CNY",
                        amount,
                        Lamp.TOTAL)
                : amounts("To pay", "", "CNY", amount, Lamp.TOTAL);
    }

    private static DisplayText amounts(
            String upperWord, String upper, String lowerWord, Fen amount, Lamp lamp) {
        return amount.compareTo(FIGURES_MAX) > 0
                ? DisplayText.of(upperWord + " " + upper, lowerWord + " " + amount.yuan())
                : DisplayText.amounts(upperWord, upper, lowerWord, new Amount(lamp, amount.yuan()));
    }
}
