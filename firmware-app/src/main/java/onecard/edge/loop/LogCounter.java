package onecard.edge.loop;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;
import onecard.words.Words;
import org.tinylog.Logger;

/// The counter of a till that has nothing on it: what both sides would see goes to the log. Never a
/// name.
///
/// @param point whose counter it is, as the log names it
public record LogCounter(String point) implements Counter {

    @Override
    public void post(Optional<Price> price, Moment now) {
        Logger.info("{}: to pay {}", point, price.map(LogCounter::text).orElse("nothing"));
    }

    private static String text(Price price) {
        return switch (price) {
            case Price.Amount(var fen) -> fen.yuan();
            case Price.OfMeal(var fen) -> fen.toString();
            case Price.Plates plates -> plates.sum().yuan() + dishes(plates);
            case Price.Fare(var by, var stage) ->
                    by.fares().highest().yuan() + " at most, from stage " + stage;
            case Price.Metered(_, var least, var most, _) ->
                    most.yuan() + " at most, from " + least.yuan();
            case Price.Ordered(_, var others) -> "what is ordered" + others(others);
            case Price.Free() -> "nothing, it is counted";
        };
    }

    private static String others(Map<String, Fen> fen) {
        return fen.isEmpty() ? "" : ", else " + fen;
    }

    private static String dishes(Price.Plates plates) {
        return plates.plates().stream()
                .map(plate -> plate.dish() + " " + plate.fen().yuan())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    @Override
    public void unpriced(Set<String> tags, Moment now) {
        Logger.info("{}: plates without a price: {}", point, tags.stream().sorted().toList());
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        Logger.info(
                "{}: {} is paid, {}{}",
                point,
                sale.id(),
                sale.amount(),
                sale.basis().order().map(order -> ", handed out " + order.items()).orElse(""));
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        Logger.info("{}: {} of {} goes back", point, reversal.legs().total(), reversal.of());
    }

    @Override
    public void tell(Settlement settled, Moment now) {
        var batch = settled.batch();
        Logger.info(
                "{}: batch {} is settled, {} fen", point, batch.number(), batch.totals().netFen());
    }

    @Override
    public void totals(Settlement soFar, Moment now) {
        var batch = soFar.batch();
        Logger.info(
                "{}: batch {} has {} fen so far", point, batch.number(), batch.totals().netFen());
    }

    @Override
    public void tell(Difference difference, Moment now) {
        Logger.info(
                "{}: batch {} differs: {}",
                point,
                difference.settled().batch().number(),
                difference.members());
    }

    @Override
    public void again(Slip slip, Moment now) {
        switch (slip) {
            case Slip.Paid(var sale, _) -> Logger.info("{}: copy of {}", point, sale.id());
            case Slip.Back(var reversal, _) ->
                    Logger.info("{}: copy of what goes back of {}", point, reversal.of());
            case Slip.Settled(var settled) ->
                    Logger.info("{}: copy of batch {}", point, settled.batch().number());
        }
    }

    @Override
    public void say(Words words, Moment now) {
        Logger.info("{}: {}", point, words.en());
    }
}
