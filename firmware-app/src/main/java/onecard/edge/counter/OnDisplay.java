package onecard.edge.counter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.loop.Counter;
import onecard.edge.loop.Slip;
import onecard.edge.words.Phrase;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Lamp;
import onecard.money.Account;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.Meals;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// What a display on a counter shows, to whichever side: what is to be paid, and for a moment what
/// was, and whatever else it is told, page by page. In English, since displays have only Latin
/// letters in common. Owned by the edge loop.
public final class OnDisplay implements Counter {

    /// A page stays for this, unless the next amount is keyed in: time to read two lines.
    static final Duration PAID = Duration.ofSeconds(4);

    private static final DisplayText NOTHING = line(Phrase.WELCOME);
    private static final DisplayText NO_MEAL = line(Phrase.NO_MEAL);
    private static final DisplayText FREE = lines(Phrase.WELCOME, Phrase.MEALS_COUNTED);

    private static final DisplayText ORDERED = lines(Phrase.ORDERS, Phrase.CARD_OR_CODE);

    private static final DisplayText UNPRICED = lines(Phrase.UNKNOWN_PLATE, Phrase.PLEASE_ASK);

    private final CustomerDisplay display;
    private final Meals meals;
    private Optional<Price> posted = Optional.empty();
    private Set<String> unpriced = Set.of();
    private Optional<Told> told = Optional.empty();
    private DisplayText shown = DisplayText.BLANK;

    /// What stands there for a moment.
    private record Told(List<DisplayText> pages, Mono since) {

        /// Empty once all of it was read.
        Optional<DisplayText> at(Moment now) {
            long page = now.mono().since(since).dividedBy(PAID);
            return page < pages.size() ? Optional.of(pages.get((int) page)) : Optional.empty();
        }
    }

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
        told = told.filter(it -> it.since().equals(now.mono()));
        show(now);
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        if (sale.under().training()) {
            stays(DisplayText.of(Phrase.LABEL_TRAINING.latin(), sale.amount().yuan()), now);
            return;
        }
        var text =
                left.map(
                                rest ->
                                        amounts(
                                                Phrase.LABEL_LEFT,
                                                rest.yuan(),
                                                Phrase.LABEL_PAID,
                                                sale.amount(),
                                                Lamp.COLLECTED))
                        .orElseGet(() -> unpaid(sale));
        stays(text, now);
    }

    private static DisplayText unpaid(Sale sale) {
        return sale.basis()
                .order()
                .map(
                        order ->
                                DisplayText.of(
                                        Phrase.LABEL_PICK_UP.latin(),
                                        String.join(" ", order.items())))
                .orElseGet(
                        () -> DisplayText.of(Phrase.LABEL_COUNTED.latin(), sale.serving().meal()));
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        var back = reversal.legs().total();
        stays(amounts(Phrase.LABEL_REFUND, "", Phrase.LABEL_CNY, back, Lamp.CHANGE), now);
    }

    @Override
    public void tell(Settlement settled, Moment now) {
        stays(Pages.settled(settled), now);
    }

    @Override
    public void totals(Settlement soFar, Moment now) {
        stays(Pages.soFar(soFar), now);
    }

    @Override
    public void tell(Difference difference, Moment now) {
        stays(Pages.of(difference), now);
    }

    @Override
    public void again(Slip slip, Moment now) {
        stays(Pages.copy(slip), now);
    }

    @Override
    public void rated(int stars, Moment now) {
        stays(DisplayText.of(Phrase.THANK_YOU.latin(), Phrase.RATED.latin(stars)), now);
    }

    @Override
    public void tell(Account account, Moment now) {
        stays(
                account.left()
                        .map(
                                left ->
                                        amounts(
                                                Phrase.LABEL_LEFT,
                                                "",
                                                Phrase.LABEL_CNY,
                                                left,
                                                Lamp.TOTAL))
                        .orElseGet(() -> line(Phrase.BALANCE_UNKNOWN)),
                now);
    }

    @Override
    public void say(Words words, Moment now) {
        stays(Pages.notice(words), now);
    }

    private void stays(DisplayText text, Moment now) {
        stays(List.of(text), now);
    }

    private void stays(List<DisplayText> pages, Moment now) {
        told = Optional.of(new Told(pages, now.mono()));
        show(now);
    }

    /// A page has been read, or another meal has begun.
    @Override
    public void due(Moment now) {
        show(now);
    }

    private void show(Moment now) {
        var page = told.flatMap(it -> it.at(now));
        if (page.isEmpty()) {
            told = Optional.empty();
        }
        var text = page.orElseGet(() -> toPay(now));
        if (!text.equals(shown)) {
            shown = text;
            display.show(text);
        }
    }

    private DisplayText toPay(Moment now) {
        if (posted.isEmpty()) {
            return unpriced.isEmpty() ? NOTHING : UNPRICED;
        }
        var meal = meals.at(now.wall());
        return meal.flatMap(posted.get()::at)
                .map(amount -> amount.isZero() ? FREE : toPay(posted.get(), amount))
                .orElse(meal.isPresent() && isOrdered(posted.get()) ? ORDERED : NO_MEAL);
    }

    private static boolean isOrdered(Price price) {
        return price instanceof Price.Ordered;
    }

    private static DisplayText toPay(Price price, Fen amount) {
        if (price instanceof Price.Fare(_, var stage)) {
            return amounts(
                    Phrase.LABEL_HIGHEST_STAGE,
                    Integer.toString(stage),
                    Phrase.LABEL_CNY,
                    amount,
                    Lamp.TOTAL);
        }
        if (price instanceof Price.Metered(_, _, var most, _)) {
            return amounts(Phrase.LABEL_UP_TO, "", Phrase.LABEL_CNY, most, Lamp.TOTAL);
        }
        return price instanceof Price.Plates(var plates)
                ? amounts(
                        Phrase.LABEL_TO_PAY_PLATES,
                        Integer.toString(plates.size()),
                        Phrase.LABEL_CNY,
                        amount,
                        Lamp.TOTAL)
                : amounts(
                        isOrdered(price) ? Phrase.LABEL_ORDERS_OR_PAY : Phrase.LABEL_TO_PAY,
                        "",
                        Phrase.LABEL_CNY,
                        amount,
                        Lamp.TOTAL);
    }

    private static DisplayText line(Phrase upper) {
        return DisplayText.of(upper.latin(), "");
    }

    private static DisplayText lines(Phrase upper, Phrase lower) {
        return DisplayText.of(upper.latin(), lower.latin());
    }

    private static DisplayText amounts(
            Phrase upperWord, String upper, Phrase lowerWord, Fen amount, Lamp lamp) {
        return Pages.amounts(upperWord.latin(), upper, lowerWord.latin(), amount.fen(), lamp);
    }
}
