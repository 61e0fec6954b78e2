package onecard.edge.counter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.edge.loop.Counter;
import onecard.edge.loop.Slip;
import onecard.money.Account;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;
import onecard.words.Words;

/// All that stands on one counter, told in this order. Where it has two sides, what concerns one
/// alone is told there alone: whoever pays is not to take the operator's notices for theirs, and
/// their money is nobody else's to see.
///
/// @param customers what whoever pays sees and hears
/// @param operators what whoever works there does; on a counter of one side the same
record Together(List<Counter> customers, List<Counter> operators) implements Counter {

    Together {
        customers = List.copyOf(customers);
        operators = List.copyOf(operators);
    }

    /// On a counter of one side.
    Together(List<Counter> all) {
        this(all, all);
    }

    private Stream<Counter> all() {
        return Stream.concat(customers.stream(), operators.stream()).distinct();
    }

    @Override
    public void post(Optional<Price> price, Moment now) {
        all().forEach(part -> part.post(price, now));
    }

    @Override
    public void unpriced(Set<String> tags, Moment now) {
        all().forEach(part -> part.unpriced(tags, now));
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        all().forEach(part -> part.tell(sale, left, now));
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        all().forEach(part -> part.tell(reversal, now));
    }

    @Override
    public void tell(Settlement settled, Moment now) {
        operators.forEach(part -> part.tell(settled, now));
    }

    @Override
    public void totals(Settlement soFar, Moment now) {
        operators.forEach(part -> part.totals(soFar, now));
    }

    @Override
    public void tell(Difference difference, Moment now) {
        operators.forEach(part -> part.tell(difference, now));
    }

    @Override
    public void again(Slip slip, Moment now) {
        operators.forEach(part -> part.again(slip, now));
    }

    @Override
    public void rated(int stars, Moment now) {
        all().forEach(part -> part.rated(stars, now));
    }

    @Override
    public void tell(Account account, Moment now) {
        customers.forEach(part -> part.tell(account, now));
    }

    @Override
    public void say(Words words, Moment now) {
        operators.forEach(part -> part.say(words, now));
    }

    @Override
    public void due(Moment now) {
        all().forEach(part -> part.due(now));
    }
}
