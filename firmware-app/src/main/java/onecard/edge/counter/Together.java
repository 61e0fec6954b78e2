package onecard.edge.counter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.loop.Counter;
import onecard.money.Account;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;
import onecard.words.Words;

/// All that stands on one counter, told in this order.
record Together(List<Counter> parts) implements Counter {

    Together {
        parts = List.copyOf(parts);
    }

    @Override
    public void post(Optional<Price> price, Moment now) {
        parts.forEach(part -> part.post(price, now));
    }

    @Override
    public void unpriced(Set<String> tags, Moment now) {
        parts.forEach(part -> part.unpriced(tags, now));
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        parts.forEach(part -> part.tell(sale, left, now));
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        parts.forEach(part -> part.tell(reversal, now));
    }

    @Override
    public void tell(Settlement settled, Moment now) {
        parts.forEach(part -> part.tell(settled, now));
    }

    @Override
    public void tell(Account account, Moment now) {
        parts.forEach(part -> part.tell(account, now));
    }

    @Override
    public void say(Words words, Moment now) {
        parts.forEach(part -> part.say(words, now));
    }

    @Override
    public void due(Moment now) {
        parts.forEach(part -> part.due(now));
    }
}
